package verify

import (
	"slices"
	"strings"
)

// framing are words with which a writer joins what a source says; they claim
// nothing that a source must hold. Longer ones come first where one holds another.
var framing = strings.Fields(`
	主要包括 具体包括 主要有 具体为 主要是 分别为 分别是 任务是 目标是 目标为 目标值 任务为 内容包括 明确提出 如下 以下 包括 包含 涵盖 涉及 分为 共有 共计 合计 总共
	提出 明确 指出 要求 规定 表示 介绍 写明 载明 显示 表明 说明 强调 提到 列出 确定 安排 部署
	目标 任务 计划 规划 预计 预期 力争 争取 确保 努力 拟 将 要 应 应当 需要 需 可 能够 可以
	达到 达成 实现 完成 达 取得 做到 保持 控制 升至 降至 增至 提高到 提升到 增加到 提高至 增加至 增长到 控制在 定为 设为 位于 处于 属于 作为 成为 即 是 为 有 在
	推进 推动 加快 加强 实施 开展 进行 落实 通过 采取 组织 继续 进一步 积极 大力 着力 全面 深入 持续 不断 逐步 切实 扎实 重点 稳步 有序 统筹 同时 此外 另外 其中 并且 以及 还 也 则 均 都 再 共 等 内 中 上 方面 领域 工作 措施 举措 行动 情况 事项 内容 指标 数据 数值 性质 属性 水平 数量 程度 总体 具体 主要 一系列 一批 多项 若干 各类 各项 本 该 此 这 这些 其 它 他们
	全国 全省 全市 全区 全县 全街 全镇 全乡
	我国 正在 正 还会 会 目的是 为的是 就是 点名 机制 做法 途径 方式 去处 名单 具体 对应 即为 该项 上述 相关 有关 当天 当日 双方 两者 二者 做好 做 虽然 但是 由于 因为 因此 可获得 可享受 此次 本次 打算 叫法 说法 它们
	相比 比 较 较之
	一是 二是 三是 四是 五是 六是 七是 八是 九是 十是 今年 本年
	现状 目前 当前 现有 已经 已 截至 当时 当年 年度 时期 期间 期末 届时 今后 未来 到 至 从 由 对 于 与 和 及 或 并 且 以 用 向 被 把 使 让 给 后 前 起 来 的 地 得 了 着 过 之 所 项 个 而 针对 关于 名为 称为 名称 叫做 叫 根据 按照 依据 据 报道 建议 资料 文件 方案 纲要 规划纲要 全文 原文`)

// kinds are what items may be called behind 等.
var kinds = strings.Fields("活动 项目 服务 工程 任务 产业 设施 领域 内容 工作 企业 方向 措施")

// framingBy are the words of framing by their first character, longest first.
var framingBy = func() map[rune][][]rune {
	by := map[rune][][]rune{}
	for _, w := range framing {
		word := []rune(w)
		by[word[0]] = append(by[word[0]], word)
	}
	for _, words := range by {
		slices.SortFunc(words, func(a, b []rune) int { return len(b) - len(a) })
	}
	return by
}()

// content returns what of a run of words claims something: the run in parts,
// without framing.
func content(run []rune) []string {
	var out []string
	var part []rune
	for i := 0; i < len(run); {
		if n := framed(run[i:]); n > 1 {
			out, part = appendPart(out, trimFraming(part)), nil
			i += n
			continue
		}
		part = append(part, run[i])
		i++
	}
	return appendPart(out, trimFraming(part))
}

// trimFraming drops framing of one character from the ends of a part. What it
// would leave one character of is a word (达标), as long as that is no framing.
func trimFraming(part []rune) []rune {
	whole := part
	for len(part) > 0 && framed(part[:1]) > 0 {
		part = part[1:]
	}
	for len(part) > 0 && framed(part[len(part)-1:]) > 0 {
		part = part[:len(part)-1]
	}
	if len(part) == 1 && len(whole) == 2 {
		return whole
	}
	return part
}

func appendPart(out []string, part []rune) []string {
	if len(part) == 0 {
		return out
	}
	return append(out, string(part))
}

// framed is the length of the longest framing word that run begins with, 0 if none.
func framed(run []rune) int {
	for _, w := range framingBy[run[0]] {
		if len(w) <= len(run) && slices.Equal(w, run[:len(w)]) {
			return len(w)
		}
	}
	return 0
}

