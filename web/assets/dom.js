// Elements are made here, and nowhere of markup: text is always text.

export const $ = (id) => document.getElementById(id);

// on has a window or an element call act when something happens.
export const on = (of, type, act, capture) => of.addEventListener(type, act, capture);

// el makes an element of its tag and classes ("p.place.more"), its attributes,
// if any, and its children. What is null, false or empty is left out.
export const el = (kind, ...parts) => made("http://www.w3.org/1999/xhtml", kind, parts);

// svg makes an element of a drawing.
export const svg = (kind, ...parts) => made("http://www.w3.org/2000/svg", kind, parts);

function made(space, kind, parts) {
  const [tag, ...classes] = kind.split(".");
  const e = document.createElementNS(space, tag);
  if (classes.length) e.setAttribute("class", classes.join(" "));
  if (tag === "button") e.type = "button";
  const about = parts[0] && Object.getPrototypeOf(parts[0]) === Object.prototype ? parts.shift() : {};
  for (const [name, value] of Object.entries(about)) {
    if (name.startsWith("on")) on(e, name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...parts.flat(Infinity).filter((c) => c || c === 0));
  return e;
}

// at writes an address: at`/api/documents/${id}/raw`.
export const at = (strings, ...values) => String.raw({ raw: strings }, ...values.map(encodeURIComponent));

// safe is an address of the web or of this page, else undefined.
export function safe(address) {
  return /^https?:\/\/|^\/(?!\/)/i.test(address) ? address : undefined;
}

// link is a link where the address is safe, else plain text.
export function link(address, text, about) {
  return safe(address) ? el("a", { href: address, rel: "noopener noreferrer", ...about }, text) : el("span", text);
}

// here has a link do something on this page, unless another tab is wanted.
export const here = (act) => (e) => {
  if (e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  act();
};

const drawings = {
  ask: "M4 5h16v11H9l-5 4z",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  close: "M6 6l12 12M18 6L6 18",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  save: "M12 4v11M7 11l5 5 5-5M4 20h16",
  chain: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  up: "M7 11v9H4v-9zM7 11l4-7c2 0 2.5 1 2 3l-.6 3H19a1.5 1.5 0 0 1 1.5 1.8l-1.4 6.7A1.8 1.8 0 0 1 17.3 20H7",
  down: "M17 13V4h3v9zM17 13l-4 7c-2 0-2.5-1-2-3l.6-3H5a1.5 1.5 0 0 1-1.5-1.8l1.4-6.7A1.8 1.8 0 0 1 6.7 4H17",
  again: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4h-4",
  send: "M12 20V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  find: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4 4",
  list: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
  before: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.5",
  none: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.5 6.5l11 11",
  check: "M5 12l5 5 9-11",
};

// icon is a drawing of our own, which says nothing to a screen reader.
export function icon(name) {
  return svg("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: drawings[name] }));
}

// button has a drawing ("" for none) and a text; a bare one shows its drawing
// alone, and says its text. kind is its further classes: ".small.bare".
export function button(kind, drawing, text, act, about) {
  const bare = kind.includes("bare");
  return el(`button.quiet${kind}`, { onclick: act, ...(bare && { "aria-label": text, title: text }), ...about }, drawing && icon(drawing), !bare && el("span", text));
}

// failure tells what went wrong, in place of what was to be shown.
export const failure = (message) => el("p.notice.failed", { role: "alert" }, message);
