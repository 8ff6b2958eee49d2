// Describing a document anew: its file is sent again with what is now said of it.
import { upload } from "./api.js";
import { at, el } from "./dom.js";
import { asked } from "./menu.js";
import { fileOf } from "./source.js";
import { named, t } from "./words.js";

const choices = {
  level: ["", "国家", "省", "市", "区县", "街道"],
  kind: ["", "规划纲要", "专项规划", "行动计划", "意见建议", "讲话", "政府工作报告", "新闻报道", "解读", "法规", "其他"],
  standing: ["", "issued", "proposed", "reported"],
};
const examples = { published: "2021-05-01", period: "2021-2025" };

// describe asks for a document's metadata and sends them; false where it was left.
export async function describe(doc) {
  const now = { ...doc, source: fileOf(doc), period: doc.period && `${doc.period.from}-${doc.period.to}` };
  const names = ["title", "label", "region", "level", "kind", "standing", "issuer", "number", "published", "period", "source"];
  const form = await asked(t("describe"), el("div.fields", names.map((name) => field(name, now[name] || "")), el("p.faint", t("describeHint"))), t("save"));
  if (!form) return false;
  const raw = await fetch(at`/api/documents/${doc.id}/raw`);
  if (!raw.ok) throw new Error(t("error_internal"));
  const [ending = ".txt"] = /\.[a-z0-9]{1,5}(?=$|[?#])/i.exec(doc.source || "") || [];
  const body = new FormData();
  body.append("id", doc.id);
  if (form.get("source") === now.source) form.set("source", doc.source);
  for (const [name, value] of form) if (value.trim()) body.append(name, value.trim());
  body.append("files", await raw.blob(), doc.id + ending);
  await upload("/api/documents?replace=1", body, () => {});
  return true;
}

function field(name, value) {
  const shown = (x) => (name === "standing" && x ? t(x) : named(x)) || "—";
  const input = choices[name]
    ? el("select", { name }, choices[name].map((x) => el("option", { value: x, selected: x === value }, shown(x))))
    : el("input", { name, value, placeholder: examples[name], autocomplete: "off", maxlength: "300" });
  return el("label.field", t(`meta_${name}`), input);
}
