// What can be done with an answer: copy it with its sources, save it, link to
// it, say what it is worth, ask again.
import { call, text as file } from "./api.js";
import { copy } from "./clip.js";
import { button, el } from "./dom.js";
import { asked, menu, say, toast } from "./menu.js";
import { t } from "./words.js";

// tools is the row below an answer.
export function tools(answer, again) {
  const id = encodeURIComponent(answer.id);
  return el(
    "div",
    { class: "tools" },
    copying(`/api/answers/${id}.md`),
    saving(`/api/answers/${id}`),
    button({ class: "quiet small", onclick: () => share(answer.id) }, "chain", t("share")),
    button({ class: "quiet small again", "aria-label": t("again"), onclick: () => again() }, "again", t("again")),
    verdicts(answer.id),
  );
}

// saving is a menu of the files that something can be had as.
export function saving(address, about = { class: "quiet small" }) {
  const opener = button(about, "save", t("save"));
  return menu(opener, () => [
    { text: t("asWord"), href: `${address}.docx`, save: "" },
    { text: t("asMarkdown"), href: `${address}.md`, save: "" },
  ]);
}

// copying is a menu of the ways to copy. What is copied is what the file has,
// so that sources are written alike everywhere; it is fetched when the menu
// opens, for a browser lets only a click copy.
function copying(address) {
  let fetched = null;
  const take = async (write) => {
    try {
      await write(await fetched);
      toast(t("copied"));
    } catch {
      toast(t("notCopied"));
    }
  };
  const opener = button({ class: "quiet small" }, "copy", t("copy"));
  const items = [
    { text: t("copyRich"), act: () => take((md) => copy(plain(md), rich(md))) },
    { text: t("copyText"), act: () => take((md) => copy(plain(md))) },
    { text: t("copyMarkdown"), act: () => take((md) => copy(md)) },
  ];
  return menu(opener, () => items, () => {
    fetched = fetched || file(address);
    fetched.catch(() => (fetched = null));
  });
}

// lines reads the Markdown that the server writes: a mark and a text on each line.
export function lines(markdown) {
  return markdown
    .split("\n")
    .filter((l) => l.trim())
    .map((l) => {
      const [, mark, text] = /^(# |## |- |> )?([^]*)$/.exec(l);
      return { mark: (mark || "").trim(), text: text.replace(/\\(.)/g, "$1") };
    });
}

export function plain(markdown) {
  return lines(markdown).map((l) => (l.mark === ">" ? `※${l.text}` : l.mark === "##" ? `${l.text}：` : l.text)).join("\n");
}

// rich is what pastes well into a word processor: paragraphs, no boxes, no colours.
export function rich(markdown) {
  const tags = { "#": "h3", "##": "h4", "-": "p", ">": "p", "": "p" };
  return lines(markdown).map((l) => el(tags[l.mark], {}, l.mark === ">" ? el("em", {}, `※${l.text}`) : l.mark === "-" ? el("small", {}, l.text) : l.text));
}

// share copies a link that others can open.
async function share(id) {
  try {
    const { url } = await call("POST", `/api/answers/${encodeURIComponent(id)}/link`);
    const address = new URL(url, location.href).href;
    try {
      await copy(address);
      toast(t("linkCopied"));
    } catch {
      toast(address);
    }
  } catch (e) {
    toast(e.message);
  }
}

// verdicts are 👍 and 👎, and why.
function verdicts(id) {
  const buttons = {};
  const judge = async (verdict, comment) => {
    try {
      await call("POST", "/api/feedback", { answer_id: id, verdict, comment });
      for (const [own, b] of Object.entries(buttons)) b.setAttribute("aria-pressed", String(own === verdict));
      say(t("thanks"));
      toast(t("thanks"));
    } catch (e) {
      toast(e.message);
    }
  };
  buttons.up = button({ class: "quiet small up", "aria-pressed": "false", onclick: () => judge("up", "") }, "up", t("good"), true);
  buttons.down = button({ class: "quiet small down", "aria-pressed": "false", onclick: () => complain(judge) }, "down", t("bad"), true);
  return el("span", { class: "verdicts" }, buttons.up, buttons.down);
}

async function complain(judge) {
  const reasons = ["badWrong", "badSource", "badMissing", "badRefused", "badOther"].map((name) =>
    el("label", { class: "choice" }, el("input", { type: "checkbox", name: "reason", value: t(name) }), t(name)),
  );
  const more = el("label", { class: "field" }, t("badMore"), el("textarea", { name: "more", rows: "3", maxlength: "1500" }));
  const form = await asked(t("badWhy"), [el("fieldset", { class: "choices" }, el("legend", { class: "unseen" }, t("badWhy")), reasons), more], t("send"));
  if (form) judge("down", [form.getAll("reason").join("；"), form.get("more")].filter(Boolean).join("\n"));
}
