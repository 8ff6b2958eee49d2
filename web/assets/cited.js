// What an answer cites, and what is nearest where there is no answer.
import { button, el, icon, link } from "./dom.js";
import { periodOf, placeOf, sourceOf, standing } from "./source.js";
import { named, t } from "./words.js";

// citations lists what an answer cites; open shows one in its document.
export function citations(all, open) {
  return all.length > 0 && el("section.sources", el("h3", t("sources")), el("ol", all.map((c) => citation(c, open))));
}

function citation(c, open) {
  const text = quoted(c);
  return el("li.citation", { value: c.number },
    el("p.place", number(c), standing(c.document), placeOf(c), "："),
    el(typeof text === "string" ? "button.quote" : "button.quote.row", { onclick: () => open(c) }, text),
    fault(c),
    el("p.place.more", c.document.period && el("span", periodOf(c.document.period)), page(c) && el("span", page(c)), link(c.url, t("open"), { target: "_blank" })),
  );
}

const number = (c) => el("span.number", `[${c.number}]`);
const page = (c) => c.page > 0 && t("page_n", c.page);

// quoted is a citation's quote; a row of a table, whose cells came as a line
// each, stands as a row again, below the table's heads where these are known.
function quoted(c) {
  const cells = c.quote.split("\n");
  if (cells.length < 3 || cells.some((cell) => cell.length > 30)) return c.quote;
  const heads = (c.context || []).map((x) => x.quote.split("\n")).find((h) => h.length === cells.length);
  const row = (tag, all) => el("tr", all.map((text) => el(tag, text)));
  return el("span.row-quote", el("table", heads && row("th", heads), row("td", cells)));
}

// fault says that a source is damaged where it is cited, and how it came.
function fault(c) {
  return (c.damaged || c.repaired) && el("div.notice.source_damaged", icon("warn"), el("p", t("damaged"), c.raw && el("span.raw", t("rawText"), el("q", c.raw))));
}

// nearest lists what comes closest to a question that has no answer.
export function nearest({ passages, reason }, open) {
  const item = (p) => el("li", el("p.place", placeOf(p), "："), el("button.quote", { onclick: () => open(p) }, p.text));
  return passages.length > 0 && el("section.sources.passages", el("h3", t(reason === "not_covered" ? "elsewhere" : "nearest")), el("ol", passages.slice(0, 3).map(item)));
}

// card shows a citation at a glance; open shows it in its document.
export function card(c, open) {
  const about = [named(c.document.kind), periodOf(c.document.period), c.document.published, page(c)].filter(Boolean).join(" · ");
  return [
    el("p.card-head", number(c), standing(c.document), el("strong", sourceOf(c.document))),
    c.path.length > 0 && el("p.place", c.path.join(" › ")),
    el("blockquote", quoted(c)),
    (c.context || []).filter((x) => !x.quote.includes("\n")).map((x) => el("p.place.context", t("context"), x.quote)),
    fault(c),
    el("p.place.card-foot", el("span", about), button(".small", "book", t("open"), open)),
  ];
}
