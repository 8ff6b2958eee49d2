import { $, button, el } from "./dom.js";
import { addressOf, nameOf } from "./source.js";
import { View } from "./view.js";
import { t } from "./words.js";

// A Panel shows documents beside the chat, or over it where there is no room:
// the citation that was opened, and from there those before and after it.
export class Panel {
  #panel = $("panel");
  #title = $("panel-title");
  #alone = $("panel-link");
  #outline = $("panel-outline");
  #view = new View($("panel-body"), $("panel-outline"));
  #all = [];
  #at = 0;
  #from = null; // what had the focus
  #step = el("span", { class: "step", hidden: true });
  #count = el("span", { class: "count" });

  constructor() {
    const tools = $("panel-tools");
    this.#step.append(
      button({ class: "quiet small bare", id: "cite-before", onclick: () => this.#go(-1) }, "before", t("citeBefore"), true),
      this.#count,
      button({ class: "quiet small bare", id: "cite-next", onclick: () => this.#go(1) }, "next", t("citeNext"), true),
    );
    const toggle = button({ class: "quiet small bare", id: "outline-toggle", "aria-expanded": "false", "aria-controls": "panel-outline", onclick: () => this.#toggle() }, "list", t("outline"), true);
    tools.append(this.#step, toggle);
    $("panel-find").append(this.#view.finder);
    $("panel-close").onclick = () => this.close();
    this.#outline.addEventListener("click", (e) => e.target.closest("button") && innerWidth < 1100 && this.#toggle(false));
    this.#toggleButton = toggle;
  }
  #toggleButton;

  get isOpen() {
    return !this.#panel.hidden;
  }

  close() {
    if (this.#panel.hidden) return;
    this.#panel.hidden = true;
    document.body.classList.remove("with-panel");
    if (this.#from && this.#from.isConnected) this.#from.focus();
  }

  // open shows a citation or a passage, one of some that belong together.
  open(cited, all = [cited]) {
    if (this.#panel.hidden) this.#from = document.activeElement;
    this.#all = all;
    this.#at = Math.max(0, all.indexOf(cited));
    this.#panel.hidden = false;
    document.body.classList.add("with-panel");
    return this.#show(true);
  }

  #go(step) {
    this.#at = (this.#at + step + this.#all.length) % this.#all.length;
    this.#show(false);
  }

  async #show(focus) {
    const { document: doc, start, end, quote, context, number } = this.#all[this.#at];
    this.#title.textContent = nameOf(doc);
    this.#alone.href = addressOf(doc, end > start ? { start, end } : null);
    this.#step.hidden = this.#all.length < 2;
    this.#count.textContent = number ? `[${number}] / ${this.#all.length}` : `${this.#at + 1} / ${this.#all.length}`;
    if (focus) $("panel-body").focus({ preventScroll: true });
    await this.#view.show(doc.id, end > start ? { start, end, quote, context, revision: doc.revision } : null);
  }

  #toggle(show = this.#outline.hidden) {
    this.#outline.hidden = !show;
    this.#toggleButton.setAttribute("aria-expanded", String(show));
  }
}
