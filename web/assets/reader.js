// The page of one document: /documents/ID?r=REVISION#START-END
import { $, on } from "./dom.js";
import { nameOf } from "./source.js";
import { View } from "./view.js";
import { translate } from "./words.js";

translate();
const view = new View($("paper"), $("outline"));
$("find-in").append(view.finder);
const id = decodeURIComponent(location.pathname.split("/").pop());
const revision = new URLSearchParams(location.search).get("r") || "";
const unfold = () => ($("outline-frame").open = innerWidth > 900);

async function open() {
  const [, start, end] = /^#(\d+)-(\d+)$/.exec(location.hash) || [];
  const doc = await view.show(id, start && { start: Number(start), end: Number(end), revision });
  if (doc) document.title = `${nameOf(doc)} · Chuchu 出处`;
}

on($("outline"), "click", unfold);
unfold();
open();
on(window, "hashchange", open);
on(window, "keydown", (e) => {
  if (e.key !== "/" || /INPUT|TEXTAREA/.test(e.target.tagName)) return;
  e.preventDefault();
  view.focusFinder();
});
