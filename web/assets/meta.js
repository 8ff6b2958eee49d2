// Describing a document anew: its file is sent again with what is now said of it.
import { upload } from "./api.js";
import { el } from "./dom.js";
import { asked } from "./menu.js";
import { t } from "./words.js";

const levels = ["", "国家", "省", "市", "区县", "街道"];
const kinds = ["", "规划纲要", "专项规划", "行动计划", "意见建议", "讲话", "政府工作报告", "新闻报道", "解读", "法规", "其他"];
const standings = ["", "issued", "proposed", "reported"];

// describe asks for a document's metadata and sends them; false where it was left.
export async function describe(doc) {
  const form = await asked(t("describe"), fields(doc), t("save"));
  if (!form) return false;
  const raw = await fetch(`/api/documents/${encodeURIComponent(doc.id)}/raw`);
  if (!raw.ok) throw new Error(t("failed"));
  const named = /\.[a-z0-9]{1,5}(?=$|[?#])/i.exec(doc.source || "");
  const body = new FormData();
  body.append("id", doc.id);
  for (const [name, value] of form) if (value.trim()) body.append(name, value.trim());
  body.append("files", await raw.blob(), doc.id + (named ? named[0] : ".txt"));
  await upload("/api/documents?replace=1", body, () => {});
  return true;
}

function fields(doc) {
  const period = doc.period ? `${doc.period.from}-${doc.period.to}` : "";
  return el(
    "div",
    { class: "fields" },
    text("title", doc.title, "wide-field"),
    text("label", doc.label),
    text("region", doc.region),
    choice("level", doc.level, levels),
    choice("kind", doc.kind, kinds),
    choice("standing", doc.standing, standings, (s) => s && t(`standing_${s}`)),
    text("issuer", doc.issuer),
    text("number", doc.number),
    text("published", doc.published, "", "2021-05-01"),
    text("period", period, "", "2021-2025"),
    text("source", doc.source, "wide-field"),
    el("p", { class: "faint wide-field" }, t("describeHint")),
  );
}

function text(name, value, kind = "", placeholder = "") {
  return el("label", { class: `field ${kind}` }, t(`meta_${name}`), el("input", { name, value: value || "", placeholder, autocomplete: "off", maxlength: "300" }));
}

function choice(name, value, all, shown = (x) => x) {
  const options = all.map((x) => el("option", { value: x, selected: x === value }, shown(x) || "—"));
  return el("label", { class: "field" }, t(`meta_${name}`), el("select", { name }, options));
}
