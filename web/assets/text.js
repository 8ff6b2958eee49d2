// An answer's text as a person reads it: paragraphs, lists, tables, strong
// words, and a chip for each marker. It is made of text nodes alone; what a
// model writes in HTML is shown as it stands.
import { el, here, safe } from "./dom.js";
import { sourceOf } from "./source.js";
import { t } from "./words.js";

// A Told is what is to be shown: text, the sentences in it, how to show a
// citation, and from where on nothing is checked.
//
//	{text, sentences, citation: (number) => …, open: (citation) => …, checked}

// tell shows a text as blocks.
export function tell(answer) {
  const told = { ...answer, text: unmarked(answer) };
  const spans = spansOf(told);
  return blocks(told.text).map((block) => {
    const inside = (line) => inline(told, spans, line);
    if (block.kind === "table") return table(block, told.text, inside);
    if (block.kind === "list") return el(block.ordered ? "ol" : "ul", { start: block.first }, block.lines.map((l) => el("li", inside(l))));
    return el(block.kind === "heading" ? "h3" : "p", inside(block.lines[0]));
  });
}

// unmarked is a text without the words behind sentences that did not pass the
// check: the page says them in its own place and language.
function unmarked({ text, sentences }) {
  let from = 0;
  for (const s of sentences) {
    const at = text.indexOf(s.text, from);
    if (at < 0) continue;
    from = at + s.text.length;
    if (!s.supported) text = text.slice(0, from) + text.slice(from).replace(/^（未能与原文对上：[^（）]*）/, "");
  }
  return text;
}

// spansOf finds where each sentence stands.
function spansOf({ text, sentences }) {
  const spans = [];
  let from = 0;
  for (const s of sentences) {
    const at = text.indexOf(s.text, from);
    if (at < 0) continue;
    from = at + s.text.length;
    spans.push({ start: at, end: from, sentence: s });
  }
  return spans;
}

const marks = [
  { kind: "table", at: /^\s*\|/ },
  { kind: "heading", at: /^\s*#{1,6}\s+/ },
  { kind: "list", at: /^\s*[-*•·]\s+/ },
  { kind: "list", at: /^\s*(\d{1,3})[.)、]\s*(?=\D)/, ordered: true },
];

// blocks cuts a text into blocks of lines, each [start, end) without its mark.
export function blocks(text) {
  const all = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    if (line.trim()) add(all, line, start, end);
    start = end + 1;
  }
  return all;
}

function add(all, line, start, end) {
  const mark = marks.find((m) => m.at.test(line));
  const kind = mark ? mark.kind : "paragraph";
  const found = mark && mark.at.exec(line);
  const own = { start: start + (kind === "table" || !found ? 0 : found[0].length), end };
  const last = all[all.length - 1];
  const ordered = Boolean(mark && mark.ordered);
  if (last && last.kind === kind && (kind === "table" || (kind === "list" && last.ordered === ordered))) last.lines.push(own);
  else all.push({ kind, ordered, first: ordered && Number(found[1]), lines: [own] });
}

// table shows lines of | cells |; the line of dashes below the heads is none.
function table(block, text, inside) {
  const rows = block.lines.filter((l) => /[^\s|:-]/.test(text.slice(l.start, l.end)));
  const headed = rows.length < block.lines.length;
  const shown = rows.map((row, i) => {
    const tag = headed && i === 0 ? "th" : "td";
    return el("tr", cells(row, text).map((c) => el(tag, inside(c))));
  });
  return el("div.wide", { tabindex: "0", role: "region", "aria-label": t("table") }, el("table", shown));
}

function cells(row, text) {
  const all = [];
  let start = row.start;
  for (const part of text.slice(row.start, row.end).split("|")) {
    if (part.trim()) all.push({ start, end: start + part.length });
    start += part.length + 1;
  }
  return all;
}

// inline shows a stretch of the text: its sentences, and what stands between them.
function inline(told, spans, line) {
  const cuts = new Set([line.start, line.end]);
  for (const s of spans) for (const at of [s.start, s.end]) if (at > line.start && at < line.end) cuts.add(at);
  if (told.checked > line.start && told.checked < line.end) cuts.add(told.checked);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => {
    const span = spans.find((s) => s.start <= at[i] && end <= s.end);
    const parts = strong(told, told.text.slice(at[i], end));
    if (span) return sentence(span.sentence, parts, end === span.end);
    if (told.checked !== undefined && at[i] >= told.checked) return el("span.unchecked", { title: t("unchecked") }, parts);
    return parts;
  });
}

// sentence shows one, and after its end why it did not pass the check.
function sentence(s, parts, ends) {
  if (s.supported) return el(s.computed ? "span.sentence.computed" : "span.sentence", { title: s.computed && t("computed") }, parts);
  return el("span.sentence.problem", parts, ends && el("span.why", t("problem"), t(`problem_${s.problem}`)));
}

function strong(told, text) {
  return text.split(/(\*\*[^*]+\*\*)/).map((part) => {
    const own = /^\*\*([^*]+)\*\*$/.exec(part);
    return own ? el("strong", chips(told, own[1])) : chips(told, part);
  });
}

// chips turns the markers of a text into chips.
export function chips(told, text) {
  return text.split(/(\[\d{1,3}\])/).map((part) => {
    const number = Number((/^\[(\d+)\]$/.exec(part) || [])[1]);
    if (!number) return part;
    const citation = told.citation(number);
    return citation ? chip(told, citation) : el("span.chip.waiting", part);
  });
}

function chip(told, citation) {
  const open = () => told.open(citation);
  const { standing } = citation.document;
  const kind = (citation.damaged || citation.repaired ? ".faulty" : "") + (standing && standing !== "issued" ? `.${standing}` : "");
  const about = { href: safe(citation.url) || "#", onclick: here(open), "aria-label": `${t("source_n", citation.number)}${sourceOf(citation.document)}` };
  return Object.assign(el(`a.chip${kind}`, about, `[${citation.number}]`), { citation, open }); // for the card
}