// synonyms are words that may stand for each other.
var synonyms = classes(
	"提高 提升 增强 加强 强化 增进", "建设 建成 打造 构建 建立 兴建 修建 搭建 形成 创建 营造", "推进 推动 促进 加快 助推", "增加 新增 增长 扩大", "新增 新增加",
	"培育 培养", "完善 健全 优化 改进", "减少 降低 下降 降至 压减 削减 降到", "达到 实现 达 超过 完成", "发展 壮大", "支持 扶持 鼓励", "开展 实施 进行 组织 举办 推行", "市民 群众 居民 百姓",
	"年底 年末", "治理 整治", "扩建 扩容", "老人 老年人 长者", "企业 公司", "举行 举办 召开", "探索 尝试", "引进 引入 吸引", "依托 依靠 凭借", "利用 运用 借助", "加入 纳入", "投运 投入运营 投入使用 建成使用",
	"增速 增长 年均增长 增长率", "平均每年 年均 每年 全年", "平均 均", "GDP gdp 地区生产总值 生产总值", "发布 印发 公布", "共 总 累计", "超 超过 突破", "提供 给予", "下降 减少", "覆盖率 覆盖",
	"满足 针对 适应", "面向 为 针对", "获得 荣获 获 蝉联 获评 获批", "提供 发放 给予", "耕地 农田", "招引 引进 引入 入驻", "成长性好 成长性能好", "新建 建设 建成", "改造 升级改造 提升改造", "全街 全街道 海滨街", "多个 多家 若干", "占比 占 比例 比重", "设立 建立 成立", "管控 控制", "努力 力争 争取", "辖区 区内 街区", "学校 院校",
)

// opposites are groups of words of which one may not stand for another.
var opposites = [][][]string{
	classes("提高 提升 增强 上升 上调 升高", "降低 下降 降至 减少 下调 减弱 削弱 压减"),
	classes("增加 增长 扩大 新增", "减少 缩小 下降 削减 压减 缩减"),
	classes("加强 强化 加大", "减弱 削弱 放松 弱化 减轻"),
	classes("新建", "改造 改建 改扩建", "拆除 拆迁", "维修 修缮", "扩建 改扩建"),
	classes("禁止 严禁 不得 不准", "允许 鼓励 支持 引导 可以", "应当 应该 必须 要求 强制"),
	classes("关停 取缔 淘汰 关闭", "新增 引进 培育 开办"),
	classes("城镇", "农村 乡村", "城乡"), classes("市政", "社会"), classes("预期性", "约束性"),
	classes("年均 每年 平均每年", "累计 总计", "同比", "人均 按人口平均", "日均", "月均"),
	classes("最高", "最低"), classes("首次 第一次", "再次 再度 第二次"), classes("国内", "国际 国外 境外"), classes("公办", "民办"), classes("公立", "民营 私立"),
	classes("国家级", "省级", "市级", "区级 区属", "县级", "街道级"),
	classes("启动 开工 在建项目 在建工程", "完成 竣工 建成 验收"), classes("上半年", "下半年"), classes("高于 优于", "低于 劣于"), classes("公开", "保密"), classes("收费", "免费"), classes("征收", "免征 减免"), classes("牵头", "配合", "参加"), classes("进口", "出口"),
	classes("集中", "分散"), classes("全部 所有", "部分"), classes("企业", "居民 个人 群众", "学校", "家庭"), classes("老年人 老人", "儿童 青少年", "残疾人"),
	classes("东部", "西部"), classes("东区", "西区"), classes("一期", "二期", "三期"), classes("第一期", "第二期", "第三期"), classes("义务教育", "学前教育", "高中阶段", "高等教育"),
	classes("今年 本年", "去年 上年", "前年", "明年 下年"), classes("以上", "以下", "以内", "以外", "左右 上下"), classes("PM2.5 pm25", "PM10 pm10"), classes("优先", "限制"), classes("线上", "线下"), classes("鼓励 支持", "限制"), classes("直接", "间接"), classes("主动", "被动"), classes("长期", "短期"), classes("前", "后"),
	classes("第一产业", "第二产业", "第三产业"), classes("上升", "下降"), classes("大幅", "小幅"), classes("明显", "略有"), classes("正增长", "负增长"), classes("加快", "放缓 减缓"),
}

