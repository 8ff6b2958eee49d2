// How sources are written: 《全称》（发文机关，文号，年月），第X章 › 第X节.
import { t } from "./words.js";

// nameOf is what a document is called: its title, else its label.
export function nameOf(doc) {
  return (doc.title || doc.label || doc.id || "").replace(/^《|》$/g, "");
}

// shortOf is what a document is called where there is little room.
export function shortOf(doc) {
  return doc.label || nameOf(doc);
}

// sourceOf names a document as a source.
export function sourceOf(doc) {
  const about = [doc.issuer, doc.number, monthOf(doc.published)].filter(Boolean);
  return `《${nameOf(doc)}》` + (about.length ? `（${about.join("，")}）` : "");
}

// placeOf names where something stands.
export function placeOf({ document, path }) {
  return sourceOf(document) + (path.length ? `，${path.join(" › ")}` : "");
}

// monthOf turns 2021-05-01 into 2021年5月.
export function monthOf(date) {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?/.exec(date || "") || [];
  if (!year) return "";
  return month ? `${year}年${Number(month)}月` : `${year}年`;
}

// periodOf says what years a plan is for.
export function periodOf(period) {
  if (!period) return "";
  return period.from === period.to ? `${period.from}年` : `${period.from}—${period.to}年`;
}

// standingOf is what a document is where it is not the government's own word.
export function standingOf(doc) {
  return doc.standing === "proposed" || doc.standing === "reported" ? t(doc.standing) : "";
}

// addressOf is where a span of a document is read.
export function addressOf(doc, span) {
  return `/documents/${encodeURIComponent(doc.id)}?r=${encodeURIComponent(doc.revision || "")}${span ? `#${span.start}-${span.end}` : ""}`;
}
