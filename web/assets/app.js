// The page: its views, what stands beside them, and its settings.
import { get } from "./api.js";
import { Card } from "./card.js";
import { Chat } from "./chat.js";
import { $, el, on } from "./dom.js";
import { Files } from "./files.js";
import { Indicators } from "./indicators.js";
import { documents, ready } from "./library.js";
import { Panel } from "./panel.js";
import { Scope } from "./scope.js";
import { keep, setting } from "./settings.js";
import { session } from "./signin.js";
import { shortOf } from "./source.js";
import { Talks } from "./talks.js";
import { lang, languages, t, translate } from "./words.js";

const few = 6; // documents that the welcome names

translate();
const panel = new Panel();
const scope = new Scope();
const open = (cited, all) => panel.open(cited, all);
let offered = [];
let shown = ""; // the view
const chat = new Chat({ open, scope, offers: () => offered, began, ended: () => talks.refresh() });
const talks = new Talks((id) => id === chat.id && go(""));
const card = new Card($("answers"));
const indicators = new Indicators(open);
const files = new Files({
  open: (doc) => open({ document: doc, path: [], start: 0, end: 0 }),
  only: (doc) => (scope.only(doc), go("")),
  may: async () => (await session)?.scope,
});

// began gives a new conversation its address, without showing it anew.
function began(id) {
  history.replaceState(null, "", `#c/${id}`);
  talks.current(id);
  talks.refresh();
}

function go(hash) {
  if (location.hash !== hash) history.pushState(null, "", hash || "/");
  route();
}

const views = { "#indicators": "indicators", "#documents": "files" };
const names = { chat: "", indicators: "navIndicators", files: "navFiles" };

// route shows what the address names.
function route() {
  const view = views[location.hash] || "chat";
  for (const name in names) $(`view-${name}`).hidden = name !== view;
  for (const a of document.querySelectorAll("[data-view]")) {
    if (a.dataset.view === view) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
  drawer(false);
  card.close();
  if (view !== shown) panel.close();
  shown = view;
  if (view === "indicators") indicators.load();
  if (view === "files") files.load();
  const [, id = ""] = /^#c\/([\w-]+)$/.exec(location.hash) || [];
  talks.current(id);
  if (view === "chat") chat.show(id);
  document.title = [t(names[view]), "Chuchu 出处"].filter(Boolean).join(" · ");
}

// drawer opens the side where it covers the page.
function drawer(show) {
  document.body.classList.toggle("with-side", show);
  $("side-open").setAttribute("aria-expanded", String(show));
  if (show) $("side-close").focus();
}

// escape closes, one at a time, what lies over the page.
function escape(e) {
  if (e.key !== "Escape" || e.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (card.isOpen) card.close();
  else if (document.body.classList.contains("with-side")) drawer(false);
  else if (!panel.close()) chat.stop();
}

async function offer() {
  offered = await get("/api/examples").then((body) => body.questions, () => []);
  $("examples").replaceChildren(...offered.map((q) => el("button.offer", { onclick: () => chat.ask(q) }, q)));
  $("examples-head").hidden = !offered.length;
  const all = await documents().catch(() => null);
  if (all) $("covers").textContent = all.length ? `${t("covered", ready(all).length)}：${ready(all).slice(0, few).map(shortOf).join("、")}` : t("emptyLibrary");
}

function settings() {
  const theme = $("theme");
  theme.value = setting("theme") || "auto";
  on(theme, "change", () => {
    keep("theme", theme.value);
    window.dress(theme.value);
  });
  const language = $("language");
  language.append(...languages.map(([id, name]) => el("option", { value: id, lang: id, selected: id === lang() }, name)));
  on(language, "change", () => {
    keep("lang", language.value);
    chat.keepDraft();
    location.reload();
  });
}

on($("anew"), "click", () => go(""));
on($("side-open"), "click", () => drawer(true));
on($("side-close"), "click", () => (drawer(false), $("side-open").focus()));
on($("shade"), "click", () => drawer(false));
on(window, "keydown", escape);
on(window, "hashchange", route);
on(window, "popstate", route);
settings();
route();
talks.refresh();
offer();
