// The stages of an answer in a line of fixed height, which says in the end how
// far the answer can be relied on: what stands below it does not move.
import { el, icon } from "./dom.js";
import { t } from "./words.js";

const order = ["understand", "find", "write", "check"];

export class Stages {
  #items = order.map((name) => el("li", t(`stage_${name}`)));
  element = el("div.stages", el("ol", { "aria-label": t("stages") }, this.#items));

  constructor() {
    this.reach("understand");
  }

  // reach shows that a stage has begun. Writing goes on while sentences are checked.
  reach(name) {
    const now = order.indexOf(name);
    this.#items.forEach((item, i) => {
      item.className = i === now || (name === "check" && i === 2) ? "now" : i < now ? "done" : "";
      if (i === now) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  say(...message) {
    this.element.replaceChildren(el("p.foot", message));
  }

  // verdict says what came of it.
  verdict({ refused, sentences, citations }) {
    const bad = sentences.filter((s) => !s.supported).length;
    if (refused) this.say(t("noAnswer"));
    else this.say(bad || !sentences.length ? el("span.bad", icon("warn"), t("someUnchecked", bad)) : el("span.ok", icon("check"), t("checked")), el("span", t("counted", sentences.length, citations.length)));
  }
}
