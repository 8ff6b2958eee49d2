import { citations, nearest } from "./cited.js";
import { comparison } from "./compare.js";
import { el, icon } from "./dom.js";
import { joined, tail } from "./draft.js";
import { Stages } from "./stages.js";
import { tell } from "./text.js";
import { t } from "./words.js";

// An Answer shows one question and what comes of it. page is what it calls:
//
//	open(cited, all)  shows a citation or a passage in its document
//	ask(question)     asks a question that is offered
//	tools(answer)     the row of what can be done with an answer
//	edit(answer), again(answer)
export class Answer {
  id = "";
  over = false;
  stops = false;
  whole = null; // the answer, once it is finished
  #draft = "";
  #checked = [];
  #page;
  #stages = new Stages();
  #body = el("div", { class: "body" });

  constructor(question, page) {
    this.question = question;
    this.#page = page;
    this.element = el(
      "article",
      { class: "answer" },
      el("div", { class: "turn" }, page.questionTools(this), el("h2", { class: "asked" }, question)),
      this.#stages.element,
      this.#body,
    );
  }

  // told takes a message of the answer.
  told(m) {
    switch (m.type) {
      case "accepted":
        this.id = m.answer_id;
        break;
      case "rewritten":
        this.#stages.reach("find");
        break;
      case "retrieved":
        this.#stages.reach("write");
        break;
      case "delta":
        this.#draft += m.text;
        this.#stream();
        break;
      case "checked":
        this.#stages.reach("check");
        this.#checked.push(m.sentence);
        this.#stream();
        break;
      case "finished":
        this.finish(m.answer);
        break;
      case "stopped":
        this.#end(t("stopped"), "stopped");
        break;
      case "failed":
        this.#end(faultOf(m.error || {}), "failed");
    }
  }

  // stopping says that it was told to stop.
  stopping() {
    this.stops = true;
    this.#stages.say(t("stopping"));
  }

  // #stream shows checked sentences, and in grey what nothing has checked yet.
  #stream() {
    const checked = joined(this.#draft, this.#checked);
    const rest = tail(this.#draft, this.#checked);
    const glue = checked && /^\s*\n/.test(rest) ? "\n" : "";
    const told = { text: checked + glue + rest.trimStart(), sentences: this.#checked, citation: () => null, checked: checked.length + glue.length };
    this.#body.replaceChildren(el("div", { class: "text" }, tell(told)));
  }

  // #end leaves what was checked, and says why there is no more.
  #end(message, kind) {
    this.over = true;
    this.#stages.element.remove();
    this.#body.querySelectorAll(".unchecked").forEach((e) => e.remove());
    const again = this.#page.againTools(this);
    this.#body.append(el("div", { class: `notice ${kind}`, role: kind === "failed" ? "alert" : null }, icon("warn"), el("p", {}, message), again));
  }

  // finish shows the whole answer in place of all before.
  finish(answer) {
    this.over = true;
    this.id = answer.id;
    this.whole = answer;
    this.element.id = `answer-${answer.id}`;
    this.#stages.verdict(answer);
    const told = {
      text: answer.text,
      sentences: answer.sentences,
      citation: (number) => answer.citations.find((c) => c.number === number),
      open: (c) => this.#page.open(c, answer.citations),
    };
    const understood = answer.standalone_question && answer.standalone_question !== answer.question;
    this.#body.replaceChildren(
      ...[
        understood && el("p", { class: "place understood" }, t("rewritten"), answer.standalone_question),
        answer.refused ? this.#refusal(answer) : this.#text(told),
        answer.missing.length > 0 && el("div", { class: "notice missing" }, icon("none"), el("p", {}, t("missing"), answer.missing.join("、"))),
        ...notices(answer.notices),
        citations(answer.citations, told.open),
        answer.refused && nearest(answer, (p) => this.#page.open(p, [p])),
        !answer.refused && answer.model !== "extractive" && el("p", { class: "foot" }, t("byModel")),
        this.#page.tools(this),
      ].filter(Boolean),
    );
  }

  #text(told) {
    return el("div", { class: "text" }, comparison(told) || tell(told));
  }

  // #refusal says why there is no answer, what the library covers and what could be asked.
  #refusal(answer) {
    const [why, covered, proposed] = partsOf(answer);
    const offered = [proposed, ...this.#page.offers()].filter((q, i, all) => q && q !== answer.question && all.indexOf(q) === i);
    const heading = t(`refused_${answer.reason}`);
    return el(
      "div",
      { class: `refusal ${answer.reason}` },
      el("p", { class: "refusal-head" }, icon("none"), el("strong", {}, heading)),
      why.replace(/。$/, "") !== heading && el("p", {}, why),
      covered.length > 0 && el("details", {}, el("summary", {}, t("covered", covered.length)), el("ul", {}, covered.map((d) => el("li", {}, d)))),
      offered.length > 0 && el("div", { class: "offers" }, el("p", { class: "place" }, t("couldAsk")), offered.slice(0, 3).map((q) => el("button", { type: "button", class: "offer", onclick: () => this.#page.ask(q) }, q))),
    );
  }
}

// faultOf says what went wrong in the page's language: a websocket's handshake
// tells the server the browser's, whatever was chosen here.
function faultOf({ code, message }) {
  return t(`error_${code}`) || message || t("failed");
}

// notices shows each text once.
function notices(all) {
  return all.map((n) => el("div", { class: `notice ${n.code}` }, icon("warn"), el("p", {}, n.message)));
}

// partsOf cuts the text of a refusal: why, what the library holds, what could be
// asked. What is not written so is all why.
function partsOf(answer) {
  const [, why, covered, , proposed] = /^([^]*?)(?:[现現]有[资資]料：([^]*?)。)?((?:可以[问問]：)([^]*))?$/.exec(answer.text) || ["", answer.text];
  return [why.trim(), covered ? covered.split("；") : [], proposed ? proposed.trim() : ""];
}
