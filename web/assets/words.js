// What the page says besides what stands in its HTML.

export const words = {
  searching: "正在查找资料…",
  reading: "已找到相关段落，正在作答…",
  unchecked: "尚未与原文比对",
  checked: "已与原文比对",
  byModel: "内容由AI生成，引用前请核对原文",
  stopping: "正在停止…",
  stopped: "已停止回答。",
  stop: "停止",
  ask: "提问",
  sources: "出处",
  missing: "资料中未提及：",
  nearest: "最接近的原文（不能作为答复）",
  elsewhere: "以下为其他地区的内容，不能作为答复",
  refused: {
    no_evidence: "资料中没有找到",
    not_covered: "资料未收录",
    unsupported: "没有得到能与原文对上的回答",
  },
  standing: { issued: "", proposed: "意见建议", reported: "新闻报道" },
  problem: "未能与原文对上",
  computed: "计算得出",
  damaged: "来源文本此处有缺损，请核对原件",
  rawText: "来源原样：",
  open: "看原文",
  source: "来源网页",
  raw: "下载原件",
  rewritten: "理解为：",
  reconnecting: "连接已断开，正在重新连接…",
  failed: "系统出错，请稍后再试。",
  emptyLibrary: "还没有资料。",
  noLibrary: "资料列表读取失败。",
  loading: "正在读取…",
  noDocument: "没有这份资料，可能已被删除。",
  otherRevision: "资料已更新，引文位置按文字重新查找。",
  quoteGone: "资料已更新，其中没有找到这段引文。",
  example: "示例",
  signIn: "登录",
  signInFirst: "请先登录",
  key: "访问密钥",
  keyHint: "密钥由管理员提供。请勿输入涉密或个人敏感信息",
  signedInAs: "当前密钥：",
  examples: ["赤坎区养老服务目标是什么", "海滨街道2025年社会消费品零售总额目标是多少", "盐田区PM2.5的目标是多少"],
};

// sourceOf names a document as a source: 《全称》（发文机关，文号，年月）.
export function sourceOf(doc) {
  const title = (doc.title || doc.label || doc.id).replace(/^《|》$/g, "");
  const about = [doc.issuer, doc.number, monthOf(doc.published)].filter(Boolean);
  return `《${title}》` + (about.length ? `（${about.join("，")}）` : "");
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
