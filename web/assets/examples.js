// Questions that the loaded plans can answer, made of their own tables and
// headings: each is offered only where a search finds the row or the section
// that it asks for first.
import { call, get } from "./api.js";
import { documents, ready } from "./library.js";
import { visit } from "./settings.js";

const doing = /^(?:努力|大力|着力|深入|全面|积极|切实|进一步|坚持|健全|完善|推进|推动|加快|加强|提升|提高|打造|构建|建设|建立|优化|发展|实施|强化|促进|培育|壮大|保障|扩大|改善)/;
const done = /(?:基础|环境|目标|思路|定位|要求|原则|思想|任务|措施|指标|格局|成效|态势|增强|凸显|显著|工程|行动)$/;
const idle = /^关于|^对|总则|附则|前言|总体|基本|背景|基础|目录|附件|说明|目标|其他|^第/;
const probe = "健全完善加快推进提升建设服务体系";
const most = 4;
const looked = 5; // documents that questions are made of

// Characters of the traditional script: headings of what is written in it are
// not mixed into questions of the simplified one.
const traditional = /[國會發經濟體務實區產業綠構專與後來時間學習電網進設開關點總統計劃規範護養醫藥農鄉鎮場歷優質強軍隊廣東門類項創傳運輸環節權領導團結聯續競營語動態財貿稅標準確認證機製幣際資訊訓練視覺書報館遊園長將從樓車軌調協勞員戰線級組織維無當屬應對齊貫徹種積極穩輻監變]/;

// examples are at most four questions, of different documents as far as these
// go. They are kept for the visit, as long as the documents are the same.
export async function examples() {
  const all = ready(await documents()).filter(nameOf).slice(0, looked);
  if (!all.length) return [];
  const key = all.map((d) => `${d.id} ${d.revision}`).join("\n");
  const kept = visit.get("examples");
  if (kept && kept.key === key) return kept.questions;
  const questions = await made(all);
  visit.set("examples", { key, questions });
  return questions;
}

async function made(all) {
  const { facts } = await get(`/api/indicators?documents=${all.map((d) => encodeURIComponent(d.id)).join(",")}`);
  const own = await Promise.all(all.map((d) => ofDocument(d, facts.filter((f) => f.document === d.id)).catch(() => [])));
  return [...own.map((q) => q[0]), ...own.map((q) => q[1])].filter(Boolean).slice(0, most);
}

async function ofDocument(doc, facts) {
  const rows = facts.map((f) => ({ text: ofRow(doc, f), start: f.start })).filter((q) => q.text);
  const asked = [...rows.slice(0, 1), ...(await ofHeadings(doc))];
  const good = [];
  for (const q of asked) {
    if (good.length === 2) break;
    if (await found(doc, q)) good.push(q.text);
  }
  return good;
}

function ofRow(doc, fact) {
  const last = fact.values[fact.values.length - 1];
  if (!last || !/^\d{4}$/.test(last.period) || !/^[\u4e00-\u9fff]{2,16}$/.test(fact.name)) return "";
  return `${nameOf(doc)}${last.period}年${fact.name}目标是多少？`;
}

// ofHeadings asks for what stands under headings that say what is to be done.
async function ofHeadings(doc) {
  const { passages } = await call("POST", "/api/search", { query: probe, documents: [doc.id], limit: 30 });
  const headings = new Map();
  for (const p of passages) {
    const heading = (p.path[p.path.length - 1] || "").replace(/^第[\d一二三四五六七八九十百]+[编章节条]\s*/, "").replace(/^[（(]?[\d一二三四五六七八九十]+[)）、.．是]*\s*/, "");
    if (p.text.length < 60 || !/^[\u4e00-\u9fff]{4,14}$/.test(heading) || idle.test(heading) || traditional.test(heading + p.text)) continue;
    if (/[\ufffd]/.test(p.text)) continue;
    const does = doing.test(heading) && !done.test(heading);
    const text = does ? `${nameOf(doc)}如何${heading}？` : `${nameOf(doc)}的${heading}有哪些内容？`;
    headings.set(heading, { text, does, path: p.path.join("\n") });
  }
  const all = [...headings.values()];
  return [...all.filter((q) => q.does), ...all.filter((q) => !q.does)].slice(0, 3);
}

// found tells whether what a question asks for is what is found first.
async function found(doc, q) {
  const { passages } = await call("POST", "/api/search", { query: q.text, limit: 1 });
  const [p] = passages;
  return Boolean(p) && p.document.id === doc.id && (q.path ? p.path.join("\n") === q.path : p.start <= q.start && q.start < p.end);
}

// nameOf is what a question calls a document's subject: its place, else itself.
function nameOf(doc) {
  const title = doc.title.replace(/^《|》$/g, "");
  const itself = title.length > 3 && title.length < 26 && !traditional.test(title) ? `《${title}》` : "";
  return doc.kind === "法规" ? itself : placeOf(doc) || itself;
}

// placeOf is what people call a document's region: its last part.
export function placeOf(doc) {
  const parts = (doc.region || "").match(/[^省市区县街道镇乡]{2,}?(?:自治区|自治州|街道|新区|省|市|区|县|镇|乡)/g);
  const last = parts ? parts[parts.length - 1] : "";
  return doc.region && doc.region.endsWith(last) ? last || doc.region : "";
}
