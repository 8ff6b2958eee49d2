import { el } from "./dom.js";
import { paper, place, read, show } from "./paper.js";
import { words } from "./words.js";

// A Panel shows documents beside the chat.
export class Panel {
  #panel = document.getElementById("panel");
  #title = document.getElementById("panel-title");
  #link = document.getElementById("panel-link");
  #body = document.getElementById("panel-body");
  #shown = 0; // counts what was asked for, so that only the last is shown

  constructor() {
    document.getElementById("panel-close").onclick = () => this.close();
    addEventListener("keydown", (e) => e.key === "Escape" && this.close());
  }

  close() {
    this.#panel.hidden = true;
    document.body.classList.remove("with-panel");
  }

  // open shows where a citation or a passage stands.
  async open(cited) {
    const turn = ++this.#shown;
    const { document: doc, start, end, quote, context = [] } = cited;
    this.#panel.hidden = false;
    document.body.classList.add("with-panel");
    this.#title.textContent = doc.title || doc.label || doc.id;
    this.#link.href = `/documents/${encodeURIComponent(doc.id)}?r=${encodeURIComponent(doc.revision || "")}#${start}-${end}`;
    this.#body.replaceChildren(el("p", { class: "faint" }, words.loading));
    try {
      const whole = await read(doc.id);
      if (turn === this.#shown) this.#show(whole, { start, end, quote, revision: doc.revision }, context);
    } catch (e) {
      if (turn === this.#shown) show(this.#body, el("p", { class: "notice failed" }, e.code === "not_found" ? words.noDocument : words.failed));
    }
  }

  #show(doc, cited, context) {
    const at = place(doc, cited);
    if (!at) {
      show(this.#body, el("p", { class: "notice" }, words.quoteGone), paper(doc, []));
      return;
    }
    const around = at.moved ? [] : context.map((c) => ({ ...c, kind: "context" }));
    const note = at.moved ? [el("p", { class: "notice" }, words.otherRevision)] : [];
    show(this.#body, note, paper(doc, [{ ...at, kind: "cited" }, ...around]));
    this.#body.focus({ preventScroll: true });
  }
}
