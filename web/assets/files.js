// The documents: what there is, what state it is in, and, for who may change
// them, adding, describing anew, deleting and taking that back.
import { call, get } from "./api.js";
import { $, at, button, el, failure, here, icon, on } from "./dom.js";
import { documents } from "./library.js";
import { toast, trying } from "./menu.js";
import { describe } from "./meta.js";
import { fileOf, nameOf, periodOf, shortOf, standing } from "./source.js";
import { Uploads } from "./uploads.js";
import { named, t } from "./words.js";

const pause = 800; // ms between two looks at what is being read

export class Files {
  #list = $("files");
  #find = $("files-find");
  #all = [];
  #facts = {}; // how many a document has, by id
  #deleted = new Map(); // documents that can be brought back, by id
  #admin = false;
  #page;
  #timer = 0;
  #seen = ""; // what is shown, as it came
  #turn = 0; // counts what was asked for, so that only the last is shown
  #uploads = new Uploads(() => this.load());

  // page has open(doc), only(doc) and may().
  constructor(page) {
    this.#page = page;
    on(this.#find, "input", () => this.#show());
  }

  // load fetches the list, and again as long as something is being read. What
  // has not changed is left alone, with the focus in it.
  async load() {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    try {
      this.#admin = (await this.#page.may()) === "admin";
      const all = await documents(true);
      const seen = JSON.stringify([all, this.#admin]);
      const facts = seen === this.#seen ? null : (await get("/api/indicators")).facts;
      if (turn !== this.#turn) return;
      this.#seen = seen;
      if (facts) this.#shown(all, facts);
      const moving = all.some((d) => ["received", "reading", "embedding"].includes(d.state));
      if (moving && !$("view-files").hidden) this.#timer = setTimeout(() => this.load(), pause);
    } catch (e) {
      this.#list.replaceChildren(failure(e.message));
    }
  }

  #shown(all, facts) {
    this.#all = all;
    this.#facts = {};
    for (const f of facts) this.#facts[f.document] = (this.#facts[f.document] || 0) + 1;
    this.#uploads.show(this.#admin);
    this.#show();
  }

  #show() {
    const words = this.#find.value.trim().toLowerCase();
    const held = new Set(this.#all.map((d) => d.id));
    const all = [...this.#all, ...[...this.#deleted.values()].filter((d) => !held.has(d.id))].sort((a, b) => (a.id < b.id ? -1 : 1));
    const shown = all.filter((d) => [nameOf(d), d.label, d.region, d.kind, named(d.kind), d.issuer].join(" ").toLowerCase().includes(words));
    $("files-count").textContent = t("countFiles", this.#all.length);
    if (!shown.length) {
      this.#list.replaceChildren(el("p.empty", t(this.#all.length ? "noFileFound" : "emptyLibrary")));
      return;
    }
    const head = (...text) => el("th", { scope: "col" }, text);
    const heads = ["document", "kind", "period", "published", "chunks", "facts", "state"].map((name) => head(t(`meta_${name}`)));
    const rows = shown.map((d) => (held.has(d.id) ? this.#row(d) : this.#gone(d)));
    this.#list.replaceChildren(el("table.grid.stack.files", el("thead", el("tr", heads, head(el("span.unseen", t("actions"))))), el("tbody", rows)));
  }

  #row(d) {
    const cell = (name, ...content) => el("td", { "data-label": t(`meta_${name}`) }, content);
    const share = d.state === "embedding" && d.chunks ? ` ${Math.round((100 * d.embedded) / d.chunks)}%` : "";
    return el("tr", { "data-id": d.id },
      el("th", { scope: "row" }, this.#name(d)),
      cell("kind", named(d.kind) || "—", standing(d)?.textContent !== named(d.kind) && standing(d)),
      cell("period", periodOf(d.period) || "—"),
      cell("published", d.published || "—"),
      cell("chunks", d.chunks),
      cell("facts", this.#facts[d.id] || 0),
      cell("state", el(`span.state.${d.state}`, t(`state_${d.state}`), share)),
      el("td.acts", this.#acts(d)),
    );
  }

  // #name is what a document is called, and why it cannot be used where it was
  // not read: of such a one there is only the file's name.
  #name(d) {
    const name = d.state === "failed" && !d.chunks ? fileOf(d) || d.id : shortOf(d);
    return [
      d.chunks ? el("a", { href: at`/documents/${d.id}`, onclick: here(() => this.#page.open(d)) }, name) : el("span", name),
      d.example && el("span.standing", t("example")),
      d.superseded_by && el("span.standing.proposed", t("superseded")),
      el("small", [d.region, d.chunks > 0 && nameOf(d) !== name && nameOf(d)].filter(Boolean).join(" · ")),
      d.reason && el("small.bad", d.reason),
    ];
  }

  #acts(d) {
    const about = (word) => `${t(word)}：${shortOf(d)}`;
    const act = (kind, drawing, word, does) => button(`.small.bare${kind}`, drawing, about(word), does);
    return [
      d.chunks > 0 && [
        act("", "ask", "askOnly", () => this.#page.only(d)),
        el("a.quiet.small.bare", { href: at`/api/documents/${d.id}/raw`, download: "", title: t("raw"), "aria-label": about("raw") }, icon("save")),
        this.#admin && act(".edit", "edit", "describe", () => this.#describe(d)),
      ],
      this.#admin && act(".delete", "trash", "delete", () => this.#delete(d)),
    ];
  }

  // #gone is the row of what was deleted: for a while it can be brought back.
  #gone(d) {
    const back = button(".small.undo", "again", t("undo"), () => this.#restore(d));
    return el("tr.gone", { "data-id": d.id }, el("th", { scope: "row" }, shortOf(d)), el("td", { colspan: "6" }, t("deletedFor")), el("td.acts", back));
  }

  #delete(d) {
    return trying(async () => {
      await call("DELETE", at`/api/documents/${d.id}`);
      if (d.chunks) this.#deleted.set(d.id, d);
      this.#seen = "";
      await this.load();
      toast(t("deleted", shortOf(d)), d.chunks && (() => this.#restore(d)));
    });
  }

  async #restore(d) {
    try {
      await call("POST", at`/api/documents/${d.id}/restore`);
      toast(t("restored", shortOf(d)));
      this.#deleted.delete(d.id);
    } catch (e) {
      toast(e.message);
      if (e.code === "not_found" || e.code === "conflict") this.#deleted.delete(d.id);
    }
    this.#seen = "";
    await this.load();
  }

  async #describe(d) {
    await trying(async () => (await describe(d)) && toast(t("described")));
    await this.load();
  }
}
