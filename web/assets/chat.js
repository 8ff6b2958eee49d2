// The conversation: its questions and answers, and those that are being made.
import { get } from "./api.js";
import { Answer } from "./answer.js";
import { Composer } from "./composer.js";
import { $, at, button, on } from "./dom.js";
import { say } from "./menu.js";
import { visit } from "./settings.js";
import { Socket } from "./socket.js";
import { tools } from "./tools.js";
import { t } from "./words.js";

export class Chat {
  #answers = $("answers");
  #welcome = $("welcome");
  #line = $("line");
  #socket = new Socket(() => this.#lost());
  #page; // {open, scope, offers, began(id), ended()}
  #id = ""; // of the conversation that is shown; "" before its first question
  #turns = [];
  #current = null; // the answer being made, of this conversation
  #shown = 0;
  #composer;

  constructor(page) {
    this.#page = page;
    this.#composer = new Composer(this);
    on(window, "offline", () => this.#current && this.#lost());
    on(window, "unauthorized", () => this.keepDraft());
  }

  get id() {
    return this.#id;
  }

  get busy() {
    return Boolean(this.#current);
  }

  keepDraft() {
    this.#composer.keepDraft(this.#current && !this.#current.id ? this.#current.question : "");
  }

  // last is the latest turn, for ↑.
  last() {
    return this.#turns[this.#turns.length - 1];
  }

  // show shows a conversation, or an empty page for a new one.
  async show(id) {
    if (!id) this.#composer.focus();
    if (id === this.#id && (id || !this.#turns.length)) return;
    const turn = ++this.#shown;
    this.#id = id;
    this.#turns = [];
    this.#current = null;
    this.#answers.replaceChildren();
    this.#welcome.hidden = Boolean(id);
    this.#composer.leave();
    this.#say("");
    if (id) await this.#restore(id, turn);
  }

  // #restore shows what is finished, and goes on with what is not.
  async #restore(id, turn) {
    this.#answers.setAttribute("aria-busy", "true");
    const running = (visit.get("running") || {})[id]; // not known to be finished
    let replaced = [];
    try {
      const body = await get(at`/api/conversations/${id}`);
      if (turn !== this.#shown) return;
      replaced = body.replaced;
      for (const a of body.answers) this.#add(a.question).finish(a);
    } catch (e) {
      if (turn !== this.#shown) return;
      this.#say(e.code !== "not_found" ? e.message : running ? "" : t("noTalk"));
    }
    this.#answers.removeAttribute("aria-busy");
    if (running && !this.#turns.some((a) => a.id === running.id)) {
      const answer = this.#add(running.question);
      answer.id = running.id;
      this.#current = answer;
      this.#socket.resume(running.id, (m) => this.#told(answer, m));
    }
    for (const { by, answers } of replaced) this.#turns.find((a) => a.id === by)?.take(answers.map((a) => this.#finished(a)));
    this.#composer.refresh();
    this.last()?.element.scrollIntoView({ block: "start" });
  }

  // #note keeps which answer of a conversation is being made.
  #note(conversation, running) {
    visit.set("running", { ...visit.get("running"), [conversation]: running });
  }

  // ask asks a question; instead is the turn whose place it takes. What came
  // after that turn is put aside with it.
  ask(text, instead) {
    if (this.#current) return;
    const from = this.#turns.indexOf(instead?.instead || instead);
    const gone = from < 0 ? [] : this.#turns.splice(from);
    gone.forEach((a) => a.element.remove());
    const earlier = gone.filter((a) => a.whole);
    const answer = this.#add(text);
    answer.take(earlier);
    this.#current = answer;
    this.#say("");
    const request = { question: text, ...this.#page.scope.request };
    if (this.#id) request.conversation_id = this.#id;
    if (earlier.length) request.replaces = earlier[0].id;
    this.#socket.ask(request, (m) => this.#told(answer, m));
    this.#composer.refresh();
    say(t("searching"));
    answer.element.scrollIntoView({ block: "start" });
  }

  stop() {
    if (!this.#current) return;
    this.#current.stopping();
    if (this.#current.id) this.#socket.stop(this.#current.id); // else as soon as it has one
  }

  #add(question) {
    this.#welcome.hidden = true;
    const answer = this.#made(question);
    this.#turns.push(answer);
    this.#answers.append(answer.element);
    return answer;
  }

  #made(question) {
    return new Answer(question, {
      open: this.#page.open,
      offers: this.#page.offers,
      ask: (q) => this.ask(q),
      tools: (a) => tools(a, () => this.ask(a.question, a)),
      edit: (a) => button(".small.bare.edit", "edit", t("edit"), () => this.#current || this.#composer.edit(a)),
      again: (a) => button(".small", "again", t("again"), () => this.ask(a.question, a)),
    });
  }

  #finished(answer) {
    const made = this.#made(answer.question);
    made.finish(answer);
    return made;
  }

  // #told passes a message on to its answer, and keeps the page in step. The
  // answer of a conversation that is not shown any more is found there again.
  #told(answer, m) {
    this.#say("");
    answer.told(m);
    if (m.type === "accepted") this.#accepted(answer, m);
    if (!answer.over) return;
    if (m.type === "finished") this.#note(m.answer.conversation_id);
    this.#page.ended();
    if (this.#current !== answer) return;
    this.#current = null;
    if (!answer.whole) this.#putBack(answer);
    this.#composer.refresh();
    say(m.type === "finished" ? t("answered", m.answer.text, m.answer.citations.length) : t(m.type === "stopped" ? "stopped" : "error_internal"));
  }

  #accepted(answer, m) {
    this.#note(m.conversation_id, { id: m.answer_id, question: answer.question });
    if (answer.stops) this.#socket.stop(m.answer_id);
    if (this.#current !== answer || this.#id) return;
    this.#id = m.conversation_id;
    this.#page.began(m.conversation_id);
  }

  // #putBack shows again what an answer that came to nothing has put aside: to
  // the server it never was gone.
  #putBack(answer) {
    const { earlier } = answer;
    if (!earlier.length) return;
    answer.take([]);
    answer.instead = earlier[0];
    answer.element.before(...earlier.map((a) => a.element));
    this.#turns.splice(-1, 0, ...earlier);
  }

  // #lost says that the connection is gone, until the answer goes on. A handshake
  // does not tell why it failed: asking for the session does, where a key is
  // needed anew.
  #lost() {
    this.#say(t("reconnecting"));
    get("/api/session").catch(() => {});
  }

  #say(message) {
    this.#line.textContent = message;
    this.#line.hidden = !message;
  }
}
