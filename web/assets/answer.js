import { el, link } from "./dom.js";
import { tail } from "./draft.js";
import { periodOf, sourceOf, words } from "./words.js";

// An Answer shows one question and what comes of it. open is called with a
// citation, or a passage, to be shown in its document.
export class Answer {
  id = "";
  conversationID = "";
  over = false;
  #draft = "";
  #checked = [];
  #open;
  #status = el("p", { class: "status", role: "status" }, words.searching);
  #body = el("div", { class: "body" });

  constructor(question, open) {
    this.#open = open;
    this.element = el("article", { class: "answer" }, el("p", { class: "asked" }, question), this.#status, this.#body);
  }

  // told takes a message of the answer.
  told(m) {
    switch (m.type) {
      case "accepted":
        this.id = m.answer_id;
        this.conversationID = m.conversation_id;
        break;
      case "retrieved":
        this.#status.textContent = words.reading;
        break;
      case "delta":
        this.#draft += m.text;
        this.#stream();
        break;
      case "checked":
        this.#checked.push(m.sentence);
        this.#stream();
        break;
      case "finished":
        this.finish(m.answer);
        break;
      case "stopped":
        this.#end(words.stopped);
        break;
      case "failed":
        this.#end(m.error?.message || words.failed, "failed");
    }
  }

  stopping() {
    this.#status.textContent = words.stopping;
  }

  // #stream shows checked sentences, and in grey what nothing has checked yet.
  #stream() {
    const rest = tail(this.#draft, this.#checked).replace(/\[\d+\]/g, "");
    this.#body.replaceChildren(
      el(
        "p",
        { class: "text" },
        this.#checked.map((s) => el("span", { class: "sentence" }, s.text.replace(/\[\d+\]/g, ""))),
        rest && el("span", { class: "unchecked", title: words.unchecked }, rest),
      ),
    );
  }

  #end(message, kind = "") {
    this.over = true;
    this.#status.remove();
    this.#body.querySelectorAll(".unchecked").forEach((e) => e.remove());
    this.#body.append(el("p", { class: `notice ${kind}` }, message));
  }

  // finish shows the whole answer in place of all before.
  finish(answer) {
    this.over = true;
    this.id = answer.id;
    this.conversationID = answer.conversation_id;
    this.#status.remove();
    const understood = answer.standalone_question && answer.standalone_question !== answer.question;
    this.#body.replaceChildren(
      ...[
        understood && el("p", { class: "place" }, words.rewritten + answer.standalone_question),
        answer.refused ? refusal(answer) : this.#text(answer),
        answer.missing.length > 0 && el("p", { class: "notice" }, words.missing + answer.missing.join("、")),
        ...answer.notices.map((n) => el("p", { class: `notice ${n.code}` }, n.message)),
        answer.citations.length > 0 && this.#citations(answer.citations),
        answer.refused && answer.passages.length > 0 && this.#passages(answer),
        !answer.refused && standingOf(answer),
      ].filter(Boolean),
    );
  }

  #text(answer) {
    const paragraphs = answer.text.split(/\n+/).filter((line) => line.trim());
    let next = 0; // sentence to be found
    return el(
      "div",
      { class: "text" },
      paragraphs.map((line) => {
        const parts = [];
        let from = 0;
        for (; next < answer.sentences.length; next++) {
          const s = answer.sentences[next];
          const at = line.indexOf(s.text, from);
          if (at < 0) break;
          parts.push(...this.#marked(line.slice(from, at), answer), this.#sentence(s, answer));
          from = at + s.text.length;
        }
        parts.push(...this.#marked(line.slice(from), answer));
        return el("p", {}, parts);
      }),
    );
  }

  #sentence(s, answer) {
    const kind = s.supported ? "sentence" : "sentence problem";
    const title = s.supported ? (s.computed ? words.computed : null) : words.problem;
    return el("span", { class: kind, title }, this.#marked(s.text, answer));
  }

  // #marked turns the markers of a text into links, which open beside the chat.
  #marked(text, answer) {
    return text.split(/(\[\d+\])/).map((part) => {
      const number = Number(/^\[(\d+)\]$/.exec(part)?.[1]);
      const citation = answer.citations.find((c) => c.number === number);
      if (!citation) return part;
      const open = (e) => {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        this.#open(citation);
      };
      return el("a", { class: "chip", href: citation.url, title: sourceOf(citation.document), onclick: open }, part);
    });
  }

  #citations(citations) {
    return el(
      "section",
      { class: "sources" },
      el("h3", {}, words.sources),
      el("ol", {}, citations.map((c) => this.#citation(c))),
    );
  }

  #citation(c) {
    const standing = words.standing[c.document.standing];
    const faulty = c.damaged || c.repaired;
    return el(
      "li",
      { class: "citation", value: c.number },
      el(
        "p",
        { class: "place" },
        el("span", { class: "number" }, `[${c.number}]`),
        standing && el("span", { class: `standing ${c.document.standing}` }, standing),
        placeOf(c),
        "：",
      ),
      el("button", { type: "button", class: "quote", onclick: () => this.#open(c) }, c.quote),
      faulty && el("p", { class: "notice source_damaged" }, words.damaged, c.raw && el("span", { class: "raw" }, words.rawText, el("q", {}, c.raw))),
      el("p", { class: "place more" }, periodOf(c.document.period) && el("span", {}, periodOf(c.document.period)), link(c.url, words.open, { target: "_blank" })),
    );
  }

  #passages(answer) {
    const heading = answer.reason === "not_covered" ? words.elsewhere : words.nearest;
    return el(
      "section",
      { class: "passages" },
      el("h3", {}, heading),
      el("ol", {}, answer.passages.slice(0, 3).map((p) => this.#passage(p))),
    );
  }

  #passage(p) {
    return el(
      "li",
      {},
      el("p", { class: "place" }, placeOf(p), "："),
      el("button", { type: "button", class: "quote", onclick: () => this.#open(p) }, p.text),
    );
  }
}

// placeOf names where something stands: 《全称》（发文机关，文号，年月），第X章 › 第X节.
function placeOf({ document, path }) {
  return sourceOf(document) + (path.length ? `，${path.join(" › ")}` : "");
}

// refusal says why there is no answer, in the fixed words, and what the library covers.
function refusal(answer) {
  const why = words.refused[answer.reason] || words.refused.no_evidence;
  return el(
    "div",
    { class: "refusal" },
    !answer.text.startsWith(why) && el("strong", {}, why),
    answer.text.split(/\n+/).map((line) => el("p", {}, line)),
  );
}

// standingOf says how far an answer can be relied on.
function standingOf(answer) {
  const checked = answer.sentences.length > 0 && answer.sentences.every((s) => s.supported);
  return el(
    "p",
    { class: "foot" },
    checked && el("span", { class: "ok" }, words.checked),
    answer.model !== "extractive" && el("span", {}, words.byModel),
  );
}
