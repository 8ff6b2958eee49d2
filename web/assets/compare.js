// An answer that sets places, plans or years side by side is shown as a table,
// with its sources in each cell. The sentences are the answer's own; nothing is
// reckoned here.
import { el } from "./dom.js";
import { chips } from "./text.js";
import { shortOf, standingOf } from "./source.js";
import { t } from "./words.js";

const lead = /^([^：，。；\n|]{2,24})：/;
const figure = /(\d{4})年(?:末|底)?(目标|现状)?([^，；。（\d]{0,4}?[\d.,]+[^，；。（[]*)/g;

// comparison is a table of an answer that compares, or null.
export function comparison(told) {
  const rows = rowsOf(told.sentences);
  if (!rows) return null;
  return rows.every((r) => r.figures) ? figures(told, rows) : sides(told, rows);
}

// rowsOf groups sentences by what stands before their colon. A computed sentence
// belongs to no side.
function rowsOf(sentences) {
  const rows = [];
  for (const s of sentences) {
    const found = !s.computed && lead.exec(s.text);
    if (s.computed) rows.push({ computed: true, sentences: [s] });
    else if (found) rows.push({ name: found[1], sentences: [s], figures: figuresOf(s.text, found[1]) });
    else if (!rows.length || rows[rows.length - 1].computed) return null;
    else Object.assign(rows[rows.length - 1], { sentences: [...rows[rows.length - 1].sentences, s], figures: null });
  }
  const named = rows.filter((r) => !r.computed);
  const distinct = new Set(named.map((r) => (r.figures ? `${r.name}\n${r.figures.name}` : r.name)));
  return named.length > 1 && distinct.size === named.length ? [...named, ...rows.filter((r) => r.computed)].map(settled) : null;
}

// settled marks a computed row as one that fits every table.
function settled(row) {
  return row.computed ? { ...row, figures: { computed: true } } : row;
}

// figuresOf reads 海滨街道：工业总产值：2020年30.02亿元，2025年目标39.4亿元（预期性）[1]。
function figuresOf(text, place) {
  const rest = text.slice(place.length + 1);
  const name = lead.exec(rest);
  const values = [...(name ? rest.slice(name[0].length) : rest).matchAll(figure)];
  if (!name || !values.length) return null;
  return { name: name[1], values: values.map(([, year, status, value]) => ({ head: `${year}年${status || ""}`, value })), markers: (text.match(/\[\d+\]/g) || []).join("") };
}

// figures is a table with a column for each year.
function figures(told, rows) {
  const own = rows.filter((r) => !r.computed);
  const heads = [...new Set(own.flatMap((r) => r.figures.values.map((v) => v.head)))].sort();
  const named = new Set(own.map((r) => r.figures.name)).size > 1;
  return framed(
    [t("place"), named && t("indicator"), ...heads].filter(Boolean),
    own.map((r) => [
      r.name,
      named && r.figures.name,
      ...heads.map((h) => {
        const v = r.figures.values.find((one) => one.head === h);
        return v ? chips(told, v.value + r.figures.markers) : "—";
      }),
    ].filter((c) => c !== false)),
    computed(told, rows),
  );
}

// sides is a table with a row for each side.
function sides(told, rows) {
  const own = rows.filter((r) => !r.computed);
  return framed(
    [t("place"), t("content"), t("sources")],
    own.map((r) => [r.name, said(told, r), sources(told, r)]),
    computed(told, rows),
  );
}

function said(told, row) {
  return row.sentences.map((s, i) => el("p", { class: s.supported ? "" : "problem" }, chips(told, i === 0 ? s.text.slice(row.name.length + 1) : s.text)));
}

function sources(told, row) {
  const numbers = new Set(row.sentences.flatMap((s) => s.citations));
  const documents = new Map([...numbers].map(told.citation).filter(Boolean).map((c) => [c.document.id, c.document]));
  return [...documents.values()].map((d) => el("p", { class: "place" }, shortOf(d), standingOf(d) && el("span", { class: `standing ${d.standing}` }, standingOf(d))));
}

function computed(told, rows) {
  return rows.filter((r) => r.computed).map((r) => el("p", { class: "computed" }, chips(told, r.sentences[0].text)));
}

function framed(heads, rows, below) {
  const head = el("thead", {}, el("tr", {}, heads.map((h) => el("th", { scope: "col" }, h))));
  const body = el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((c, i) => (i ? el("td", {}, c) : el("th", { scope: "row" }, c))))));
  const wide = el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": t("comparison") }, el("table", { class: "comparison" }, head, body));
  return [wide, ...below];
}
