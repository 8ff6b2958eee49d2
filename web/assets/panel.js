import { $, button, el, on } from "./dom.js";
import { addressOf, nameOf } from "./source.js";
import { View } from "./view.js";
import { t } from "./words.js";

const roomy = 1100; // px that leave room for the outline beside the text

// A Panel shows documents beside the chat, or over it where there is no room:
// the citation that was opened, and from there those before and after it.
export class Panel {
  #panel = $("panel");
  #outline = $("panel-outline");
  #view = new View($("panel-body"), this.#outline);
  #all = [];
  #at = 0;
  #from = null; // what had the focus
  #count = el("span.count");
  #step = el("span.step", { hidden: true });
  #toggle = button(".small.bare", "list", t("outline"), () => this.#show(), { id: "outline-toggle", "aria-expanded": "false", "aria-controls": "panel-outline" });

  constructor() {
    const step = (id, drawing, text, by) => button(".small.bare", drawing, text, () => this.#go(by), { id });
    this.#step.append(step("cite-before", "before", t("citeBefore"), -1), this.#count, step("cite-next", "next", t("citeNext"), 1));
    $("panel-tools").append(this.#step, this.#toggle);
    $("panel-find").append(this.#view.finder);
    $("panel-close").onclick = () => this.close();
    on(this.#outline, "click", (e) => e.target.closest("button") && innerWidth < roomy && this.#show(false));
  }

  // close tells whether there was something to close.
  close() {
    if (this.#panel.hidden) return false;
    this.#panel.hidden = true;
    document.body.classList.remove("with-panel");
    if (this.#from?.isConnected) this.#from.focus();
    return true;
  }

  // open shows a citation or a passage, one of some that belong together.
  open(cited, all = [cited]) {
    if (this.#panel.hidden) this.#from = document.activeElement;
    this.#all = all;
    this.#at = Math.max(0, all.indexOf(cited));
    this.#panel.hidden = false;
    document.body.classList.add("with-panel");
    $("panel-body").focus({ preventScroll: true });
    this.#go(0);
  }

  // #go shows the citation some steps on.
  #go(by) {
    this.#at = (this.#at + by + this.#all.length) % this.#all.length;
    const cited = this.#all[this.#at];
    const doc = cited.document;
    const placed = cited.end > cited.start;
    $("panel-title").textContent = nameOf(doc);
    $("panel-link").href = addressOf(doc, placed && cited);
    this.#step.hidden = this.#all.length < 2;
    this.#count.textContent = `${cited.number ? `[${cited.number}]` : this.#at + 1} / ${this.#all.length}`;
    this.#view.show(doc.id, placed ? { ...cited, revision: doc.revision } : null);
  }

  // #show shows the outline, or hides it.
  #show(yes = this.#outline.hidden) {
    this.#outline.hidden = !yes;
    this.#toggle.setAttribute("aria-expanded", String(yes));
  }
}
