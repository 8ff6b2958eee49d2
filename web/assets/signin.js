// The sign-in view covers the page as soon as something needs a key. The key
// goes to the server and is kept nowhere here: what stays is the cookie, which
// no script can read.
import { el, get, post } from "./dom.js";
import { words } from "./words.js";

const out = document.getElementById("signout");
let view = null;

function show() {
  if (view) return;
  const key = el("input", { id: "key", type: "password", autocomplete: "off", required: "" });
  const fault = el("p", { class: "notice failed", role: "alert", hidden: "" });
  view = el(
    "section",
    { class: "signin" },
    el(
      "form",
      { onsubmit: (e) => (e.preventDefault(), enter(key, fault)) },
      el("h2", {}, words.signInFirst),
      el("label", { for: "key" }, words.key),
      el("div", { class: "box" }, key, el("button", { type: "submit" }, words.signIn)),
      fault,
      el("p", { class: "hint" }, words.keyHint),
    ),
  );
  for (const e of document.body.children) e.inert = true;
  document.body.append(view);
  key.focus();
}

// enter signs in, and has the page begin anew: its conversation was another session's.
async function enter(key, fault) {
  try {
    await post("/api/session", { key: key.value });
    begin();
  } catch (e) {
    fault.textContent = e.code ? e.message : words.failed;
    fault.hidden = false;
    key.select();
  }
}

async function leave() {
  await fetch("/api/session", { method: "DELETE" });
  sessionStorage.removeItem("draft");
  begin();
}

function begin() {
  sessionStorage.removeItem("conversation");
  sessionStorage.removeItem("running");
  location.reload();
}

addEventListener("unauthorized", show);
out.addEventListener("click", () => leave().catch(() => {}));
get("/api/session").then(
  ({ name }) => {
    out.hidden = !name;
    out.title = words.signedInAs + name;
  },
  () => {}, // shown already, or the page says it elsewhere
);
