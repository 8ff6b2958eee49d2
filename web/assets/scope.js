// What a question is limited to, and how strictly its answer is kept: chosen
// documents, and whether sentences that do not pass the check are shown, marked.
import { $, el, failure, icon, on } from "./dom.js";
import { documents, ready } from "./library.js";
import { shortOf } from "./source.js";
import { keep, setting, visit } from "./settings.js";
import { named, t } from "./words.js";

const few = 7; // documents that need no filter

export class Scope {
  #chosen = new Map((visit.get("scope") || []).map((d) => [d.id, d]));
  #box = $("scope");
  #opener = $("scope-open");
  #chips = $("scope-chips");

  constructor() {
    on(this.#opener, "click", () => this.#toggle(this.#box.hidden));
    on(this.#box, "keydown", (e) => e.key === "Escape" && (e.stopPropagation(), this.#toggle(false), this.#opener.focus()));
    on(window, "pointerdown", (e) => this.#box.contains(e.target) || this.#opener.contains(e.target) || this.#toggle(false));
    this.#tell();
  }

  // request is what a question carries of it.
  get request() {
    return { ...(this.#chosen.size && { documents: [...this.#chosen.keys()] }), ...(setting("mark") && { unsupported: "mark" }) };
  }

  // only limits questions to one document.
  only(doc) {
    this.#chosen = new Map([[doc.id, doc]]);
    this.#tell();
  }

  async #toggle(show) {
    this.#box.hidden = !show;
    this.#opener.setAttribute("aria-expanded", String(show));
    if (!show) return;
    this.#box.replaceChildren(el("p.faint", t("loading")));
    try {
      this.#fill(ready(await documents()));
    } catch (e) {
      this.#box.replaceChildren(failure(e.message));
    }
  }

  #fill(all) {
    for (const id of [...this.#chosen.keys()]) if (!all.some((d) => d.id === id)) this.#chosen.delete(id);
    const filter = el("input", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), autocomplete: "off" });
    const choices = all.map((d) => this.#choice(d));
    on(filter, "input", () => {
      for (const c of choices) c.hidden = !c.textContent.toLowerCase().includes(filter.value.trim().toLowerCase());
    });
    const mark = el("input", { type: "checkbox", checked: Boolean(setting("mark")), onchange: () => keep("mark", mark.checked) });
    this.#box.replaceChildren(
      el("p.place", t("limitTo")),
      ...(all.length > few ? [filter] : []),
      el("div.choices", choices),
      el("label.choice.apart", mark, el("span", t("keepUnchecked"))),
    );
    this.#box.querySelector("input").focus();
    this.#tell();
  }

  #choice(d) {
    const change = () => {
      if (box.checked) this.#chosen.set(d.id, d);
      else this.#chosen.delete(d.id);
      this.#tell();
    };
    const box = el("input", { type: "checkbox", checked: this.#chosen.has(d.id), onchange: change });
    return el("label.choice", box, el("span", shortOf(d), el("small", [d.region, named(d.kind)].filter(Boolean).join(" · "))));
  }

  #tell() {
    const all = [...this.#chosen.values()];
    visit.set("scope", all.map((d) => ({ id: d.id, label: shortOf(d) })));
    this.#chips.hidden = !all.length;
    const chip = (d) => {
      const drop = () => (this.#chosen.delete(d.id), this.#tell());
      return el("span.limit", shortOf(d), el("button", { "aria-label": `${t("remove")}${shortOf(d)}`, onclick: drop }, icon("close")));
    };
    this.#chips.replaceChildren(el("span.faint", t("onlyIn")), ...all.map(chip));
  }
}
