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
//	offers()          the questions that can be offered
//	tools(answer)     the row of what can be done with an answer
//	edit(answer), again(answer)  buttons beside the question, below a failure
export class Answer {
  id = "";
  over = false;
  stops = false;
  whole = null; // the answer, once it is finished
  earlier = []; // the answers whose place it takes
  #draft = "";
  #checked = [];
  #page;
  #stages = new Stages();
  #body = el("div.body");
  #earlier = el("details.earlier", { hidden: true });

  constructor(question, page) {
    this.question = question;
    this.#page = page;
    this.element = el("article.answer", el("div.turn", page.edit(this), el("h2.asked", question)), this.#earlier, this.#stages.element, this.#body);
  }

  // take puts answers aside: they can be read, and are no part of the conversation.
  take(earlier) {
    this.earlier = earlier;
    this.#earlier.hidden = !earlier.length;
    this.#earlier.replaceChildren(el("summary", t("earlier", earlier.length)), ...earlier.map((a) => a.element));
  }

  // told takes a message of the answer.
  told(m) {
    if (m.type === "accepted") this.id = m.answer_id;
    else if (m.type === "rewritten") this.#stages.reach("find");
    else if (m.type === "retrieved") this.#stages.reach("write");
    else if (m.type === "finished") this.finish(m.answer);
    else if (m.type === "stopped") this.#end(t("stopped"), "stopped");
    else if (m.type === "failed") this.#end(faultOf(m.error || {}), "failed");
    else this.#stream(m);
  }

  // stopping says that it was told to stop.
  stopping() {
    this.stops = true;
    this.#stages.say(t("stopping"));
  }

  // #stream shows checked sentences, and in grey what nothing has checked yet.
  #stream(m) {
    if (m.type === "delta") this.#draft += m.text;
    if (m.type === "checked") {
      this.#stages.reach("check");
      this.#checked.push(m.sentence);
    }
    const checked = joined(this.#draft, this.#checked);
    const rest = tail(this.#draft, this.#checked);
    const glue = checked && /^\s*\n/.test(rest) ? "\n" : "";
    const told = { text: checked + glue + rest.trimStart(), sentences: this.#checked, citation: () => null, checked: checked.length + glue.length };
    this.#body.replaceChildren(el("div.text", tell(told)));
  }

  // #end leaves what was checked, and says why there is no more.
  #end(message, kind) {
    this.over = true;
    this.#stages.element.remove();
    this.#body.querySelectorAll(".unchecked").forEach((e) => e.remove());
    this.#body.append(el(`div.notice.${kind}`, { role: kind === "failed" ? "alert" : null }, icon("warn"), el("p", message), this.#page.again(this)));
  }

  // finish shows the whole answer in place of all before.
  finish(answer) {
    this.over = true;
    this.id = answer.id;
    this.whole = answer;
    this.#stages.verdict(answer);
    const told = {
      ...answer,
      citation: (number) => answer.citations.find((c) => c.number === number),
      open: (c) => this.#page.open(c, answer.citations),
    };
    const understood = answer.standalone_question && answer.standalone_question !== answer.question;
    const parts = [
      understood && el("p.place.understood", t("rewritten"), answer.standalone_question),
      answer.refused ? this.#refusal(answer) : el("div.text", comparison(told) || tell(told)),
      answer.missing.length > 0 && el("div.notice.missing", icon("none"), el("p", t("missing"), answer.missing.join("、"))),
      answer.notices.map((n) => el("div.notice", { "data-code": n.code }, icon("warn"), el("p", n.message))),
      citations(answer.citations, told.open),
      answer.refused && nearest(answer, (p) => this.#page.open(p, [p])),
      !answer.refused && answer.model !== "extractive" && el("p.foot", t("byModel")),
      this.#page.tools(this),
    ];
    this.#body.replaceChildren(...parts.flat().filter(Boolean));
  }

  // #refusal says why there is no answer, what the library covers and what could be asked.
  #refusal(answer) {
    const [why, covered, proposed] = partsOf(answer);
    const offered = [...new Set([proposed, ...this.#page.offers()])].filter((q) => q && q !== answer.question).slice(0, 3);
    const heading = t(`refused_${answer.reason}`);
    return el("div.refusal",
      el("p.refusal-head", icon("none"), el("strong", heading)),
      why.replace(/。$/, "") !== heading && el("p", why),
      covered.length > 0 && el("details", el("summary", t("covered", covered.length)), el("ul", covered.map((d) => el("li", d)))),
      offered.length > 0 && el("div.offers", el("p.place", t("couldAsk")), offered.map((q) => el("button.offer", { onclick: () => this.#page.ask(q) }, q))),
    );
  }
}

// faultOf says what went wrong in the page's language: a websocket's handshake
// tells the server the browser's, whatever was chosen here.
function faultOf({ code, message }) {
  return t(`error_${code}`) || message || t("error_internal");
}

// partsOf cuts the text of a refusal: why, what the library holds, what could be
// asked. What is not written so is all why.
function partsOf(answer) {
  const [, why, covered, , proposed] = /^([^]*?)(?:[现現]有[资資]料：([^]*?)。)?((?:可以[问問]：)([^]*))?$/.exec(answer.text) || ["", answer.text];
  return [why.trim(), covered ? covered.split("；") : [], proposed ? proposed.trim() : ""];
}
