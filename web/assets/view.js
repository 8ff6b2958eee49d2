// A document with all that belongs to it: what it is, its outline, a search in
// it, what was taken out of it or put right, and the file it came as. The panel
// beside the chat and the document's own page both show one.
import { call, get } from "./api.js";
import { button, el, icon, link } from "./dom.js";
import { Paper } from "./paper.js";
import { nameOf, periodOf, sourceOf, standingOf } from "./source.js";
import { t } from "./words.js";

const seen = new Map(); // documents by id and revision, so that going to and fro fetches once

async function read(id, revision) {
  const key = `${id}\n${revision}`;
  if (revision && seen.has(key)) return seen.get(key);
  const doc = await get(`/api/documents/${encodeURIComponent(id)}`);
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
  #count = el("output", { class: "count", for: "find" });
  #field = el("input", { type: "search", placeholder: t("findIn"), "aria-label": t("findIn"), autocomplete: "off" });

  // into shows the text, outline the headings.
  constructor(into, outline) {
    this.#into = into;
    this.#outline = outline;
    this.finder = el(
      "form",
      { class: "finder", role: "search", onsubmit: (e) => (e.preventDefault(), this.#next(1)) },
      icon("find"),
      this.#field,
      this.#count,
      button({ class: "quiet small bare", onclick: () => this.#next(-1) }, "before", t("previous"), true),
      button({ class: "quiet small bare", onclick: () => this.#next(1) }, "next", t("next"), true),
    );
    this.#field.addEventListener("input", () => this.#search());
  }

  focusFinder() {
    this.#field.focus();
    this.#field.select();
  }

  // show shows a document, and in it a citation: {start, end, quote, revision, context}.
  async show(id, cited) {
    const turn = ++this.#turn;
    const current = this.#paper && this.#paper.doc.id === id && this.#paper.doc.revision === (cited && cited.revision);
    if (!current) this.#into.replaceChildren(el("p", { class: "faint" }, t("loading")));
    try {
      const doc = await read(id, cited && cited.revision);
      if (turn !== this.#turn) return null;
      if (!current) this.#lay(doc);
      this.#point(cited);
      return doc;
    } catch (e) {
      if (turn === this.#turn) this.#into.replaceChildren(el("p", { class: "notice failed", role: "alert" }, e.code === "not_found" ? t("noDocument") : e.message));
      return null;
    }
  }

  #lay(doc) {
    this.#paper = new Paper(doc);
    this.#field.value = "";
    this.#count.value = "";
    this.#found = [];
    this.#into.replaceChildren(...about(doc), el("div", { class: "remarks" }), this.#paper.element);
    this.#outline.replaceChildren(...outline(doc, (s) => this.#paper.blockAt(s.start).scrollIntoView({ block: "start" })));
    this.#into.scrollTop = 0;
  }

  #point(cited) {
    const at = cited && this.#paper.place(cited);
    const remark = cited && (!at ? t("quoteGone") : at.moved && t("otherRevision"));
    this.#into.querySelector(".remarks").replaceChildren(...(remark ? [el("p", { class: "notice" }, remark)] : []));
    const around = at && !at.moved ? (cited.context || []).map((c) => ({ ...c, kind: "context" })) : [];
    this.#cited = at ? [{ ...at, kind: "cited" }, ...around] : [];
    this.#paper.mark([...this.#cited, ...this.#found]);
    if (at) this.#paper.show(at);
  }

  // #search marks the words that are looked for, and where they do not stand so,
  // what the server finds for them: it knows other scripts and ways to write.
  async #search() {
    const words = this.#field.value.trim();
    this.#spot(this.#paper ? this.#paper.find(words) : []);
    if (!words || this.#found.length || !this.#paper) return;
    try {
      const doc = this.#paper.doc;
      const { passages } = await call("POST", "/api/search", { query: words, documents: [doc.id], limit: 5 });
      const whole = passages.filter((p) => p.document.revision === doc.revision && p.end > p.start);
      if (words === this.#field.value.trim() && doc === this.#paper.doc) this.#spot(whole, true);
    } catch {
      // then nothing is found
    }
  }

  #spot(spans, near) {
    this.#found = spans.map((s) => ({ start: s.start, end: s.end, kind: "found" }));
    this.#at = -1;
    this.#paper.mark([...this.#cited, ...this.#found]);
    this.#count.value = !this.#field.value.trim() ? "" : near && spans.length ? t("near", spans.length) : t("hits", spans.length);
    if (spans.length) this.#next(1);
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
  const facts = [doc.region, doc.kind, standingOf(doc), periodOf(doc.period), doc.example && t("example")];
  return [
    el("h2", { class: "title" }, nameOf(doc)),
    el(
      "div",
      { class: "about" },
      el("p", { class: "place" }, sourceOf(doc)),
      el("p", { class: "place" }, facts.filter(Boolean).join(" · ")),
      el(
        "p",
        { class: "about-links" },
        link(`/api/documents/${encodeURIComponent(doc.id)}/raw`, t("raw"), { class: "quiet small" }),
        /^https?:\/\//i.test(doc.source) && link(doc.source, t("webSource"), { target: "_blank", class: "quiet small" }),
      ),
      cleaning(doc.cleaning),
    ),
  ];
}

// cleaning is the report of what was taken out or put right.
function cleaning(all) {
  if (!all.length) return null;
  const rows = all.map((c) => el("tr", {}, el("th", { scope: "row" }, t(`clean_${c.kind}`) || c.kind), el("td", {}, String(c.count)), el("td", {}, c.examples.map((x) => el("q", {}, x)))));
  const head = el("tr", {}, el("th", { scope: "col" }, t("cleanWhat")), el("th", { scope: "col" }, t("cleanCount")), el("th", { scope: "col" }, t("cleanExamples")));
  const total = all.reduce((sum, c) => sum + c.count, 0);
  return el("details", { class: "cleaning" }, el("summary", {}, t("cleaned", total)), el("table", {}, el("thead", {}, head), el("tbody", {}, rows)));
}

// outline lists the headings, indented by level.
function outline(doc, go) {
  const items = doc.sections.map((s) =>
    el("li", { class: `level-${Math.min(s.level, 4)}` }, el("button", { type: "button", onclick: () => go(s) }, s.path[s.path.length - 1])),
  );
  return items.length ? [el("ol", {}, items)] : [el("p", { class: "faint" }, t("noOutline"))];
}

