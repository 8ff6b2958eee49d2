// The conversations at the side: list, search, rename, delete.
import { call, get } from "./api.js";
import { $, button, el } from "./dom.js";
import { asked, menu, toast } from "./menu.js";
import { t } from "./words.js";

export class Talks {
  #list = $("talks");
  #field = $("talks-find");
  #all = [];
  #current = "";
  #gone; // called with the id of a conversation that was deleted

  constructor(gone) {
    this.#gone = gone;
    this.#field.addEventListener("input", () => this.#show());
  }

  current(id) {
    this.#current = id;
    this.#show();
  }

  titleOf(id) {
    const talk = this.#all.find((c) => c.id === id);
    return talk ? talk.title : "";
  }

  async refresh() {
    try {
      this.#all = (await get("/api/conversations")).conversations;
      this.#show();
    } catch {
      // the page says elsewhere what is wrong
    }
  }

  #show() {
    const words = this.#field.value.trim().toLowerCase();
    const shown = this.#all.filter((c) => c.title.toLowerCase().includes(words));
    let day = "";
    const items = [];
    for (const c of shown) {
      if (dayOf(c.latest) !== day) items.push(el("li", { class: "day" }, (day = dayOf(c.latest))));
      items.push(this.#item(c));
    }
    this.#list.replaceChildren(...items);
    if (!shown.length) this.#list.append(el("li", { class: "faint none" }, t(words ? "noTalkFound" : "noTalks")));
    this.#field.parentElement.hidden = this.#all.length < 2;
  }

  #item(c) {
    const opener = button({ class: "quiet small bare more", }, "", `${t("more")}：${c.title}`, true);
    opener.textContent = "⋯";
    const items = () => [
      { text: t("rename"), act: () => this.#rename(c) },
      { text: t("asWord"), href: `/api/conversations/${c.id}.docx`, save: "" },
      { text: t("asMarkdown"), href: `/api/conversations/${c.id}.md`, save: "" },
      { text: t("delete"), act: () => this.#delete(c) },
    ];
    return el(
      "li",
      { class: c.id === this.#current ? "talk-item current" : "talk-item" },
      el("a", { href: `#c/${c.id}`, "aria-current": c.id === this.#current ? "page" : null, title: c.title }, c.title),
      menu(opener, items),
    );
  }

  async #rename(c) {
    const field = el("input", { name: "title", value: c.title, maxlength: "100", autocomplete: "off" });
    const form = await asked(t("rename"), el("label", { class: "field" }, t("title"), field), t("save"));
    if (form) await this.#do("PATCH", c, { title: form.get("title") });
  }

  async #delete(c) {
    const form = await asked(t("deleteTalk"), el("p", {}, c.title), t("delete"));
    if (!form || !(await this.#do("DELETE", c))) return;
    toast(t("deleted", c.title));
    this.#gone(c.id);
  }

  async #do(method, c, body) {
    try {
      await call(method, `/api/conversations/${encodeURIComponent(c.id)}`, body);
      await this.refresh();
      return true;
    } catch (e) {
      toast(e.message);
      return false;
    }
  }
}

// dayOf says when, as coarsely as people do.
function dayOf(date) {
  const then = new Date(date);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  if (days <= 0) return t("today");
  return days < 7 ? t("thisWeek") : `${then.getFullYear()}-${String(then.getMonth() + 1).padStart(2, "0")}`;
}
