// The page of one document: /documents/ID?r=REVISION#START-END
import { el } from "./dom.js";
import { paper, place, read, show } from "./paper.js";
import { words } from "./words.js";

const into = document.getElementById("paper");
const id = decodeURIComponent(location.pathname.split("/").pop());
const revision = new URLSearchParams(location.search).get("r") || "";

async function open() {
  const doc = await read(id);
  document.title = `${doc.title || doc.label || doc.id} · Chuchu 出处`;
  const title = el("h2", { class: "title" }, doc.title || doc.label || doc.id);
  const [, start, end] = /^#(\d+)-(\d+)$/.exec(location.hash) || [];
  if (start === undefined) {
    show(into, title, paper(doc, []));
    return;
  }
  const at = place(doc, { start: Number(start), end: Number(end), revision });
  const note = at ? [] : [el("p", { class: "notice" }, words.quoteGone)];
  show(into, title, note, paper(doc, at ? [{ ...at, kind: "cited" }] : []));
}

function tell(e) {
  show(into, el("p", { class: "notice failed" }, e.code === "not_found" ? words.noDocument : words.failed));
}

open().catch(tell);
addEventListener("hashchange", () => open().catch(tell));
