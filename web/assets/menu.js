// Small things that come up and go: menus, messages, questions.
import { $, button, el, on } from "./dom.js";
import { t } from "./words.js";

// menu is a button that opens a list of things to do: {text, act} or {text, href}.
// before is called when it opens, to prepare what its items need.
export function menu(opener, items, before) {
  const list = el("div.menu", { role: "menu", hidden: true });
  const frame = el("span.menu-frame", opener, list);
  const show = (yes) => {
    list.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
    if (!yes) return;
    before?.();
    list.replaceChildren(...items().map((i) => item(i, () => show(false))));
    list.classList.toggle("above", opener.getBoundingClientRect().bottom > innerHeight - 220);
    list.firstElementChild.focus();
  };
  opener.setAttribute("aria-haspopup", "menu");
  show(false);
  on(opener, "click", () => show(list.hidden));
  on(frame, "keydown", (e) => keyed(e, list, opener, show));
  on(frame, "focusout", (e) => e.relatedTarget && !frame.contains(e.relatedTarget) && show(false));
  on(window, "pointerdown", (e) => frame.contains(e.target) || list.hidden || show(false));
  return frame;
}

function item({ text, act, href }, done) {
  const about = { role: "menuitem", tabindex: "-1" };
  if (href) return el("a.item", { ...about, href, download: "", onclick: done }, text);
  return el("button.item", { ...about, onclick: () => (done(), act()) }, text);
}

function keyed(e, list, opener, show) {
  if (list.hidden) return;
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[e.key];
  if (e.key === "Escape") {
    e.stopPropagation();
    show(false);
    opener.focus();
  } else if (to !== undefined) {
    e.preventDefault();
    items[(to + items.length) % items.length].focus();
  }
}

// saved are the items of a menu for the files that something can be had as.
export const saved = (address) => [
  { text: t("asWord"), href: `${address}.docx` },
  { text: t("asMarkdown"), href: `${address}.md` },
];

// toast tells of what was done, with a way back where there is one; what is told
// again stands once.
export function toast(message, undo) {
  const away = () => e.remove();
  const e = el("div.toast", el("span", message), undo && button(".small", "", t("undo"), () => (away(), undo())), button(".small.bare", "close", t("close"), away));
  for (const old of [...$("toasts").children]) if (old.firstChild.textContent === message) old.remove();
  $("toasts").append(e);
  setTimeout(away, undo ? 20000 : 6000);
}

// trying tells where something fails.
export const trying = (what) => what().catch((e) => toast(e.message));

// say has a screen reader say something, once.
export function say(message) {
  $("live").textContent = message;
}

// asked opens a dialogue with fields in it, and returns what was entered as a
// FormData, or null where it was left.
export function asked(title, fields, act) {
  return new Promise((resolve) => {
    const cancel = button("", "", t("cancel"), () => dialog.close());
    const form = el("form", { method: "dialog" }, el("h2", title), fields, el("div.dialog-foot", cancel, el("button.primary", { type: "submit" }, act)));
    const dialog = el("dialog", { "aria-label": title }, form);
    on(form, "submit", (e) => (e.preventDefault(), dialog.close("yes")));
    on(dialog, "close", () => {
      resolve(dialog.returnValue === "yes" ? new FormData(form) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
