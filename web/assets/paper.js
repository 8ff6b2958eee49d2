import { el, get, link } from "./dom.js";
import { periodOf, sourceOf, words } from "./words.js";

// read fetches a document. Its characters are code points, as offsets count them.
export async function read(id) {
  const doc = await get(`/api/documents/${encodeURIComponent(id)}`);
  return { ...doc, characters: Array.from(doc.text) };
}

// place finds where a quote stands: at its offsets, or in a later revision
// wherever the same words stand first. It is null where they are gone.
export function place(doc, { start, end, quote, revision }) {
  const there = doc.characters.slice(start, end).join("");
  if (quote ? there === quote : !revision || revision === doc.revision) return { start, end, moved: false };
  const at = quote ? doc.text.indexOf(quote) : -1;
  if (at < 0) return null;
  const from = Array.from(doc.text.slice(0, at)).length;
  return { start: from, end: from + Array.from(quote).length, moved: true };
}

// paper shows a document, with spans marked: {start, end, kind}, kind "cited" or "context".
export function paper(doc, spans) {
  return [about(doc), ...lines(doc).map((line) => paragraph(doc, line, spans))];
}

// about says what the document is.
export function about(doc) {
  const facts = [doc.region, doc.kind, words.standing[doc.standing], periodOf(doc.period), doc.example && words.example];
  return el(
    "div",
    { class: "about" },
    el("p", { class: "place" }, sourceOf(doc)),
    el(
      "p",
      { class: "faint" },
      facts.filter(Boolean).join(" · "),
      "　",
      /^https?:\/\//i.test(doc.source) && link(doc.source, words.source, { target: "_blank" }),
      "　",
      link(`/api/documents/${encodeURIComponent(doc.id)}/raw`, words.raw),
    ),
  );
}

// lines cuts the text where it breaks: [start, end) without the break.
function lines(doc) {
  const all = [];
  let start = 0;
  doc.characters.forEach((c, i) => {
    if (c !== "\n") return;
    all.push({ start, end: i });
    start = i + 1;
  });
  all.push({ start, end: doc.characters.length });
  return all.filter((l) => l.end > l.start);
}

// paragraph shows a line, as a heading where a section begins with it.
function paragraph(doc, line, spans) {
  const section = doc.sections.find((s) => s.start === line.start);
  const heading = section && headed(doc, section, line);
  return el(heading ? `h${Math.min(section.level + 2, 6)}` : "p", {}, marked(doc, line, spans));
}

// headed reports whether a line is a section's heading and no more, as a run-in heading is not.
function headed(doc, section, line) {
  const own = section.path[section.path.length - 1] || "";
  return doc.characters.slice(line.start, line.end).join("").trim().length <= own.length + 2;
}

// marked cuts a line at the spans that overlap it.
function marked(doc, line, spans) {
  const cuts = [line.start, line.end];
  for (const s of spans) cuts.push(...[s.start, s.end].filter((at) => at > line.start && at < line.end));
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i];
    const text = doc.characters.slice(start, end).join("");
    const span = spans.find((s) => s.start <= start && end <= s.end);
    return span && text ? el("mark", { class: span.kind }, text) : text;
  });
}

// show puts a document into a place and scrolls to the first cited span.
export function show(into, ...children) {
  into.replaceChildren(...children.flat());
  into.querySelector("mark.cited")?.scrollIntoView({ block: "center" });
}
