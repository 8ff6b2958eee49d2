// Small things that come up and go: menus, messages, questions.
import { $, button, el } from "./dom.js";
import { t } from "./words.js";

// menu is a button that opens a list of things to do: {text, drawing, act, href}.
// before is called when it opens, to prepare what its items need.
export function menu(opener, items, before) {
  const list = el("div", { class: "menu", role: "menu", hidden: true });
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  const show = (yes) => {
    list.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
    if (!yes) return;
    if (before) before();
    list.replaceChildren(...items().map((i) => item(i, () => show(false))));
    list.classList.toggle("above", opener.getBoundingClientRect().bottom > innerHeight - 220);
    list.firstElementChild.focus();
  };
  opener.addEventListener("click", () => show(list.hidden));
  const frame = el("span", { class: "menu-frame" }, opener, list);
  frame.addEventListener("keydown", (e) => keyed(e, list, opener, show));
  frame.addEventListener("focusout", (e) => e.relatedTarget && !frame.contains(e.relatedTarget) && show(false));
  addEventListener("pointerdown", (e) => frame.contains(e.target) || list.hidden || show(false));
  return frame;
}

function item({ text, act, href, save }, done) {
  const about = { class: "item", role: "menuitem", tabindex: "-1" };
  if (href) return el("a", { ...about, href, download: save, onclick: done }, text);
  return el("button", { ...about, type: "button", onclick: () => (done(), act()) }, text);
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

// toast tells of what was done, with a way back where there is one.
export function toast(message, undo) {
  const e = el("div", { class: "toast" }, el("span", {}, message));
  const away = () => e.remove();
  if (undo) e.append(button({ class: "quiet small", onclick: () => (away(), undo()) }, "", t("undo")));
  e.append(button({ class: "quiet small bare", onclick: away }, "close", t("close"), true));
  $("toasts").append(e);
  setTimeout(away, undo ? 20000 : 6000);
}

// say has a screen reader say something, once.
export function say(message) {
  $("live").textContent = message;
}

// asked opens a dialogue with fields in it, and returns what was entered as a
// FormData, or null where it was left.
export function asked(title, fields, act) {
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" }, el("h2", {}, title), fields);
    const cancel = button({ class: "quiet", onclick: () => dialog.close() }, "", t("cancel"));
    form.append(el("div", { class: "dialog-foot" }, cancel, el("button", { type: "submit", class: "primary", value: "yes" }, act)));
    const dialog = el("dialog", { "aria-label": title }, form);
    form.addEventListener("submit", (e) => (e.preventDefault(), dialog.close("yes")));
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? new FormData(form) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
