// All that the page says, in Chinese and in English. What comes from documents
// and from the server is shown as it comes.
import { setting } from "./settings.js";

export const languages = [
  ["zh-CN", "简体中文"],
  ["zh-Hant", "繁體中文"],
  ["en", "English"],
];

// lang is the language that was chosen, else simplified Chinese.
export function lang() {
  const chosen = setting("lang");
  return languages.some(([id]) => id === chosen) ? chosen : "zh-CN";
}

// The characters of these words whose traditional form is another, each with it;
// and the words in which one has a form of its own.
const forms = new Map("话話标標处處问問资資对對还還没沒这這样樣开開侧側栏欄关關闭閉观觀随隨统統浅淺语語录錄请請访訪钥鑰员員输輸个個当當规規划劃与與内內题題车車发發换換后後进進错錯试試过過于於频頻应應条條连連务務检檢网網络絡断斷为為删刪范範围圍选選则則仅僅筛篩并並据據页頁复複区區现現数數单單状狀态態说說减減计計来來损損见見议議闻聞报報制製带帶贴貼纯純浏瀏览覽许許动動档檔链鏈帮幫里裡补補谢謝记記销銷称稱独獨读讀载載时時类類别別夹夾乱亂码碼无無布佈余餘丢丟点點属屬较較图圖项項择擇传傳败敗从從钟鐘简簡层層级級质質机機号號纲綱专專讲講约約预預红紅".match(/../g).map(([from, to]) => [from, to]));
const phrases = { 答复: "答覆", 恢复: "恢復", 修复: "修復" };

function traditional(text) {
  return text.replace(/答复|恢复|修复|[^]/g, (c) => phrases[c] || forms.get(c) || c);
}

