// The chat page.
import { Answer } from "./answer.js";
import { el, get } from "./dom.js";
import { Panel } from "./panel.js";
import { Socket } from "./socket.js";
import { monthOf, words } from "./words.js";

const $ = (id) => document.getElementById(id);
const [form, question, send, line, answers, welcome] = ["form", "question", "send", "line", "answers", "welcome"].map($);
const panel = new Panel();
const socket = new Socket(connected);

let conversationID = sessionStorage.conversation || "";
let current = null; // the answer being made

function say(message) {
  line.textContent = message;
  line.hidden = !message;
}

// connected is told of the socket. A handshake does not tell why it failed:
// asking for the session does, where a key is needed anew.
function connected(yes) {
  say(yes ? "" : words.reconnecting);
  if (!yes) get("/api/session").catch(() => {});
}

// What was being asked is not lost while somebody signs in.
addEventListener("unauthorized", () => {
  const asked = question.value || (current && question.dataset.asked);
  if (asked) sessionStorage.draft = asked;
});
question.value = sessionStorage.draft || "";
sessionStorage.removeItem("draft");

function add(text) {
  welcome.hidden = true;
  const answer = new Answer(text, (cited) => panel.open(cited));
  answers.append(answer.element);
  return answer;
}

// told passes a message on to its answer, and keeps the page in step.
function told(answer, m) {
  answer.told(m);
  if (m.type === "accepted") {
    conversationID = sessionStorage.conversation = m.conversation_id;
    sessionStorage.running = JSON.stringify({ id: m.answer_id, question: question.dataset.asked });
  }
  if (answer.over) {
    sessionStorage.removeItem("running");
    if (current === answer) current = null;
    refresh();
  }
}

function ask(text) {
  current = add(text);
  const answer = current;
  question.dataset.asked = text;
  socket.ask(text, conversationID, (m) => told(answer, m));
  refresh();
  answer.element.scrollIntoView({ block: "start" });
}

// refresh makes the one button send, or stop.
function refresh() {
  send.textContent = current ? words.stop : words.ask;
  send.classList.toggle("stop", Boolean(current));
}

form.addEventListener("submit", (e) => {
  e.preventDefault();
  if (current) {
    if (!current.id) return;
    current.stopping();
    socket.stop(current.id);
    return;
  }
  const text = question.value.trim();
  if (!text) return;
  question.value = "";
  fit();
  ask(text);
});

// Enter sends, but not while a word is being composed (229 is what some browsers call that).
let entered = false;
question.addEventListener("keydown", (e) => {
  entered = e.key === "Enter" && !e.shiftKey && !e.isComposing && e.keyCode !== 229;
  if (!entered) return;
  e.preventDefault();
  if (!current) form.requestSubmit();
});
question.addEventListener("beforeinput", (e) => entered && e.inputType === "insertLineBreak" && e.preventDefault());

// fit makes the question box as high as its text.
function fit() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight}px`;
}
question.addEventListener("input", fit);

$("anew").addEventListener("click", () => {
  sessionStorage.removeItem("conversation");
  sessionStorage.removeItem("running");
  location.reload();
});

// restore shows the conversation again after the page was loaded anew.
async function restore() {
  if (!conversationID) return;
  try {
    const conversation = await get(`/api/conversations/${encodeURIComponent(conversationID)}`);
    for (const answer of conversation.answers) add(answer.question).finish(answer);
  } catch {
    conversationID = "";
    sessionStorage.removeItem("conversation");
  }
  const running = JSON.parse(sessionStorage.running || "null");
  if (!running) return;
  current = add(running.question);
  const answer = current;
  socket.resume(running.id, (m) => told(answer, m));
  refresh();
}

async function library() {
  let item = words.noLibrary;
  try {
    const { documents } = await get("/api/documents");
    if (documents.length) {
      $("library").replaceChildren(...documents.map(entry));
      return;
    }
    item = words.emptyLibrary;
  } catch {
    // said below
  }
  $("library").replaceChildren(el("li", { class: "faint" }, item));
}

function entry(doc) {
  const about = [doc.label && doc.label !== doc.title ? doc.label : doc.region, doc.kind, monthOf(doc.published)];
  return el(
    "li",
    {},
    el("a", { href: `/documents/${encodeURIComponent(doc.id)}` }, doc.title || doc.label || doc.id),
    doc.example && el("span", { class: "standing" }, words.example),
    el("span", { class: "faint" }, about.filter(Boolean).join(" · ")),
  );
}

$("examples").append(...words.examples.map((text) => el("button", { type: "button", onclick: () => current || ask(text) }, text)));
fit();
restore();
library();