// exchanged are further groups, of which one may not stand where its source says
// another: what they name is one of a kind, and a clause may well have several.
var exchanged = [][][]string{
	classes("组织 主办 牵头 主管 负责", "参与 协助 配合 协办 协管"), classes("新增", "累计"), classes("工业", "农业", "服务业"), classes("收入", "支出"),
	classes("全国 国家", "全省 省级", "全市 市级", "全县 县级", "全区 区级"), classes("批准 审批", "备案"),
}

func classes(groups ...string) [][]string {
	out := make([][]string, len(groups))
	for i, g := range groups {
		out[i] = strings.Fields(g)
	}
	return out
}

// holdsAny tells whether text holds one of words.
func holdsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// synonymous tells whether word may stand for something that text says.
func synonymous(word, text string) bool {
	for _, class := range synonyms {
		if slices.Contains(class, word) && holdsAny(text, class) {
			return true
		}
	}
	return false
}

// contrary tells whether claim says one word of a group of opposites where its
// source says another: the claim's own is nowhere in source.
func contrary(claim, source string) bool { return contraryOf(opposites, claim, source) }

// opposed tells whether words of a claim stand where its source has a word of
// their group of opposites.
func (g gap) opposed() bool {
	if len(g.words) == 0 || len(g.source) == 0 {
		return false
	}
	opposed := func(claim, source string) bool {
		return contrary(claim, source) || contraryOf(exchanged, claim, source)
	}
	left, after := string(g.left), string(g.after) // 以下 is no other word than 以上 without them
	return opposed(left+string(g.words), left+string(g.source)) || opposed(string(g.words)+after, string(g.source)+after)
}

func contraryOf(groups [][][]string, claim, source string) bool {
	for _, group := range groups {
		for i, class := range group {
			if holdsAny(claim, class) && !holdsAny(source, class) && otherClass(group, i, claim, source) {
				return true
			}
		}
	}
	return false
}

// otherClass tells whether source holds a class of group other than the i-th
// that claim does not.
func otherClass(group [][]string, i int, claim, source string) bool {
	for j, class := range group {
		if j != i && holdsAny(source, class) && !holdsAny(claim, class) {
			return true
		}
	}
	return false
}

// changes say that a figure moved, not of what it is.
var (
	rises   = strings.Fields("增加 增长 提高 上升 提升 扩大 增至 升至")
	falls   = strings.Fields("减少 下降 降低 缩小 降至 减至 压减")
	manners = strings.Fields("增加 增长 提高 上升 提升 扩大 减少 下降 降低 缩小 同比 累计 年均 平均 实际 名义 每年 全年 上年 比 较 总 共 新增 增速 增幅")
)

// thin tells whether words say of a figure only how it moved, not of what it is.
func thin(words []rune) bool {
	text := string(withoutMarks(words))
	for _, w := range manners {
		text = strings.ReplaceAll(text, w, "")
	}
	return len(content([]rune(text))) == 0
}

// negations turn what follows them around, but for the words in which they do not.
var (
	negations = []string{"不", "未", "无", "非", "没", "禁止", "严禁"}
	notNegate = []string{"不断", "不仅", "不但", "不同", "不少", "不久", "不动产", "不锈", "未来", "无线", "无人机", "无障碍", "无偿", "无害化", "无废", "无缝", "非遗", "非公", "非常", "非营利", "无形", "没收", "埋没", "淹没", "无人", "不良", "不动", "无烟", "无缝", "无籍", "不足", "无违", "不可移动"}
)

// negated counts the negations of a run of words.
func negated(run []rune) int {
	text := string(run)
	for _, w := range notNegate {
		text = strings.ReplaceAll(text, w, "")
	}
	n := 0
	for _, w := range negations {
		n += strings.Count(text, w)
	}
	return n
}

// deniedIn tells whether what a run of words denies its source's sentence denies as
// well, in another of its clauses: 应当办理而未办理 for 应当办理，未办理的.
func deniedIn(run []rune, source string) bool {
	const denied = 2 // characters behind the negation
	found := false
	for i := range run {
		if negated(run[i:min(i+1, len(run))]) == 0 || negated(run[i:min(i+1+denied, len(run))]) == 0 {
			continue
		}
		if i+1+denied > len(run) || !strings.Contains(source, string(run[i:i+1+denied])) {
			return false
		}
		found = true
	}
	return found
}
