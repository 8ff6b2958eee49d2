// The conversations at the side: list, search, rename, delete.
import { call, get } from "./api.js";
import { $, at, button, el, on } from "./dom.js";
import { asked, menu, saved, toast, trying } from "./menu.js";
import { t } from "./words.js";

const pause = 200; // ms without a key before what is typed is looked for

export class Talks {
  #list = $("talks");
  #field = $("talks-find");
  #all = [];
  #current = "";
  #gone; // called with the id of a conversation that was deleted
  #timer = 0;
  #turn = 0; // counts what was asked for, so that only the last is shown

  constructor(gone) {
    this.#gone = gone;
    on(this.#field, "input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.refresh(), pause);
    });
  }

  current(id) {
    this.#current = id;
    this.#show();
  }

  // refresh fetches all conversations, or those in which is said what is looked for.
  async refresh() {
    const turn = ++this.#turn;
    const wanted = this.#field.value.trim();
    const { conversations } = await get(at`/api/conversations?q=${wanted}`).catch(() => ({})); // the page says elsewhere what is wrong
    if (turn !== this.#turn || !conversations) return;
    this.#all = conversations;
    this.#field.parentElement.hidden = !wanted && conversations.length < 2;
    this.#show();
  }

  #show() {
    let day = "";
    const items = this.#all.flatMap((c) => {
      const before = day;
      day = dayOf(c.latest);
      return [day !== before && el("li.day", day), this.#item(c)].filter(Boolean);
    });
    this.#list.replaceChildren(...(items.length ? items : [el("li.faint.none", t(this.#field.value.trim() ? "noTalkFound" : "noTalks"))]));
  }

  #item(c) {
    const own = c.id === this.#current;
    const opener = button(".small.bare.more", "more", `${t("more")}：${c.title}`);
    const items = () => [{ text: t("rename"), act: () => this.#rename(c) }, ...saved(at`/api/conversations/${c.id}`), { text: t("delete"), act: () => this.#delete(c) }];
    return el(own ? "li.talk-item.current" : "li.talk-item",
      el("a", { href: `#c/${c.id}`, "aria-current": own && "page", title: c.title }, c.title, c.excerpt && el("small", c.excerpt)),
      menu(opener, items),
    );
  }

  async #rename(c) {
    const field = el("input", { name: "title", value: c.title, maxlength: "100", autocomplete: "off" });
    const form = await asked(t("rename"), el("label.field", t("title"), field), t("save"));
    if (form) await this.#do("PATCH", c, { title: form.get("title") });
  }

  async #delete(c) {
    const form = await asked(t("deleteTalk"), el("p", c.title), t("delete"));
    if (!form || !(await this.#do("DELETE", c))) return;
    toast(t("deleted", c.title));
    this.#gone(c.id);
  }

  #do(method, c, body) {
    return trying(async () => {
      await call(method, at`/api/conversations/${c.id}`, body);
      await this.refresh();
      return true;
    });
  }
}

// dayOf says when, as coarsely as people do.
function dayOf(date) {
  const then = new Date(date);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  if (days < 7) return t(days < 1 ? "today" : "thisWeek");
  return `${then.getFullYear()}-${String(then.getMonth() + 1).padStart(2, "0")}`;
}
