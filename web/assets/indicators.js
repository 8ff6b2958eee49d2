// The indicators of all plans: in rows, or side by side.
import { get } from "./api.js";
import { bars, change, numberOf } from "./bars.js";
import { copied, copy } from "./clip.js";
import { $, el, failure, here, on } from "./dom.js";
import { documents } from "./library.js";
import { addressOf, shortOf } from "./source.js";
import { named, t } from "./words.js";

const distinct = (all) => [...new Set(all)];
const head = (text, about) => el("th", { scope: "col", ...about }, text);

export class Indicators {
  #facts = [];
  #documents = new Map();
  #open;
  #table = $("indicators-table");
  #words = $("ind-find");
  #document = $("ind-document");
  #attribute = $("ind-attribute");
  #side = $("ind-beside");
  #order = { by: "", down: false };
  #beside = false;

  // open shows where a value stands.
  constructor(open) {
    this.#open = open;
    for (const field of [this.#words, this.#document, this.#attribute]) on(field, "input", () => this.#show());
    on($("ind-copy"), "click", () => this.#copy());
    on(this.#side, "click", () => {
      this.#beside = !this.#beside;
      this.#side.setAttribute("aria-pressed", String(this.#beside));
      this.#show();
    });
  }

  // load fetches the indicators anew.
  async load() {
    try {
      const [{ facts }, all] = await Promise.all([get("/api/indicators"), documents()]);
      const plans = distinct(facts.map((f) => f.document));
      this.#facts = facts;
      this.#documents = new Map(all.map((d) => [d.id, d]));
      options(this.#document, t("allPlans"), plans.map((id) => [id, this.#label(id)]));
      options(this.#attribute, t("allAttributes"), distinct(facts.map((f) => f.attribute).filter(Boolean)).map((a) => [a, named(a)]));
      this.#side.hidden = plans.length < 2;
      this.#show();
    } catch (e) {
      this.#table.replaceChildren(failure(e.message));
    }
  }

  #label(id) {
    const doc = this.#documents.get(id);
    return doc ? shortOf(doc) : id;
  }

  #shown() {
    const words = this.#words.value.trim().toLowerCase();
    const fits = (select, value) => !select.value || select.value === value;
    const said = (f) => [f.name, f.unit, f.table, this.#label(f.document)].join(" ").toLowerCase();
    return this.#sorted(this.#facts.filter((f) => said(f).includes(words) && fits(this.#document, f.document) && fits(this.#attribute, f.attribute)));
  }

  #sorted(facts) {
    const { by, down } = this.#order;
    if (!by) return facts;
    const keys = { name: (f) => f.name, document: (f) => this.#label(f.document), attribute: (f) => f.attribute, change: growth };
    const key = keys[by] || ((f) => numberOf(valueOf(f, by)));
    const all = facts.map((f, i) => ({ f, k: key(f), i }));
    all.sort((a, b) => {
      if (a.k === null || b.k === null) return (a.k === null) - (b.k === null) || a.i - b.i;
      const order = typeof a.k === "string" ? a.k.localeCompare(b.k, "zh") : a.k - b.k;
      return (down ? -order : order) || a.i - b.i;
    });
    return all.map((x) => x.f);
  }

  #show() {
    const facts = this.#shown();
    $("ind-count").textContent = t("countIndicators", facts.length, distinct(facts.map((f) => f.document)).length);
    if (!facts.length) this.#table.replaceChildren(el("p.empty", t(this.#facts.length ? "noIndicatorFound" : "noIndicators")));
    else this.#table.replaceChildren(this.#beside ? this.#sideBySide(facts) : this.#rows(facts));
  }

  #rows(facts) {
    const years = distinct(facts.flatMap((f) => f.values.map((v) => v.period))).sort();
    const heads = [["name", t("indicator")], ["document", t("plan")], ...years.map((y) => [y, `${y}年`]), ["change", t("change")], ["", t("bars")], ["attribute", t("attribute")]];
    return el("table.grid.stack.figures", el("thead", el("tr", heads.map(([by, text]) => this.#head(by, text)))), el("tbody", facts.map((f) => this.#row(f, years))));
  }

  #head(by, text) {
    if (!by) return head(text);
    const own = this.#order.by === by;
    const { down } = this.#order;
    const sort = () => {
      this.#order = own && down ? { by: "", down: false } : { by, down: own };
      this.#show();
      this.#table.querySelector(`[data-by="${by}"]`)?.focus();
    };
    const turned = el("span.turned", { "aria-hidden": "true" }, own && (down ? "▼" : "▲"));
    return head(el("button", { "data-by": by, onclick: sort }, text, turned), { "aria-sort": own ? (down ? "descending" : "ascending") : "none" });
  }

  #row(f, years) {
    const cell = (kind, label, ...content) => el(`td${kind}`, { "data-label": label }, content);
    const ends = endsOf(f);
    return el("tr",
      el("th", { scope: "row" }, f.name, f.unit && el("small", `（${f.unit}）`), f.note && el("small.note", f.note)),
      cell("", t("plan"), this.#label(f.document)),
      years.map((y) => cell(".figure", `${y}年`, this.#value(f, y))),
      cell(".figure.computed", t("change"), (ends && change(...ends)) || "—"),
      el("td.drawn", drawn(f)),
      cell("", t("attribute"), named(f.attribute)),
    );
  }

  // #value is a figure that leads to its place.
  #value(f, year) {
    const value = valueOf(f, year);
    if (!value) return "—";
    const document = this.#documents.get(f.document) || { id: f.document };
    const open = () => this.#open({ ...f, document, path: [f.table] });
    return el("a.value", { href: addressOf(document, f), "aria-label": `${f.name} ${year} ${value}${f.unit}`, onclick: here(open) }, value);
  }

  // #sideBySide has a row for each indicator and a column for each plan.
  #sideBySide(facts) {
    const shown = new Set(facts.map((f) => f.document));
    const plans = distinct(this.#facts.map((f) => f.document)).filter((id) => shown.has(id));
    const rows = new Map();
    for (const f of facts) {
      const name = f.name + (f.unit && `（${f.unit}）`);
      if (!rows.has(name)) rows.set(name, {});
      rows.get(name)[f.document] = f;
    }
    const row = ([name, own]) => el("tr", el("th", { scope: "row" }, name), plans.map((id) => el("td", { "data-label": this.#label(id) }, this.#cell(own[id]))));
    return el("table.grid.figures.beside", el("thead", el("tr", head(t("indicator")), plans.map((id) => head(this.#label(id))))), el("tbody", [...rows].map(row)));
  }

  #cell(f) {
    if (!f) return "—";
    return [el("span.pairs", f.values.map((v) => el("span.pair", el("small", v.period), this.#value(f, v.period)))), drawn(f)];
  }

  // #copy copies what is shown, as a table and as lines with tabs.
  #copy() {
    const cells = [...this.#table.querySelectorAll("tr")].map((tr) => [...tr.children].filter((c) => !c.matches(".drawn") && c.textContent !== t("bars")).map((c) => [c.tagName.toLowerCase(), textOf(c)]));
    const table = el("table", { border: "1" }, el("tbody", cells.map((row) => el("tr", row.map(([tag, text]) => el(tag, text))))));
    return copied(() => copy(cells.map((row) => row.map(([, text]) => text).join("\t")).join("\n"), [table]));
  }
}

const drawn = (f) => bars(f.values, `${f.name}：${f.values.map((v) => `${v.period}年${v.value}${f.unit}`).join("，")}`);

function textOf(cell) {
  const pairs = [...cell.querySelectorAll(".pair")];
  const text = pairs.length ? pairs.map((p) => [...p.children].map((c) => c.textContent).join(":")).join(" ") : cell.textContent;
  return text.replace(/[▲▼]/g, "").trim();
}

function options(select, all, values) {
  const chosen = select.value;
  select.replaceChildren(...[["", all], ...values].map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}

const valueOf = (f, year) => f.values.find((v) => v.period === year)?.value || "";

// endsOf are the first and the last value of an indicator that has several,
// unless one may be the total of several years.
const endsOf = ({ name, values }) => (values.length > 1 && !/[累合总]计/.test(name) ? [values[0].value, values[values.length - 1].value] : null);

function growth(f) {
  const [a, b] = (endsOf(f) || []).map(numberOf);
  return a ? b / a - 1 : null;
}
