// el makes an element. Text is always text, never markup.
export function el(tag, about = {}, ...children) {
  return fill(document.createElement(tag), about, children);
}

// svg makes an element of a drawing.
export function svg(tag, about = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), about, children);
}

function fill(e, about, children) {
  for (const [name, value] of Object.entries(about)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat(Infinity).filter((c) => c || c === 0));
  return e;
}

export const $ = (id) => document.getElementById(id);

// safe is an address of the web or of this page, else undefined.
export function safe(address) {
  return /^https?:\/\/|^\/(?!\/)/i.test(address) ? address : undefined;
}

// link is a link where the address is safe, else plain text.
export function link(address, text, about = {}) {
  return safe(address) ? el("a", { href: address, rel: "noopener noreferrer", ...about }, text) : el("span", {}, text);
}

const drawings = {
  ask: "M4 5h16v11H9l-5 4z",
  plus: "M12 5v14M5 12h14",
  chart: "M4 20V4M4 20h16M9 17v-6M14 17V8M19 17v-9",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6L6 18",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  save: "M12 4v11M7 11l5 5 5-5M4 20h16",
  chain: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  up: "M7 11v9H4v-9zM7 11l4-7c2 0 2.500 1 2 3l-.6 3H19a1.500 1.500 0 0 1 1.500 1.800l-1.400 6.700A1.800 1.800 0 0 1 17.300 20H7",
  down: "M17 13V4h3v9zM17 13l-4 7c-2 0-2.500-1-2-3l.6-3H5a1.500 1.500 0 0 1-1.500-1.800l1.400-6.700A1.800 1.800 0 0 1 6.700 4H17",
  again: "M20 12a8 8 0 1 1-2.500-5.800M20 3v4h-4",
  send: "M12 20V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  find: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4 4",
  list: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
  before: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  sheet: "M7 3h7l4 4v14H7zM14 3v4h4",
  window: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.5",
  none: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.500 6.500l11 11",
  check: "M5 12l5 5 9-11",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  moon: "M20 14A8 8 0 1 1 10 4a6.500 6.500 0 0 0 10 10z",
  upload: "M12 16V5M7 9l5-5 5 5M4 20h16",
  table: "M4 5h16v14H4zM4 10h16M4 15h16M10 5v14",
};

// icon is a drawing of our own, which says nothing to a screen reader.
export function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: drawings[name] }));
}

// button is one with an icon, a text or both; a text that is not shown is still said.
export function button(about, drawing, text, quietly = false) {
  const { class: kind = "quiet", ...rest } = about;
  const said = quietly ? { "aria-label": text, title: text } : {};
  return el("button", { type: "button", class: kind, ...said, ...rest }, drawing && icon(drawing), !quietly && el("span", {}, text));
}
