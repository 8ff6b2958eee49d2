// A document with all that belongs to it: what it is, its outline, a search in
// it, what was taken out of it or put right, and the file it came as. The panel
// beside the chat and the document's own page both show one.
import { call, get } from "./api.js";
import { at, button, el, failure, icon, link, on } from "./dom.js";
import { Paper } from "./paper.js";
import { nameOf, periodOf, sourceOf, standingOf } from "./source.js";
import { named, t } from "./words.js";

const seen = new Map(); // documents by id and revision, so that going to and fro fetches once

async function read(id, revision) {
  const key = `${id}\n${revision}`;
  if (revision && seen.has(key)) return seen.get(key);
  const doc = await get(at`/api/documents/${id}`);
  if (seen.size > 7) seen.clear();
  seen.set(`${id}\n${doc.revision}`, doc);
  return doc;
}

// A View shows documents in an element, one at a time.
export class View {
  #into;
  #outline;
  #turn = 0; // counts what was asked for, so that only the last is shown
  #paper = null;
  #cited = []; // spans that are marked besides those searched for
  #found = [];
  #at = -1;
  #count = el("output.count");
  #field = el("input", { type: "search", placeholder: t("findIn"), "aria-label": t("findIn"), autocomplete: "off" });

  // into shows the text, outline the headings.
  constructor(into, outline) {
    this.#into = into;
    this.#outline = outline;
    const step = (drawing, by) => button(".small.bare", drawing, t(drawing), () => this.#next(by));
    this.finder = el("form.finder", { role: "search", onsubmit: (e) => (e.preventDefault(), this.#next(1)) }, icon("find"), this.#field, this.#count, step("before", -1), step("next", 1));
    on(this.#field, "input", () => this.#search());
  }

  focusFinder() {
    this.#field.focus();
    this.#field.select();
  }

  // show shows a document, and in it a citation: {start, end, quote, revision, context}.
  async show(id, cited) {
    const turn = ++this.#turn;
    const before = this.#paper?.doc;
    const current = before?.id === id && before.revision === cited?.revision;
    if (!current) this.#into.replaceChildren(el("p.faint", t("loading")));
    try {
      const doc = await read(id, cited?.revision);
      if (turn !== this.#turn) return null;
      if (!current) this.#lay(doc);
      this.#point(cited);
      return doc;
    } catch (e) {
      if (turn === this.#turn) this.#into.replaceChildren(failure(e.code === "not_found" ? t("noDocument") : e.message));
      return null;
    }
  }

  #lay(doc) {
    this.#paper = new Paper(doc);
    this.#field.value = "";
    this.#count.value = "";
    this.#found = [];
    this.#into.replaceChildren(el("h2.title", nameOf(doc)), about(doc), el("div.remarks"), this.#paper.element);
    this.#outline.replaceChildren(outline(doc, (s) => this.#paper.blockAt(s.start).scrollIntoView({ block: "start" })));
    this.#into.scrollTop = 0;
  }

  #point(cited) {
    const at = cited && this.#paper.place(cited);
    const remark = cited && (!at ? t("quoteGone") : at.moved && t("otherRevision"));
    this.#into.querySelector(".remarks").replaceChildren(...(remark ? [el("p.notice", remark)] : []));
    const around = at && !at.moved ? (cited.context || []).map((c) => ({ ...c, kind: "context" })) : [];
    this.#cited = at ? [{ ...at, kind: "cited" }, ...around] : [];
    this.#paper.mark([...this.#cited, ...this.#found]);
    if (at) this.#paper.show(at);
  }

  // #search marks the words that are looked for, and where they do not stand so,
  // what the server finds for them: it knows other scripts and ways to write.
  async #search() {
    const words = this.#field.value.trim();
    const { doc } = this.#paper || {};
    if (!doc) return;
    this.#spot(this.#paper.find(words));
    if (!words || this.#found.length) return;
    const { passages } = await call("POST", "/api/search", { query: words, documents: [doc.id], limit: 5 }).catch(() => ({ passages: [] }));
    const whole = passages.filter((p) => p.document.revision === doc.revision && p.end > p.start);
    if (words === this.#field.value.trim() && doc === this.#paper.doc && whole.length) this.#spot(whole, "near");
  }

  #spot(spans, said = "hits") {
    this.#found = spans.map((s) => ({ start: s.start, end: s.end, kind: "found" }));
    this.#at = -1;
    this.#paper.mark([...this.#cited, ...this.#found]);
    this.#next(1);
    if (!spans.length || said === "near") this.#count.value = this.#field.value.trim() && t(said, spans.length);
  }

  #next(step) {
    if (!this.#found.length) return;
    this.#at = (this.#at + step + this.#found.length) % this.#found.length;
    this.#count.value = `${this.#at + 1} / ${this.#found.length}`;
    this.#paper.mark([...this.#cited, ...this.#found.map((f, i) => ({ ...f, kind: i === this.#at ? "found current" : "found" }))]);
    this.#paper.show(this.#found[this.#at]);
  }
}

// about says what a document is, and what was done to its text.
function about(doc) {
  const facts = [doc.region, named(doc.kind), standingOf(doc), periodOf(doc.period), doc.example && t("example")];
  return el("div.about",
    el("p.place", sourceOf(doc)),
    el("p.place", facts.filter(Boolean).join(" · ")),
    el("p.about-links",
      link(at`/api/documents/${doc.id}/raw`, t("raw"), { class: "quiet small" }),
      /^https?:\/\//i.test(doc.source) && link(doc.source, t("webSource"), { target: "_blank", class: "quiet small" }),
    ),
    doc.cleaning.length > 0 && cleaning(doc.cleaning),
  );
}

// cleaning is the report of what was taken out or put right.
function cleaning(all) {
  const rows = all.map((c) => el("tr", el("th", { scope: "row" }, t(`clean_${c.kind}`) || c.kind), el("td", c.count), el("td", c.examples.map((x) => el("q", x)))));
  const heads = ["cleanWhat", "cleanCount", "example"].map((name) => el("th", { scope: "col" }, t(name)));
  const total = all.reduce((sum, c) => sum + c.count, 0);
  return el("details.cleaning", el("summary", t("cleaned", total)), el("table", el("thead", el("tr", heads)), el("tbody", rows)));
}

// outline lists the headings, indented by level.
function outline(doc, go) {
  const items = doc.sections.map((s) => el(`li.level-${Math.min(s.level, 4)}`, el("button", { onclick: () => go(s) }, s.path[s.path.length - 1])));
  return items.length ? el("ol", items) : el("p.faint", t("noOutline"));
}
