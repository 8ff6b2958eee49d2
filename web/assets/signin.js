// The sign-in view covers the page as soon as something needs a key. The key
// goes to the server and is kept nowhere here: what stays is the cookie, which
// no script can read.
import { call, get } from "./api.js";
import { $, el, failure, on } from "./dom.js";
import { visit } from "./settings.js";
import { t } from "./words.js";

let view = null;

function show() {
  if (view) return;
  const key = el("input", { id: "key", type: "password", autocomplete: "off", required: true });
  const fault = failure("");
  fault.hidden = true;
  view = el("dialog.signin", { "aria-labelledby": "signin-head", oncancel: (e) => e.preventDefault() },
    el("form", { onsubmit: (e) => (e.preventDefault(), enter(key, fault)) },
      el("h2", { id: "signin-head" }, t("signInFirst")),
      el("label", { for: "key" }, t("key")),
      el("div.box", key, el("button.primary", { type: "submit" }, t("signIn"))),
      fault,
      el("p.hint", t("keyHint")),
    ),
  );
  document.body.append(view);
  view.showModal();
  key.focus();
}

// enter signs in, and has the page begin anew: its conversation was another session's.
async function enter(key, fault) {
  try {
    await call("POST", "/api/session", { key: key.value });
    begin();
  } catch (e) {
    fault.textContent = e.message;
    fault.hidden = false;
    key.select();
  }
}

async function leave() {
  await call("DELETE", "/api/session");
  visit.set("draft", null);
  begin();
}

function begin() {
  visit.set("running", null);
  visit.set("scope", null);
  if (location.hash.startsWith("#c/")) history.replaceState(null, "", "/");
  location.reload();
}

on(window, "unauthorized", show);
on($("signout"), "click", () => leave().catch(() => {}));

// session is who is signed in, {name, scope}, or null.
export const session = get("/api/session").then(
  (s) => {
    $("signout").hidden = !s.name;
    $("signout").title = t("signedInAs") + s.name;
    return s;
  },
  () => null, // shown already, or the page says it elsewhere
);
