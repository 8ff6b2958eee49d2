// Questions that the loaded plans can answer, made of their own tables and
// headings: each is offered only where a search finds the row or the section
// that it asks for first.
import { call, get } from "./api.js";
import { documents, ready } from "./library.js";
import { visit } from "./settings.js";

const doing = /^(?:健全|完善|推进|推动|加快|加强|提升|提高|打造|构建|建设|建立|优化|发展|实施|强化|促进|培育|壮大|保障|扩大|改善)/;
const done = /(?:基础|环境|目标|思路|定位|要求|原则|思想|任务|措施|指标|格局|成效|态势|增强|凸显|显著|工程|行动)$/;
const probe = "健全完善加快推进提升建设服务体系";
const most = 4;
const looked = 5; // documents that questions are made of

// Characters of the traditional script: a heading that has them is not mixed
// into a question of the simplified one.
const traditional = /[國會發經濟體務實區產業綠構專與後來時間學習電網進設開關點總統計劃規範護養醫藥農鄉鎮場歷優質強軍隊廣東門類項創傳運輸環節權領導團結聯續競營語動態財貿稅標準確認證機製幣際資訊訓練視覺書報館遊園長將從樓車軌調協勞員戰線級組織維無當屬應對齊貫徹種積極穩輻監變]/;

// examples are at most four questions, of different documents as far as these
// go. They are kept for the visit, as long as the documents are the same.
export async function examples() {
  const all = ready(await documents()).filter((d) => placeOf(d)).slice(0, looked);
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
  return `${placeOf(doc)}${last.period}年${fact.name}目标是多少？`;
}

// ofHeadings asks for what stands under headings that say what is to be done.
async function ofHeadings(doc) {
  const { passages } = await call("POST", "/api/search", { query: probe, documents: [doc.id], limit: 30 });
  const headings = new Map();
  for (const p of passages) {
    const heading = (p.path[p.path.length - 1] || "").replace(/^[（(]?[\d一二三四五六七八九十]+[)）、.．是]*\s*/, "");
    if (p.text.length < 60 || !/^[\u4e00-\u9fff]{5,14}$/.test(heading) || !doing.test(heading) || done.test(heading) || traditional.test(heading)) continue;
    if (/[\ufffd]/.test(p.text)) continue;
    headings.set(heading, { text: `${placeOf(doc)}如何${heading}？`, path: p.path.join("\n") });
  }
  return [...headings.values()].slice(0, 3);
}

// found tells whether what a question asks for is what is found first.
async function found(doc, q) {
  const { passages } = await call("POST", "/api/search", { query: q.text, limit: 1 });
  const [p] = passages;
  return Boolean(p) && p.document.id === doc.id && (q.path ? p.path.join("\n") === q.path : p.start <= q.start && q.start < p.end);
}

// placeOf is what people call a document's region: its last part.
export function placeOf(doc) {
  const parts = (doc.region || "").match(/[^省市区县街道镇乡]{2,}?(?:自治区|自治州|街道|新区|省|市|区|县|镇|乡)/g);
  const last = parts ? parts[parts.length - 1] : "";
  return doc.region && doc.region.endsWith(last) ? last || doc.region : "";
}
