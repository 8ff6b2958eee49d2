// What an answer cites, and what is nearest where there is no answer.
import { el, icon, link } from "./dom.js";
import { periodOf, placeOf, sourceOf, standingOf } from "./source.js";
import { t } from "./words.js";

// citations lists what an answer cites; open shows one in its document.
export function citations(all, open) {
  if (!all.length) return null;
  return el("section", { class: "sources" }, el("h3", {}, t("sources")), el("ol", {}, all.map((c) => citation(c, open))));
}

function citation(c, open) {
  return el(
    "li",
    { class: "citation", value: c.number },
    el("p", { class: "place" }, el("span", { class: "number" }, `[${c.number}]`), badge(c.document), placeOf(c), "："),
    quote(c, open),
    fault(c),
    el("p", { class: "place more" }, periodOf(c.document.period) && el("span", {}, periodOf(c.document.period)), c.page > 0 && el("span", {}, t("page_n", c.page)), link(c.url, t("open"), { target: "_blank" })),
  );
}

function quote(c, open) {
  const text = quoted(c);
  return el("button", { type: "button", class: typeof text === "string" ? "quote" : "quote row", onclick: () => open(c) }, text);
}

// quoted is a citation's quote; a row of a table, whose cells came as a line
// each, stands as a row again, below the table's heads where these are known.
function quoted(c) {
  const cells = c.quote.split("\n");
  if (cells.length < 3 || cells.some((cell) => cell.length > 30)) return c.quote;
  const heads = (c.context || []).map((x) => x.quote.split("\n")).find((h) => h.length === cells.length);
  const row = (tag, all) => el("tr", {}, all.map((text) => el(tag, {}, text)));
  return el("span", { class: "row-quote" }, el("table", {}, heads && row("th", heads), row("td", cells)));
}

// badge says what a document is that is not the government's own word.
export function badge(doc) {
  const standing = standingOf(doc);
  return standing && el("span", { class: `standing ${doc.standing}` }, standing);
}

// fault says that a source is damaged where it is cited, and how it came.
export function fault(c) {
  if (!c.damaged && !c.repaired) return null;
  return el("div", { class: "notice source_damaged" }, icon("warn"), el("p", {}, t("damaged"), c.raw && el("span", { class: "raw" }, t("rawText"), el("q", {}, c.raw))));
}

// nearest lists what comes closest to a question that has no answer.
export function nearest(answer, open) {
  if (!answer.passages.length) return null;
  return el(
    "section",
    { class: "passages" },
    el("h3", {}, t(answer.reason === "not_covered" ? "elsewhere" : "nearest")),
    el("ol", {}, answer.passages.slice(0, 3).map((p) => el("li", {}, el("p", { class: "place" }, placeOf(p), "："), el("button", { type: "button", class: "quote", onclick: () => open(p) }, p.text)))),
  );
}

// card shows a citation at a glance; open shows it in its document.
export function card(c, open) {
  const about = [c.document.kind, periodOf(c.document.period), c.document.published, c.page > 0 && t("page_n", c.page)].filter(Boolean).join(" · ");
  return [
    el("p", { class: "card-head" }, el("span", { class: "number" }, `[${c.number}]`), badge(c.document), el("strong", {}, sourceOf(c.document))),
    c.path.length > 0 && el("p", { class: "place" }, c.path.join(" › ")),
    el("blockquote", {}, quoted(c)),
    (c.context || []).filter((x) => !x.quote.includes("\n")).map((x) => el("p", { class: "place context" }, t("context"), x.quote.replace(/\n+/g, " "))),
    fault(c),
    el("p", { class: "place card-foot" }, el("span", {}, about), el("button", { type: "button", class: "quiet small", onclick: () => open(c) }, icon("book"), t("open"))),
  ];
}
