// The question box: Enter asks, Shift+Enter begins a line, and neither does
// while an input method is composing a word; ↑ in an empty box brings the last
// question back, Esc gives up what is being changed.
import { $, el, icon, on } from "./dom.js";
import { visit } from "./settings.js";
import { t } from "./words.js";

const most = 2000; // characters of a question

export class Composer {
  #box = $("question");
  #send = $("send");
  #editing = $("editing");
  #instead = null; // the turn that is being changed
  #entered = false;
  #asks;

  // asks has ask(text, instead), stop(), last() and busy.
  constructor(asks) {
    this.#asks = asks;
    on($("form"), "submit", (e) => (e.preventDefault(), this.#submit()));
    on(this.#box, "keydown", (e) => this.#keyed(e));
    on(this.#box, "beforeinput", (e) => this.#entered && e.inputType === "insertLineBreak" && e.preventDefault());
    on(this.#box, "input", () => this.#fit());
    on($("editing-end"), "click", () => this.edit());
    this.#box.value = visit.get("draft") || "";
    visit.set("draft", null);
    this.#fit();
    this.refresh();
  }

  // keepDraft saves what is being asked until the page is there again.
  keepDraft(asked) {
    visit.set("draft", this.#box.value || asked || null);
  }

  focus() {
    if (matchMedia("(pointer: fine)").matches) this.#box.focus();
  }

  // edit puts a turn's question into the box to be changed; none empties it.
  edit(turn) {
    this.#change(turn);
    this.#box.value = turn ? turn.question : "";
    this.#fit();
    this.#box.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
  }

  // leave gives up what is being changed, where the conversation is another one.
  leave() {
    if (this.#instead) this.#box.value = "";
    this.#change();
    this.#fit();
    this.refresh();
  }

  #change(turn) {
    this.#instead = turn || null;
    this.#editing.hidden = !turn;
  }

  // refresh makes the one button ask, or stop.
  refresh() {
    const { busy } = this.#asks;
    if (this.#send.dataset.busy === String(busy)) return;
    this.#send.dataset.busy = busy;
    this.#send.classList.toggle("stop", busy);
    this.#send.replaceChildren(icon(busy ? "stop" : "send"), el("span", t(busy ? "stop" : "ask")));
  }

  #submit() {
    const text = this.#box.value.trim();
    if (this.#asks.busy) this.#asks.stop();
    else if (text) {
      const instead = this.#instead;
      this.#box.value = "";
      this.#change();
      this.#fit();
      this.#asks.ask(text, instead);
    }
  }

  // 229 is the key code of whatever an input method takes for itself.
  #keyed(e) {
    const composing = e.isComposing || e.keyCode === 229;
    this.#entered = e.key === "Enter" && !e.shiftKey && !composing;
    if (this.#entered) {
      e.preventDefault();
      if (!this.#asks.busy) this.#submit();
    } else if (e.key === "ArrowUp" && !composing && !this.#box.value && !this.#asks.busy && this.#asks.last()) {
      e.preventDefault();
      this.edit(this.#asks.last());
    } else if (e.key === "Escape" && !composing && this.#instead) {
      e.stopPropagation();
      this.edit();
    }
  }

  // #fit makes the box as high as its text, and cuts what is too long, saying so.
  #fit() {
    const { value } = this.#box;
    const over = value.length > most;
    if (over) this.#box.value = value.slice(0, most);
    if (over || value.length < most) $("cut").hidden = !over;
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }
}
