// A document as a person reads it: its own headings and paragraphs, with spans
// of it marked.
import { el } from "./dom.js";
import { t } from "./words.js";

// A Paper shows a document. Offsets count code points, as the server's do.
export class Paper {
  #characters;
  #blocks = [];
  #spans = [];
  element = el("div.paper-text", { lang: "zh" });

  constructor(doc) {
    this.doc = doc;
    this.#characters = Array.from(doc.text);
    const headings = new Map(doc.sections.map((s) => [s.start, s]));
    for (const line of this.#lines()) this.#add(line, headings.get(line.start));
    this.element.append(...this.#blocks.map((b) => b.element));
    this.#rows();
  }

  slice(start, end) {
    return this.#characters.slice(start, end).join("");
  }

  // place finds where a quote stands: at its offsets, or in another revision
  // wherever the same words stand first. It is null where they are gone.
  place({ start, end, quote, revision }) {
    if (quote ? this.slice(start, end) === quote : !revision || revision === this.doc.revision) return { start, end, moved: false };
    const at = quote ? this.doc.text.indexOf(quote) : -1;
    if (at < 0) return null;
    const from = Array.from(this.doc.text.slice(0, at)).length;
    return { start: from, end: from + Array.from(quote).length, moved: true };
  }

  // find returns where some words stand, at most 500 times. Case and spaces do not count.
  find(words) {
    const wanted = words.toLowerCase().replace(/\s/g, "");
    if (!wanted) return [];
    const starts = []; // the character that each unit of text belongs to
    let text = "";
    this.#characters.forEach((c, i) => {
      const folded = c.trim().toLowerCase();
      text += folded;
      for (const _ of folded.split("")) starts.push(i);
    });
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0 && found.length < 500; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ start: starts[at], end: starts[at + wanted.length - 1] + 1 });
    }
    return found;
  }

  // mark marks spans, {start, end, kind}, in place of those that were.
  mark(spans) {
    const touched = (all) => this.#blocks.filter((b) => all.some((s) => s.start < b.end && b.start < s.end));
    const blocks = new Set([...touched(this.#spans), ...touched(spans)]);
    this.#spans = spans;
    for (const b of blocks) b.element.replaceChildren(...this.#marked(b));
  }

  // show scrolls to a span.
  show({ start, end }) {
    const own = [...this.element.querySelectorAll("mark")].find((m) => m.dataset.at >= start && m.dataset.at < end);
    (own || this.blockAt(start))?.scrollIntoView({ block: own?.offsetHeight < innerHeight / 2 ? "center" : "start" });
  }

  // blockAt is the element that begins at an offset, for the outline.
  blockAt(start) {
    return this.#blocks.find((b) => b.end > start)?.element;
  }

  // #rows sets the cells of a table's row side by side, where each came as a line
  // of its own; above the first row, as many short lines are its heads.
  #rows() {
    const tables = new Set();
    for (const f of this.doc.facts || []) {
      const first = this.#blocks.findIndex((b) => b.start >= f.start);
      const cells = this.#blocks.filter((b) => b.start >= f.start && b.end <= f.end);
      if (cells.length < 3 || cells.some((b) => b.element.parentElement !== this.element)) continue;
      const heads = this.#blocks.slice(Math.max(0, first - cells.length), first);
      const isHead = heads.length === cells.length && heads.every((b) => b.end - b.start < 13 && b.element.tagName === "P" && b.element.parentElement === this.element);
      const kind = /^\d+$/.test(cells[0].element.textContent) ? "div.row.counted" : "div.row";
      if (!tables.has(f.table) && isHead) row(heads, `${kind}.head`);
      tables.add(f.table);
      row(cells, kind);
    }
  }

  #lines() {
    const all = [];
    let start = 0;
    this.#characters.forEach((c, i) => {
      if (c !== "\n") return;
      all.push({ start, end: i });
      start = i + 1;
    });
    all.push({ start, end: this.#characters.length });
    return all.filter((l) => l.end > l.start);
  }

  // #add makes a heading of a line that is a section's and no more, and strong
  // the words that a run-in heading begins with.
  #add(line, section) {
    const own = section?.path[section.path.length - 1] || "";
    const long = Array.from(own).length;
    const text = this.slice(line.start, line.end);
    const heading = section && Array.from(text.trim()).length <= long + 2;
    const lead = section && !heading && text.startsWith(own) ? line.start + long : 0;
    const block = { ...line, lead, element: el(heading ? `h${Math.min(section.level + 2, 6)}` : "p") };
    block.element.append(...this.#marked(block));
    this.#blocks.push(block);
  }

  // #marked cuts a block at the spans that overlap it.
  #marked(block) {
    const cuts = new Set([block.start, block.end]);
    const own = this.#spans.filter((s) => s.start < block.end && block.start < s.end);
    for (const at of [block.lead, ...own.flatMap((s) => [s.start, s.end])]) if (at > block.start && at < block.end) cuts.add(at);
    const at = [...cuts].sort((a, b) => a - b);
    return at.slice(1).map((end, i) => {
      const text = lost(this.slice(at[i], end));
      const span = own.find((s) => s.start <= at[i] && end <= s.end);
      const shown = span ? el("mark", { class: span.kind, "data-at": at[i] }, text) : el("span", text);
      return end <= block.lead ? el("b", shown) : shown;
    });
  }
}

// row puts blocks that follow each other side by side.
function row(blocks, kind) {
  const e = el(kind);
  blocks[0].element.before(e);
  e.append(...blocks.map((b) => b.element));
}

// lost shows where the source's own text is lost.
function lost(text) {
  return text.split(/(\ufffd+)/).map((part) => (part.startsWith("\ufffd") ? el("span.lost", { title: t("damaged") }, part) : part));
}
