// el makes an element. Text is always text, never markup.
export function el(tag, about = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") e.className = value;
    else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value);
  }
  e.append(...children.flat().filter((c) => c || c === 0));
  return e;
}

// link is a link where the address is one of the web or of this page, else plain text.
export function link(address, text, about = {}) {
  if (!/^https?:\/\/|^\/(?!\/)/i.test(address)) return el("span", {}, text);
  return el("a", { href: address, rel: "noopener noreferrer", ...about }, text);
}

// The page is Chinese, and so is what the server says on it, in whatever browser.
const wanted = { Accept: "application/json", "Accept-Language": "zh-CN" };

// get fetches JSON; what comes back in place of it is thrown, with a message to
// show. Whoever has to sign in first hears of it by the event "unauthorized".
export async function get(address) {
  const response = await fetch(address, { headers: wanted });
  if (response.status === 401) dispatchEvent(new Event("unauthorized"));
  return read(response);
}

// post sends JSON and reads JSON.
export async function post(address, body) {
  const headers = { ...wanted, "Content-Type": "application/json" };
  return read(await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function read(response) {
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.error?.message || response.statusText), { code: body.error?.code });
  return body;
}
