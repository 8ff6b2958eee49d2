// What can be done with an answer: copy it with its sources, save it, link to
// it, say what it is worth, ask again.
import { call, text } from "./api.js";
import { copied, copy } from "./clip.js";
import { at, button, el } from "./dom.js";
import { asked, menu, saved, say, toast, trying } from "./menu.js";
import { keep, setting } from "./settings.js";
import { t } from "./words.js";

// tools is the row below an answer.
export function tools({ id }, again) {
  const address = at`/api/answers/${id}`;
  return el("div.tools",
    copying(`${address}.md`),
    menu(button(".small", "save", t("save")), () => saved(address)),
    button(".small", "chain", t("share"), () => share(address)),
    button(".small.again", "again", t("again"), again, { "aria-label": t("again") }),
    verdicts(id),
  );
}

// copying is a menu of the ways to copy. What is copied is what the file has,
// so that sources are written alike everywhere; it is fetched when the menu
// opens, for a browser lets only a click copy.
function copying(address) {
  let fetched = null;
  const item = (name, ...forms) => ({ text: t(name), act: () => copied(async () => fetched.then((md) => copy(...forms.map((f) => f(md))))) });
  return menu(button(".small", "copy", t("copy")), () => [item("copyRich", plain, rich), item("copyText", plain), item("copyMarkdown", String)], () => {
    fetched = fetched || text(address);
    fetched.catch(() => (fetched = null));
  });
}

// lines reads the Markdown that the server writes: a mark and a text on each line.
function lines(markdown) {
  return markdown
    .split("\n")
    .filter((l) => l.trim())
    .map((l) => {
      const [, mark = "", text] = /^(?:(#|##|-|>) )?([^]*)$/.exec(l);
      return { mark, text: text.replace(/\\(.)/g, "$1") };
    });
}

function plain(markdown) {
  return lines(markdown).map(({ mark, text }) => (mark === ">" ? `※${text}` : mark === "##" ? `${text}：` : text)).join("\n");
}

// rich is what pastes well into a word processor: paragraphs, no boxes, no colours.
function rich(markdown) {
  const tags = { "#": "h3", "##": "h4" };
  return lines(markdown).map(({ mark, text }) => el(tags[mark] || "p", mark === ">" ? el("em", `※${text}`) : mark === "-" ? el("small", text) : text));
}

// share copies a link that others can open.
const share = (address) =>
  trying(async () => {
    const { url } = await call("POST", `${address}/link`);
    const { href } = new URL(url, location.href);
    await copied(() => copy(href), t("linkCopied"), href);
  });

const most = 300; // answers whose verdicts are remembered

// verdicts are 👍 and 👎, and why. Which was given, this browser remembers.
function verdicts(id) {
  const judge = (own, comment) =>
    trying(async () => {
      const verdict = own === up ? "up" : "down";
      await call("POST", "/api/feedback", { answer_id: id, verdict, comment });
      keep("judged", Object.fromEntries([...Object.entries(setting("judged") || {}), [id, verdict]].slice(-most)));
      press(verdict);
      say(t("thanks"));
      toast(t("thanks"));
    });
  const up = button(".small.bare.up", "up", t("good"), () => judge(up, ""));
  const down = button(".small.bare.down", "down", t("bad"), async () => {
    const why = await complaint();
    if (why !== null) judge(down, why);
  });
  const press = (verdict) => {
    for (const b of [up, down]) b.setAttribute("aria-pressed", String(b === { up, down }[verdict]));
  };
  press((setting("judged") || {})[id]);
  return el("span.verdicts", up, down);
}

// complaint asks what is wrong; null where that was left.
async function complaint() {
  const reasons = ["badWrong", "badSource", "badMissing", "badRefused", "badOther"].map((name) => el("label.choice", el("input", { type: "checkbox", name: "reason", value: t(name) }), t(name)));
  const more = el("label.field", t("badMore"), el("textarea", { name: "more", rows: "3", maxlength: "1500" }));
  const form = await asked(t("badWhy"), [el("fieldset.choices", el("legend.unseen", t("badWhy")), reasons), more], t("send"));
  return form && [form.getAll("reason").join("；"), form.get("more")].filter(Boolean).join("\n");
}
