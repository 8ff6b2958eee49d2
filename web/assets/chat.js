// The conversation: its questions and answers, and those that are being made.
import { get } from "./api.js";
import { Answer } from "./answer.js";
import { Composer } from "./composer.js";
import { $, button } from "./dom.js";
import { say } from "./menu.js";
import { visit } from "./settings.js";
import { Socket } from "./socket.js";
import { tools } from "./tools.js";
import { t } from "./words.js";

export class Chat {
  #answers = $("answers");
  #welcome = $("welcome");
  #line = $("line");
  #socket = new Socket((yes) => this.#connected(yes));
  #page; // {open, scope, offers, began(id), ended()}
  #id = ""; // of the conversation that is shown; "" before its first question
  #turns = [];
  #current = null; // the answer being made, of this conversation
  #shown = 0;
  #composer;

  constructor(page) {
    this.#page = page;
    this.#composer = new Composer(this);
    addEventListener("unauthorized", () => this.keepDraft());
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

  // last is the latest question, for ↑.
  last() {
    const turn = this.#turns[this.#turns.length - 1];
    return turn ? turn.question : "";
  }

  // show shows a conversation, or an empty page for a new one.
  async show(id) {
    if (id === this.#id && (id || !this.#turns.length)) return;
    const turn = ++this.#shown;
    this.#id = id;
    this.#turns = [];
    this.#current = null;
    this.#answers.replaceChildren();
    this.#welcome.hidden = Boolean(id);
    this.#composer.refresh();
    if (!id) this.#composer.focus();
    else await this.#restore(id, turn);
  }

  // #restore shows what is finished, and goes on with what is not.
  async #restore(id, turn) {
    this.#answers.setAttribute("aria-busy", "true");
    try {
      const { answers } = await get(`/api/conversations/${encodeURIComponent(id)}`);
      if (turn !== this.#shown) return;
      for (const a of answers) this.#add(a.question).finish(a);
    } catch (e) {
      if (turn === this.#shown && e.code === "not_found" && !this.#running(id)) this.#say(t("noTalk"));
      else if (turn === this.#shown) this.#say(e.code === "not_found" ? "" : e.message);
    }
    if (turn !== this.#shown) return;
    this.#answers.removeAttribute("aria-busy");
    const running = this.#running(id);
    if (running && !this.#turns.some((a) => a.id === running.id)) {
      this.#current = this.#add(running.question);
      const answer = this.#current;
      answer.id = running.id;
      this.#socket.resume(running.id, (m) => this.#told(answer, m));
    }
    this.#composer.refresh();
    this.#toEnd();
  }

  // #running is the answer of a conversation that is not known to be finished.
  #running(id) {
    return (visit.get("running") || {})[id];
  }

  #note(conversation, running) {
    const all = visit.get("running") || {};
    if (running) all[conversation] = running;
    else delete all[conversation];
    visit.set("running", all);
  }

  // ask asks a question; instead is the failed answer whose place it takes.
  ask(text, instead) {
    if (this.#current) return;
    if (instead) this.#drop(instead);
    const answer = this.#add(text);
    this.#current = answer;
    this.#say("");
    const request = { question: text, ...this.#page.scope.request };
    if (this.#id) request.conversation_id = this.#id;
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
    const answer = new Answer(question, {
      open: (cited, all) => this.#page.open(cited, all),
      ask: (q) => this.ask(q),
      offers: () => this.#page.offers(),
      tools: (a) => tools(a, () => this.ask(a.question)),
      questionTools: (a) => button({ class: "quiet small bare edit", onclick: () => this.#edit(a) }, "edit", t("edit"), true),
      againTools: (a) => button({ class: "quiet small", onclick: () => this.ask(a.question, a) }, "again", t("again")),
    });
    this.#turns.push(answer);
    this.#answers.append(answer.element);
    return answer;
  }

  #drop(answer) {
    this.#turns = this.#turns.filter((a) => a !== answer);
    answer.element.remove();
  }

  #edit(answer) {
    if (!this.#current) this.#composer.edit(answer.question);
  }

  // #told passes a message on to its answer, and keeps the page in step. The
  // answer of a conversation that is not shown any more is found there again.
  #told(answer, m) {
    answer.told(m);
    if (m.type === "accepted") this.#accepted(answer, m);
    if (!answer.over) return;
    if (m.type === "finished") this.#note(m.answer.conversation_id);
    this.#page.ended();
    if (this.#current !== answer) return;
    this.#current = null;
    this.#composer.refresh();
    say(spoken(answer, m));
  }

  #accepted(answer, m) {
    this.#note(m.conversation_id, { id: m.answer_id, question: answer.question });
    if (answer.stops) this.#socket.stop(m.answer_id);
    if (this.#current !== answer || this.#id) return;
    this.#id = m.conversation_id;
    this.#page.began(m.conversation_id);
  }

  // #connected is told of the socket. A handshake does not tell why it failed:
  // asking for the session does, where a key is needed anew.
  #connected(yes) {
    this.#say(yes ? "" : t("reconnecting"));
    if (!yes) get("/api/session").catch(() => {});
  }

  #say(message) {
    this.#line.textContent = message;
    this.#line.hidden = !message;
  }

  #toEnd() {
    const last = this.#answers.lastElementChild;
    if (last) last.scrollIntoView({ block: "start" });
  }
}

// spoken is what a screen reader says of an answer, once it is whole.
function spoken(answer, m) {
  if (m.type !== "finished") return t(m.type === "stopped" ? "stopped" : "failed");
  return t("answered", m.answer.text, m.answer.citations.length);
}

