// How sources are written: 《全称》（发文机关，文号，年月），第X章 › 第X节.
import { el } from "./dom.js";
import { t } from "./words.js";

// nameOf is what a document is called: its title, else its label.
export function nameOf(doc) {
  return (doc.title || doc.label || doc.id || "").replace(/^《|》$/g, "");
}

// shortOf is what a document is called where there is little room.
export const shortOf = (doc) => doc.label || nameOf(doc);

// fileOf is where a document came from: the mark is the server's, which tells
// files of one name apart.
export const fileOf = (doc) => (doc.source || "").replace(/#\w+$/, "");

// sourceOf names a document as a source.
export function sourceOf(doc) {
  const about = [doc.issuer, doc.number, monthOf(doc.published)].filter(Boolean);
  return `《${nameOf(doc)}》` + (about.length ? `（${about.join("，")}）` : "");
}

// placeOf names where something stands.
export const placeOf = ({ document, path }) => [sourceOf(document), path.join(" › ")].filter(Boolean).join("，");

// monthOf turns 2021-05-01 into 2021年5月.
function monthOf(date) {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?/.exec(date || "") || [];
  return year ? `${year}年` + (month ? `${Number(month)}月` : "") : "";
}

// periodOf says what years a plan is for.
export function periodOf(period) {
  if (!period) return "";
  return period.from === period.to ? `${period.from}年` : `${period.from}—${period.to}年`;
}

// standingOf is what a document is where it is not the government's own word.
export const standingOf = (doc) => (/^(proposed|reported)$/.test(doc.standing) ? t(doc.standing) : "");

// standing is a badge that says so.
export const standing = (doc) => standingOf(doc) && el(`span.standing.${doc.standing}`, standingOf(doc));

// addressOf is where a span of a document is read.
export function addressOf(doc, span) {
  return `/documents/${encodeURIComponent(doc.id)}?r=${encodeURIComponent(doc.revision || "")}${span ? `#${span.start}-${span.end}` : ""}`;
}
