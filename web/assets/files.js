// The documents: what there is, what state it is in, and, for who may change
// them, adding, describing anew, deleting and taking that back.
import { call, get } from "./api.js";
import { $, button, el, icon } from "./dom.js";
import { documents } from "./library.js";
import { toast } from "./menu.js";
import { describe } from "./meta.js";
import { nameOf, periodOf, shortOf, standingOf } from "./source.js";
import { Uploads } from "./uploads.js";
import { t } from "./words.js";

const pause = 800; // ms between two looks at what is being read

export class Files {
  #list = $("files");
  #find = $("files-find");
  #all = [];
  #facts = new Map();
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
    this.#find.addEventListener("input", () => this.#show());
  }

  // load fetches the list, and again as long as something is being read.
  async load() {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    try {
      this.#admin = (await this.#page.may()) === "admin";
      const all = await documents(true);
      const seen = JSON.stringify([all, this.#admin]);
      const facts = seen === this.#seen ? null : (await get("/api/indicators")).facts;
      if (turn !== this.#turn) return;
      if (facts) this.#shown(all, facts);
      this.#seen = seen;
      const moving = all.some((d) => ["received", "reading", "embedding"].includes(d.state));
      if (moving && !$("view-files").hidden) this.#timer = setTimeout(() => this.load(), pause);
    } catch (e) {
      this.#list.replaceChildren(el("p", { class: "notice failed", role: "alert" }, e.message));
    }
  }

  // #shown takes what has changed; what has not is left alone, with the focus in it.
  #shown(all, facts) {
    this.#all = all;
    this.#facts = new Map();
    for (const f of facts) this.#facts.set(f.document, (this.#facts.get(f.document) || 0) + 1);
    this.#uploads.show(this.#admin);
    this.#show();
  }

  #show() {
    const words = this.#find.value.trim().toLowerCase();
    const held = new Set(this.#all.map((d) => d.id));
    const all = [...this.#all, ...[...this.#deleted.values()].filter((d) => !held.has(d.id))].sort((a, b) => (a.id < b.id ? -1 : 1));
    const shown = all.filter((d) => `${nameOf(d)} ${d.label} ${d.region} ${d.kind} ${d.issuer}`.toLowerCase().includes(words));
    $("files-count").textContent = t("countFiles", this.#all.length);
    if (!shown.length) {
      this.#list.replaceChildren(el("p", { class: "empty" }, t(this.#all.length ? "noFileFound" : "emptyLibrary")));
      return;
    }
    const heads = ["document", "region", "kind", "period", "published", "chunks", "facts", "state"].map((h) => el("th", { scope: "col" }, t(`col_${h}`)));
    const head = el("thead", {}, el("tr", {}, heads, el("th", { scope: "col" }, el("span", { class: "unseen" }, t("actions")))));
    this.#list.replaceChildren(el("table", { class: "files" }, head, el("tbody", {}, shown.map((d) => (held.has(d.id) ? this.#row(d) : this.#gone(d))))));
  }

  #row(d) {
    const cell = (name, ...content) => el("td", { "data-label": t(`col_${name}`) }, content);
    return el(
      "tr",
      { "data-id": d.id },
      el("th", { scope: "row" }, this.#name(d)),
      cell("region", d.region || "—"),
      cell("kind", d.kind || "—", standingOf(d) && standingOf(d) !== d.kind && el("span", { class: `standing ${d.standing}` }, standingOf(d))),
      cell("period", periodOf(d.period) || "—"),
      cell("published", d.published || "—"),
      cell("chunks", String(d.chunks)),
      cell("facts", String(this.#facts.get(d.id) || 0)),
      cell("state", state(d)),
      el("td", { class: "acts" }, this.#acts(d)),
    );
  }

  #name(d) {
    const open = (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      this.#page.open(d);
    };
    const title = nameOf(d);
    return [
      d.chunks ? el("a", { href: `/documents/${encodeURIComponent(d.id)}`, onclick: open }, shortOf(d)) : el("span", {}, shortOf(d)),
      d.example && el("span", { class: "standing" }, t("example")),
    d.superseded_by && el("span", { class: "standing proposed" }, t("superseded")),
      title !== shortOf(d) && el("small", {}, title),
    ];
  }

  #acts(d) {
    const only = d.chunks > 0 && button({ class: "quiet small bare", onclick: () => this.#page.only(d) }, "ask", `${t("askOnly")}：${shortOf(d)}`, true);
    const save = d.chunks > 0 && el("a", { class: "quiet small bare", href: `/api/documents/${encodeURIComponent(d.id)}/raw`, download: "", title: t("raw"), "aria-label": `${t("raw")}：${shortOf(d)}` }, icon("save"));
    if (!this.#admin) return [only, save];
    const edit = d.chunks > 0 && button({ class: "quiet small bare edit", onclick: () => this.#describe(d) }, "edit", `${t("describe")}：${shortOf(d)}`, true);
    const drop = button({ class: "quiet small bare delete", onclick: () => this.#delete(d) }, "trash", `${t("delete")}：${shortOf(d)}`, true);
    return [only, save, edit, drop];
  }

  // #gone is the row of what was deleted: for a while it can be brought back.
  #gone(d) {
    const back = button({ class: "quiet small undo", onclick: () => this.#restore(d) }, "again", t("undo"));
    return el("tr", { class: "gone", "data-id": d.id }, el("th", { scope: "row" }, shortOf(d)), el("td", { colspan: "7" }, t("deletedFor")), el("td", { class: "acts" }, back));
  }

  async #delete(d) {
    try {
      await call("DELETE", `/api/documents/${encodeURIComponent(d.id)}`);
      if (d.chunks) this.#deleted.set(d.id, d);
      this.#seen = "";
      await this.load();
      toast(t("deleted", shortOf(d)), d.chunks ? () => this.#restore(d) : null);
    } catch (e) {
      toast(e.message);
    }
  }

  async #restore(d) {
    try {
      await call("POST", `/api/documents/${encodeURIComponent(d.id)}/restore`);
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
    try {
      if (await describe(d)) toast(t("described"));
    } catch (e) {
      toast(e.message);
    }
    await this.load();
  }
}

// state says how far a document is, and why where it is not ready.
function state(d) {
  const share = d.state === "embedding" && d.chunks ? ` ${Math.round((100 * d.embedded) / d.chunks)}%` : "";
  return [el("span", { class: `state ${d.state}` }, t(`state_${d.state}`), share), d.reason && el("small", {}, d.reason)];
}