const words = {
  // frame
  motto: ["每句话都标明出处", "Every sentence shows its source"],
  navIndicators: ["指标", "Indicators"],
  navFiles: ["资料", "Documents"],
  anew: ["新对话", "New chat"],
  talks: ["对话", "Conversations"],
  talksFind: ["搜索对话", "Search conversations"],
  noTalks: ["还没有对话", "No conversations yet"],
  noTalkFound: ["没有找到这样的对话", "No such conversation"],
  today: ["今天", "Today"],
  thisWeek: ["近七天", "Last seven days"],
  openSide: ["打开侧栏", "Open the sidebar"],
  closeSide: ["关闭侧栏", "Close the sidebar"],
  theme: ["外观", "Appearance"],
  themeAuto: ["跟随系统", "System"],
  themeLight: ["浅色", "Light"],
  themeDark: ["深色", "Dark"],
  language: ["语言", "Language"],
  signOut: ["退出登录", "Sign out"],
  signIn: ["登录", "Sign in"],
  signInFirst: ["请先登录", "Please sign in"],
  key: ["访问密钥", "Access key"],
  keyHint: ["密钥由管理员提供。请勿输入涉密或个人敏感信息", "Your administrator has the key. Do not enter secrets or personal data"],
  signedInAs: ["当前密钥：", "Signed in with: "],
  skip: ["跳到正文", "Skip to content"],

  // asking
  welcome: ["就规划文件提问，每句回答都标明出处", "Ask about plans; every sentence shows its source"],
  welcomeMore: ["回答逐句与原文比对；资料中没有的内容不作答。", "Every sentence is compared with its source; what the documents do not say is not answered."],
  examplesHead: ["可以这样问", "You could ask"],
  allFiles: ["查看全部资料", "See all documents"],
  question: ["问题", "Question"],
  placeholder: ["就规划文件提问", "Ask about the plans"],
  ask: ["提问", "Ask"],
  stop: ["停止", "Stop"],
  hint: ["请勿输入涉密或个人敏感信息", "Do not enter secrets or personal data"],
  keys: ["回车发送，Shift+回车换行，↑ 修改上一问，Esc 停止", "Enter sends, Shift+Enter breaks the line, ↑ edits, Esc stops"],
  cut: ["已截到2000字", "Cut to 2,000 characters"],
  editing: ["正在修改问题，发送后替换原来的问答", "Changing a question: the new one takes its place"],
  earlier: ["修改前的问答（{0}）", "Asked before the change ({0})"],
  cancel: ["取消", "Cancel"],
  edit: ["修改后重新提问", "Change and ask again"],
  again: ["重新回答", "Ask again"],
  stages: ["回答进度", "Progress"],
  stage_understand: ["理解问题", "Understand"],
  stage_find: ["查找", "Search"],
  stage_write: ["回答", "Answer"],
  stage_check: ["比对原文", "Compare with source"],
  stopping: ["正在停止…", "Stopping…"],
  stopped: ["已停止回答。", "Stopped."],
  error_internal: ["系统出错，请稍后再试。", "Something went wrong. Please try again later."],
  error_busy: ["系统正忙，请稍后再试。", "The system is busy. Please try again later."],
  error_rate_limited: ["提问过于频繁，请稍后再试。", "Too many questions. Please try again later."],
  error_model_failed: ["作答模型没有回应，请稍后再试。", "The model did not answer. Please try again later."],
  error_unauthorized: ["请先登录。", "Please sign in."],
  error_not_found: ["这条回答已不在，请重新提问。", "This answer is gone. Please ask again."],
  unreachable: ["连接不上服务器，请检查网络后再试。", "The server cannot be reached. Please check the network."],
  reconnecting: ["连接中断，正在重新连接…", "Connection lost, reconnecting…"],
  searching: ["正在查找资料", "Searching the documents"],
  answered: ["回答：{0}（{1}处出处）", "Answer: {0} ({1} sources)"],
  rewritten: ["理解为：", "Understood as: "],
  noTalk: ["没有这个对话，可能已被删除。", "No such conversation; it may have been deleted."],
  scope: ["范围", "Scope"],
  limitTo: ["只在这些资料中查找（不选则全部）", "Search only in these (all if none is chosen)"],
  onlyIn: ["仅限", "Only in"],
  remove: ["取消限定：", "Do not limit to: "],
  filter: ["筛选", "Filter"],
  keepUnchecked: ["保留未通过比对的句子，并标明原因", "Keep sentences that did not pass the check, and say why"],

  // answers
  unchecked: ["尚未与原文比对", "Not compared with the source yet"],
  checked: ["已与原文比对", "Compared with the source"],
  someUnchecked: ["{0}句未能与原文对上", "{0} sentences differing from the source"],
  counted: ["{0}句 · {1}处出处", "{0} sentences · {1} sources"],
  noAnswer: ["没有可以作答的依据", "No evidence to answer from"],
  byModel: ["内容由AI生成，引用前请核对原文", "Written by AI; check the source before quoting"],
  sources: ["出处", "Sources"],
  source_n: ["出处{0}：", "Source {0}: "],
  page_n: ["第{0}页", "Page {0}"],
  context: ["相关文字：", "Context: "],
  missing: ["资料中未提及：", "Not mentioned in the documents: "],
  nearest: ["最接近的原文（不能作为答复）", "Nearest passages (not an answer)"],
  elsewhere: ["以下为其他地区的内容，不能作为答复", "About other places, not an answer"],
  refused_no_evidence: ["资料中没有找到", "Not found in the documents"],
  refused_not_covered: ["资料未收录", "Not covered by the documents"],
  refused_unsupported: ["没有得到能与原文对上的回答", "No answer that agrees with the source"],
  covered: ["现有资料（{0}份）", "Documents there are ({0})"],
  couldAsk: ["可以问", "You could ask"],
  problem: ["未能与原文对上：", "Does not agree with the source: "],
  problem_no_citation: ["没有标明出处", "no source given"],
  problem_quote: ["引文与原文不一致", "the quote differs"],
  problem_number: ["数字、单位、年份或状态与所引原文不符", "number, unit, year or status differs"],
  problem_entity: ["所说的地区或对象与所引原文不符", "another place or subject"],
  problem_period: ["规划期与所引资料不符", "another period"],
  problem_direction: ["增减方向与所引原文不符", "opposite direction"],
  problem_standing: ["把未印发的内容说成了正式目标", "not an issued document"],
  problem_not_in_source: ["所引原文中没有这样说", "the source does not say so"],
  computed: ["计算得出", "Computed"],
  damaged: ["来源文本此处有缺损，请核对原件", "The source is damaged here; check the original"],
  rawText: ["来源原样：", "As it came: "],
  open: ["看原文", "Read the source"],
  proposed: ["意见建议", "Proposal"],
  reported: ["新闻报道", "News report"],
  table: ["表格", "Table"],
  comparison: ["对照表", "Comparison"],
  place: ["对象", "Subject"],
  indicator: ["指标", "Indicator"],
  content: ["内容", "Content"],

  // taking away
  copy: ["复制", "Copy"],
  copyRich: ["带格式（粘贴到WPS、Word）", "Formatted (for WPS, Word)"],
  copyText: ["纯文字", "Plain text"],
  copyMarkdown: ["Markdown", "Markdown"],
  copied: ["已复制，含出处。", "Copied, with sources."],
  notCopied: ["浏览器不允许复制，请手动选取。", "The browser does not allow copying; please select by hand."],
  save: ["保存", "Save"],
  asWord: ["Word文档（.docx）", "Word document (.docx)"],
  asMarkdown: ["Markdown（.md）", "Markdown (.md)"],
  share: ["链接", "Link"],
  linkCopied: ["链接已复制，收到的人可直接查看这条回答。", "Link copied; whoever has it can read this answer."],
  good: ["有帮助", "Helpful"],
  bad: ["有问题", "Not helpful"],
  badWhy: ["哪里有问题？", "What is wrong?"],
  badWrong: ["内容不对", "The content is wrong"],
  badSource: ["出处不对", "The source is wrong"],
  badMissing: ["不完整", "Incomplete"],
  badRefused: ["资料里有，但没有答", "It is in the documents, but was not answered"],
  badOther: ["其他", "Other"],
  badMore: ["补充说明（选填）", "More (optional)"],
  send: ["提交", "Send"],
  thanks: ["谢谢，意见已记下。", "Thank you, noted."],
  undo: ["撤销", "Undo"],
  close: ["关闭", "Close"],
  more: ["更多操作", "More"],
  rename: ["重命名", "Rename"],
  title: ["名称", "Name"],
  delete: ["删除", "Delete"],
  deleteTalk: ["删除这个对话？", "Delete this conversation?"],
  deleted: ["已删除：{0}", "Deleted: {0}"],

  // documents
  document: ["原文", "Source"],
  alone: ["单独打开", "Open alone"],
  closePanel: ["关闭原文", "Close the source"],
  outline: ["目录", "Outline"],
  noOutline: ["没有标题", "No headings"],
  findIn: ["在文中查找", "Search in the text"],
  before: ["上一处", "Previous"],
  next: ["下一处", "Next"],
  hits: ["{0}处", "{0} found"],
  near: ["相近{0}处", "{0} similar"],
  citeBefore: ["上一处出处", "Previous source"],
  citeNext: ["下一处出处", "Next source"],
  loading: ["正在读取…", "Loading…"],
  noDocument: ["没有这份资料，可能已被删除。", "No such document; it may have been deleted."],
  otherRevision: ["资料已更新，引文位置按文字重新查找。", "The document has changed; this is where the quote stands now."],
  quoteGone: ["资料已更新，其中没有找到这段引文。", "The document has changed and lacks this quote."],
  raw: ["下载原件", "Original file"],
  webSource: ["来源网页", "Web source"],
  example: ["示例", "Example"],
  superseded: ["已有新版", "Superseded"],
  cleaned: ["整理时去除或修正{0}处", "{0} places removed or repaired"],
  cleanWhat: ["类别", "Kind"],
  cleanCount: ["数量", "Count"],
  clean_inserted_pinyin: ["夹入的拼音", "Inserted pinyin"],
  clean_repaired: ["乱码修复", "Repaired characters"],
  clean_damaged: ["乱码无法修复", "Characters lost"],
  clean_contents: ["目录页", "Table of contents"],
  clean_furniture: ["网页栏目与提示", "Page furniture"],
  clean_imprint: ["网页发布信息", "Page imprint"],
  clean_blank_line: ["空行", "Blank lines"],
  clean_blank: ["多余空格", "Extra spaces"],
  clean_broken_title: ["断开的标题", "Broken title"],
  clean_repeated_title: ["重复的标题", "Repeated title"],
  clean_lost_zero: ["丢失的“〇”", "Lost 〇"],
  clean_lost_words: ["疑似丢失的文字", "Words that seem lost"],

  // indicators
  indicatorsHead: ["各规划的指标", "Indicators of all plans"],
  indicatorsMore: ["点数字看原文出处", "Click a figure to see its source"],
  indFind: ["筛选指标", "Filter indicators"],
  plan: ["规划", "Plan"],
  attribute: ["属性", "Kind"],
  allPlans: ["全部规划", "All plans"],
  allAttributes: ["全部属性", "All kinds"],
  beside: ["并排比较", "Side by side"],
  copyTable: ["复制表格", "Copy table"],
  change: ["增减（计算得出）", "Change (computed)"],
  bars: ["图示", "Bars"],
  legend: ["图示：灰为期初，红为期末", "Bars: grey at first, red at last"],
  countIndicators: ["{0}项指标，{1}份规划", "{0} indicators, {1} plans"],
  noIndicators: ["资料中没有指标表。", "The documents have no tables of indicators."],
  noIndicatorFound: ["没有符合条件的指标。", "No indicator fits."],

  // library
  filesFind: ["筛选资料", "Filter documents"],
  countFiles: ["共{0}份", "{0} documents"],
  emptyLibrary: ["还没有资料。", "No documents yet."],
  noFileFound: ["没有符合条件的资料。", "No document fits."],
  drop: ["把文件拖到这里，或", "Drop files here, or"],
  choose: ["选择文件", "choose files"],
  dropHint: ["可一次多个，每个不超过50MB。请勿上传涉密资料。", "Several at once, 50 MB each at most. No secrets, please."],
  uploads: ["上传", "Uploads"],
  waiting: ["等待上传", "Waiting"],
  sending: ["正在上传", "Sending"],
  added: ["已加入，{0}段", "Added, {0} passages"],
  replace: ["替换原有资料", "Replace the document"],
  meta_document: ["资料", "Document"],
  meta_chunks: ["段落", "Passages"],
  meta_facts: ["指标", "Figures"],
  meta_state: ["状态", "State"],
  actions: ["操作", "Actions"],
  state_received: ["已收到", "Received"],
  state_reading: ["正在读取", "Reading"],
  state_embedding: ["正在建立索引", "Indexing"],
  state_ready: ["可用", "Ready"],
  state_failed: ["失败", "Failed"],
  askOnly: ["只就此提问", "Ask about this only"],
  describe: ["修改说明", "Edit details"],
  described: ["已保存，资料正在重新读取。", "Saved; the document is being read again."],
  describeHint: ["留空的项目由系统从正文中读取。", "What is left empty is read from the text."],
  deletedFor: ["已删除，10分钟内可以撤销。", "Deleted; can be undone for 10 minutes."],
  restored: ["已恢复：{0}", "Restored: {0}"],
  meta_title: ["全称", "Title"],
  meta_label: ["简称", "Short name"],
  meta_region: ["地区", "Region"],
  meta_level: ["层级", "Level"],
  meta_kind: ["类别", "Kind"],
  meta_standing: ["性质", "Standing"],
  meta_issuer: ["发文机关", "Issuer"],
  meta_number: ["文号", "Number"],
  meta_published: ["发布日期", "Published"],
  meta_period: ["规划期", "Period"],
  meta_source: ["来源", "Source"],
  kind_outline: ["规划纲要", "Outline plan"],
  kind_special: ["专项规划", "Special plan"],
  kind_action: ["行动计划", "Action plan"],
  kind_proposal: ["意见建议", "Proposal"],
  kind_speech: ["讲话", "Speech"],
  kind_report: ["政府工作报告", "Work report"],
  kind_news: ["新闻报道", "News report"],
  kind_explained: ["解读", "Explanation"],
  kind_law: ["法规", "Law"],
  kind_other: ["其他", "Other"],
  kind_expected: ["预期性", "Expected"],
  kind_binding: ["约束性", "Binding"],
  issued: ["正式印发", "Issued"],
};

// t is what the page says in the language chosen; {0} and so on are filled in.
// It is "" for a word there is not.
export function t(name, ...values) {
  const [chinese = "", english] = words[name] || [];
  const own = lang();
  const text = own === "en" && english ? english : own === "zh-Hant" ? traditional(chinese) : chinese;
  return text.replace(/\{(\d)\}( \w+s\b)?/g, (_, i, noun = "") => values[i] + (values[i] === 1 ? noun.slice(0, -1) : noun));
}

// named is the kind of a document or of an indicator, as the server calls it, in
// the language chosen.
export function named(kind) {
  return t(Object.keys(words).find((name) => name.startsWith("kind_") && words[name][0] === kind)) || kind;
}

// translate puts the words of the language into what the page's HTML holds: the
// text of elements with data-t, the label, title and placeholder of others.
export function translate() {
  document.documentElement.lang = lang();
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll("[data-label-t]")) {
    e.setAttribute("aria-label", t(e.dataset.labelT));
    if (e.matches("button, a")) e.title = t(e.dataset.labelT);
  }
  for (const e of document.querySelectorAll("[data-placeholder-t]")) e.placeholder = t(e.dataset.placeholderT);
}
