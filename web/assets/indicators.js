// The indicators of all plans: in rows, or side by side.
import { get } from "./api.js";
import { bars, change, numberOf } from "./bars.js";
import { copy } from "./clip.js";
import { $, button, el } from "./dom.js";
import { documents } from "./library.js";
import { toast } from "./menu.js";
import { addressOf, shortOf } from "./source.js";
import { t } from "./words.js";

export class Indicators {
  #facts = [];
  #documents = new Map();
  #open;
  #table = $("indicators-table");
  #filters = { words: $("ind-find"), document: $("ind-document"), attribute: $("ind-attribute") };
  #order = { by: "", down: false };
  #beside = false;

  // open shows where a value stands.
  constructor(open) {
    this.#open = open;
    for (const field of Object.values(this.#filters)) field.addEventListener("input", () => this.#show());
    $("ind-copy").addEventListener("click", () => this.#copy());
    $("ind-beside").addEventListener("click", () => this.#turn());
  }

  // load fetches the indicators anew.
  async load() {
    try {
      const [{ facts }, all] = await Promise.all([get("/api/indicators"), documents()]);
      this.#facts = facts;
      this.#documents = new Map(all.map((d) => [d.id, d]));
      options(this.#filters.document, t("allPlans"), [...new Set(facts.map((f) => f.document))].map((id) => [id, this.#label(id)]));
      options(this.#filters.attribute, t("allAttributes"), [...new Set(facts.map((f) => f.attribute).filter(Boolean))].map((a) => [a, a]));
      $("ind-beside").hidden = new Set(facts.map((f) => f.document)).size < 2;
      this.#show();
    } catch (e) {
      this.#table.replaceChildren(el("p", { class: "notice failed", role: "alert" }, e.message));
    }
  }

  #label(id) {
    const doc = this.#documents.get(id);
    return doc ? shortOf(doc) : id;
  }

  #turn() {
    this.#beside = !this.#beside;
    $("ind-beside").setAttribute("aria-pressed", String(this.#beside));
    this.#show();
  }

  #shown() {
    const words = this.#filters.words.value.trim().toLowerCase();
    const { document, attribute } = this.#filters;
    const shown = this.#facts.filter(
      (f) => `${f.name} ${f.unit} ${f.table} ${this.#label(f.document)}`.toLowerCase().includes(words) && (!document.value || f.document === document.value) && (!attribute.value || f.attribute === attribute.value),
    );
    return this.#sorted(shown);
  }

  #sorted(facts) {
    const { by, down } = this.#order;
    if (!by) return facts;
    const own = { name: (f) => f.name, document: (f) => this.#label(f.document), attribute: (f) => f.attribute }[by];
    const key = own || ((f) => (by === "change" ? growth(f) : numberOf(valueOf(f, by))));
    return facts
      .map((f, i) => ({ f, k: key(f), i }))
      .sort((a, b) => {
        if (a.k === null || b.k === null) return (a.k === null) - (b.k === null) || a.i - b.i;
        const order = typeof a.k === "string" ? a.k.localeCompare(b.k, "zh") : a.k - b.k;
        return (down ? -order : order) || a.i - b.i;
      })
      .map((x) => x.f);
  }

  #show() {
    const facts = this.#shown();
    $("ind-count").textContent = t("countIndicators", facts.length, new Set(facts.map((f) => f.document)).size);
    if (!facts.length) {
      this.#table.replaceChildren(el("p", { class: "empty" }, t(this.#facts.length ? "noIndicatorFound" : "noIndicators")));
      return;
    }
    this.#table.replaceChildren(this.#beside ? this.#sideBySide(facts) : this.#rows(facts));
  }

  #rows(facts) {
    const years = yearsOf(facts);
    const heads = [["name", t("indicator")], ["document", t("plan")], ...years.map((y) => [y, `${y}年`]), ["change", t("change")], ["", t("bars")], ["attribute", t("attribute")]];
    const head = el("thead", {}, el("tr", {}, heads.map(([by, text]) => this.#head(by, text))));
    return el("table", { class: "figures" }, head, el("tbody", {}, facts.map((f) => this.#row(f, years))));
  }

  #head(by, text) {
    if (!by) return el("th", { scope: "col" }, text);
    const own = this.#order.by === by;
    const sort = () => {
      this.#order = own && this.#order.down ? { by: "", down: false } : { by, down: own };
      this.#show();
      const again = [...this.#table.querySelectorAll("th button")].find((b) => b.dataset.by === by);
      if (again) again.focus();
    };
    const turned = own ? (this.#order.down ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", "aria-sort": turned }, el("button", { type: "button", "data-by": by, onclick: sort }, text, el("span", { class: "turn", "aria-hidden": "true" }, own ? (this.#order.down ? "▼" : "▲") : "")));
  }

  #row(f, years) {
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, f.name, f.unit && el("small", {}, `（${f.unit}）`), f.note && el("small", { class: "note" }, f.note)),
      el("td", { "data-label": t("plan") }, this.#label(f.document)),
      years.map((y) => el("td", { class: "figure", "data-label": `${y}年` }, this.#value(f, y))),
      el("td", { class: "figure computed", "data-label": t("change") }, ends(f) ? change(...ends(f)) || "—" : "—"),
      el("td", { class: "drawn" }, bars(f.values, `${f.name}：${f.values.map((v) => `${v.period}年${v.value}${f.unit}`).join("，")}`)),
      el("td", { "data-label": t("attribute") }, f.attribute),
    );
  }

  // #value is a figure that leads to its place.
  #value(f, year) {
    const value = valueOf(f, year);
    if (!value) return "—";
    const doc = this.#documents.get(f.document) || { id: f.document, revision: "" };
    const cited = { document: doc, path: [f.table], quote: f.quote, start: f.start, end: f.end };
    const open = (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      this.#open(cited);
    };
    return el("a", { class: "value", href: addressOf(doc, f), "aria-label": `${f.name} ${year} ${value}${f.unit}`, onclick: open }, value);
  }

  // #sideBySide has a row for each indicator and a column for each plan.
  #sideBySide(facts) {
    const shown = new Set(facts.map((f) => f.document));
    const plans = [...new Set(this.#facts.map((f) => f.document))].filter((id) => shown.has(id));
    const rows = new Map();
    for (const f of facts) {
      const key = `${f.name}（${f.unit}）`;
      if (!rows.has(key)) rows.set(key, new Map());
      rows.get(key).set(f.document, f);
    }
    const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("indicator")), plans.map((id) => el("th", { scope: "col" }, this.#label(id)))));
    const body = [...rows].map(([name, own]) => el("tr", {}, el("th", { scope: "row" }, name.replace("（）", "")), plans.map((id) => el("td", { "data-label": this.#label(id) }, this.#cell(own.get(id))))));
    return el("table", { class: "figures beside" }, head, el("tbody", {}, body));
  }

  #cell(f) {
    if (!f) return "—";
    const pairs = f.values.map((v) => el("span", { class: "pair" }, el("small", {}, v.period), this.#value(f, v.period)));
    return [el("span", { class: "pairs" }, pairs), bars(f.values, `${f.name} ${f.values.map((v) => `${v.period} ${v.value}`).join(" ")}`)];
  }

  // #copy copies what is shown, as a table and as lines with tabs.
  async #copy() {
    const cells = [...this.#table.querySelectorAll("tr")].map((tr) => [...tr.children].filter((c) => !c.matches(".drawn") && c.textContent !== t("bars")).map((c) => ({ head: c.tagName === "TH", text: textOf(c) })));
    const rows = cells.map((row) => el("tr", {}, row.map((c) => el(c.head ? "th" : "td", {}, c.text))));
    try {
      await copy(cells.map((row) => row.map((c) => c.text).join("\t")).join("\n"), [el("table", { border: "1" }, el("tbody", {}, rows))]);
      toast(t("copied"));
    } catch {
      toast(t("notCopied"));
    }
  }
}

function textOf(cell) {
  const pairs = [...cell.querySelectorAll(".pair")];
  const text = pairs.length ? pairs.map((p) => [...p.children].map((c) => c.textContent).join(":")).join(" ") : cell.textContent;
  return text.replace(/[▲▼]/g, "").trim();
}

function options(select, all, values) {
  const chosen = select.value;
  select.replaceChildren(el("option", { value: "" }, all), ...values.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}

function yearsOf(facts) {
  return [...new Set(facts.flatMap((f) => f.values.map((v) => v.period)))].sort();
}

function valueOf(f, year) {
  const value = f.values.find((v) => v.period === year);
  return value ? value.value : "";
}

// ends are the first and the last value of an indicator that has several.
function ends(f) {
  return f.values.length > 1 ? [f.values[0].value, f.values[f.values.length - 1].value] : null;
}

function growth(f) {
  const [a, b] = (ends(f) || []).map(numberOf);
  return a ? b / a - 1 : null;
}
