// An answer that sets places, plans or years side by side is shown as a table,
// with its sources in each cell. The sentences are the answer's own; nothing is
// reckoned here.
import { el } from "./dom.js";
import { shortOf, standing } from "./source.js";
import { chips } from "./text.js";
import { t } from "./words.js";

const lead = /^([^：，。；\n|]{2,24})：/;
const figure = /(\d{4})年(?:末|底)?(目标|现状)?([^，；。（\d]{0,4}?[\d.,]+[^，；。（[]*)/g;

// comparison is a table of an answer that compares, or null: also where a
// sentence did not pass the check, which no cell could say.
export function comparison(told) {
  if (!told.sentences.every((s) => s.supported)) return null;
  const rows = rowsOf(told.sentences);
  const computed = told.sentences.filter((s) => s.computed).map((s) => el("p.computed", chips(told, s.text)));
  if (!rows) return null;
  return [rows.every((r) => r.figures) ? figures(told, rows) : sides(told, rows), computed];
}

// rowsOf groups sentences by what stands before their colon; null where these
// are not at least two sides. A computed sentence belongs to no side.
function rowsOf(sentences) {
  const rows = [];
  let open = false; // whether a sentence without a colon goes on
  for (const s of sentences) {
    const found = !s.computed && lead.exec(s.text);
    if (found) rows.push({ name: found[1], sentences: [s], figures: figuresOf(s.text, found[1]) });
    else if (!s.computed && !open) return null;
    else if (!s.computed) Object.assign(rows[rows.length - 1], { sentences: [...rows[rows.length - 1].sentences, s], figures: null });
    open = !s.computed;
  }
  const distinct = new Set(rows.map((r) => (r.figures ? `${r.name}\n${r.figures.name}` : r.name)));
  return rows.length > 1 && distinct.size === rows.length ? rows : null;
}

// figuresOf reads 海滨街道：工业总产值：2020年30.02亿元，2025年目标39.4亿元（预期性）[1]。
function figuresOf(text, place) {
  const rest = text.slice(place.length + 1);
  const name = lead.exec(rest);
  const values = name && [...rest.slice(name[0].length).matchAll(figure)];
  if (!values?.length) return null;
  return { name: name[1], values: new Map(values.map(([, year, status = "", value]) => [`${year}年${status}`, value])), markers: (text.match(/\[\d+\]/g) || []).join("") };
}

// figures is a table with a column for each year.
function figures(told, rows) {
  const heads = [...new Set(rows.flatMap((r) => [...r.figures.values.keys()]))].sort();
  const named = new Set(rows.map((r) => r.figures.name)).size > 1;
  return framed(
    "",
    [t("place"), named && t("indicator"), ...heads],
    rows.map((r) => [r.name, named && r.figures.name, ...heads.map((h) => (r.figures.values.has(h) ? chips(told, r.figures.values.get(h) + r.figures.markers) : "—"))]),
  );
}

// sides is a table with a row for each side.
function sides(told, rows) {
  return framed(".sides", [t("place"), t("content"), t("sources")], rows.map((r) => [r.name, said(told, r), sources(told, r)]));
}

function said(told, row) {
  return row.sentences.map((s, i) => el("p", chips(told, i === 0 ? s.text.slice(row.name.length + 1) : s.text)));
}

function sources(told, row) {
  const cited = row.sentences.flatMap((s) => s.citations).map(told.citation).filter(Boolean);
  return [...new Map(cited.map((c) => [c.document.id, c.document])).values()].map((d) => el("p.place", shortOf(d), standing(d)));
}

// framed is a table of a kind; a cell that is false is no cell.
function framed(kind, heads, rows) {
  const cells = (all, tag) => all.filter((c) => c !== false).map((c, i) => (i && tag !== "th" ? el(tag, c) : el("th", { scope: tag === "th" ? "col" : "row" }, c)));
  const table = el(`table.comparison${kind}`, el("thead", el("tr", cells(heads, "th"))), el("tbody", rows.map((r) => el("tr", cells(r, "td")))));
  return el("div.wide", { tabindex: "0", role: "region", "aria-label": t("comparison") }, table);
}
