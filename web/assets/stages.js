// The stages of an answer in a line of fixed height, which says in the end how
// far the answer can be relied on: what stands below it does not move.
import { el, icon } from "./dom.js";
import { t } from "./words.js";

const order = ["understand", "find", "write", "check"];

export class Stages {
  element = el("div", { class: "stages" });
  #items = order.map((name) => el("li", {}, t(`stage_${name}`)));

  constructor() {
    this.element.append(el("ol", { "aria-label": t("stages") }, this.#items));
    this.reach("understand");
  }

  // reach shows that a stage has begun. Writing goes on while sentences are checked.
  reach(name) {
    const now = order.indexOf(name);
    this.#items.forEach((item, i) => {
      item.className = i < now ? "done" : i === now ? "now" : "";
      if (i === now) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    if (name === "check") this.#items[2].className = "now";
  }

  say(message) {
    this.element.replaceChildren(el("p", {}, message));
  }

  // verdict says what came of it.
  verdict(answer) {
    if (answer.refused) {
      this.element.replaceChildren(el("p", {}, t("noAnswer")));
      return;
    }
    const checked = answer.sentences.length > 0 && answer.sentences.every((s) => s.supported);
    const some = t("someUnchecked", answer.sentences.filter((s) => !s.supported).length);
    this.element.replaceChildren(
      el(
        "p",
        { class: "foot" },
        checked ? el("span", { class: "ok" }, icon("check"), t("checked")) : el("span", { class: "bad" }, icon("warn"), some),
        el("span", {}, t("counted", answer.sentences.length, answer.citations.length)),
      ),
    );
  }
}
