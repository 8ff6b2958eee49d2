// The question box: Enter asks, Shift+Enter begins a line, and neither does
// while an input method is composing a word; ↑ in an empty box brings the last
// question back, Esc gives up what is being changed.
import { $, icon } from "./dom.js";
import { visit } from "./settings.js";
import { t } from "./words.js";

export class Composer {
  #form = $("form");
  #box = $("question");
  #send = $("send");
  #editing = $("editing");
  #entered = false;
  #asks;

  // asks has ask(text), stop(), last() and busy.
  constructor(asks) {
    this.#asks = asks;
    this.#form.addEventListener("submit", (e) => (e.preventDefault(), this.#submit()));
    this.#box.addEventListener("keydown", (e) => this.#keyed(e));
    this.#box.addEventListener("beforeinput", (e) => this.#entered && e.inputType === "insertLineBreak" && e.preventDefault());
    this.#box.addEventListener("input", () => this.#fit());
    $("editing-end").addEventListener("click", () => this.edit(""));
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

  // edit puts a question into the box to be changed; "" empties it.
  edit(text) {
    this.#box.value = text;
    this.#editing.hidden = !text;
    this.#fit();
    this.#box.focus();
    this.#box.setSelectionRange(text.length, text.length);
  }

  // refresh makes the one button ask, or stop.
  refresh() {
    const busy = this.#asks.busy;
    if (this.#send.dataset.busy === String(busy)) return;
    this.#send.dataset.busy = busy;
    this.#send.classList.toggle("stop", busy);
    this.#send.replaceChildren(icon(busy ? "stop" : "send"));
    this.#send.append(Object.assign(document.createElement("span"), { textContent: t(busy ? "stop" : "ask") }));
  }

  #submit() {
    if (this.#asks.busy) {
      this.#asks.stop();
      return;
    }
    const text = this.#box.value.trim();
    if (!text) return;
    this.#box.value = "";
    this.#editing.hidden = true;
    this.#fit();
    this.#asks.ask(text);
  }

  // 229 is the key code of whatever an input method takes for itself.
  #keyed(e) {
    const composing = e.isComposing || e.keyCode === 229;
    this.#entered = e.key === "Enter" && !e.shiftKey && !composing;
    if (this.#entered) {
      e.preventDefault();
      if (!this.#asks.busy) this.#submit();
    } else if (e.key === "ArrowUp" && !composing && !this.#box.value && this.#asks.last()) {
      e.preventDefault();
      this.edit(this.#asks.last());
    } else if (e.key === "Escape" && !composing && !this.#editing.hidden) {
      e.stopPropagation();
      this.edit("");
    }
  }

  #fit() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }
}
