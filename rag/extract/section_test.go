package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// under are passages, one under each of the headings below a parent, in the
// reverse of their order.
func under(parent string, headings ...string) []rag.Passage {
	var out []rag.Passage
	for i, h := range headings {
		p := text("甲区", "推进各项工作，取得更大成效。", parent, h)
		p.Start = 100 * (i + 1)
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

func TestHeadingsAreListedWithoutTheirNumbers(t *testing.T) {
	actions := under("二、重点任务", "(一)经济质量提升行动", "(二)社会质量提升行动", "(三)生态质量提升行动")
	measures := under("第九章 保障措施", "第一节 发挥核心作用", "第二节 强化规划支撑", "第三节 建立衔接机制")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"质量提升的三大行动分别叫什么", actions, "甲区：经济质量提升行动[3]。社会质量提升行动[2]。生态质量提升行动[1]。"},
		{"重点任务有哪些", actions, "甲区：经济质量提升行动[3]。社会质量提升行动[2]。生态质量提升行动[1]。"},
		{"规划的保障措施有哪几个方面", measures, "甲区：发挥核心作用[3]。强化规划支撑[2]。建立衔接机制[1]。"},
		{"保障措施是哪三条", measures, "甲区：发挥核心作用[3]。强化规划支撑[2]。建立衔接机制[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
	for _, q := range []string{"质量提升的五大行动分别叫什么", "保障措施中怎么强化支撑", "要装哪些智能化设备"} {
		if got := section(parse(rag.Question{Text: q}, measures), rankedOf(measures)); got != nil {
			t.Errorf("%s is answered by headings: %v", q, got)
		}
	}
}

func rankedOf(passages []rag.Passage) []ranked {
	out := make([]ranked, len(passages))
	for i, p := range passages {
		out[i] = ranked{i, p}
	}
	return out
}

func TestAnnouncedLists(t *testing.T) {
	lead := text("甲区", "区长表示，方案指明了方向。甲区将实施三大聚焦行动。", "解读")
	passages := []rag.Passage{lead}
	for i, h := range []string{"一是聚焦平台突破，产业进阶", "二是聚焦科技创新，人才引领", "三是聚焦城市品质，内外兼修"} {
		p := text("甲区", h+"。持续推进。", "解读", h)
		p.Start = 100 * (i + 1)
		passages = append(passages, p)
	}
	got := write(t, rag.Question{Text: "区长讲的三大聚焦行动有哪些"}, passages...)
	if want := "甲区：一是聚焦平台突破，产业进阶[2]。二是聚焦科技创新，人才引领[3]。三是聚焦城市品质，内外兼修[4]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	passages[0].Text = "推行“三项制度”。依法行政得到加强。"
	if got := section(parse(rag.Question{Text: "“三项制度”是哪三项"}, passages), rankedOf(passages)); got != nil {
		t.Errorf("what is quoted elsewhere: %v", got)
	}
}

func TestHeadingsAreAskedFor(t *testing.T) {
	for text, want := range map[string]bool{
		"主要目标有哪些":     true,
		"坚持哪五条基本原则":   true,
		"有哪几个方面":      true,
		"包括哪几项":       true,
		"提了哪四点建议":     true,
		"三大工程是哪些":     true,
		"要装哪些智能化设备":   false,
		"四大特色园区是哪些":   false,
		"选在哪几个地方创建":   false,
		"哪些企业可以享受":    false,
		"怎么降低成本":      false,
		"保障措施怎么落实":    true,
		"七大行动分别叫什么":   true,
		"发展定位有哪几个":    true,
		"五大会馆都是哪几个":   false,
		"六类重点行业是哪六类":  true,
		"重点盯哪几类人":     false,
		"哪些措施鼓励创业":    true,
		"要建哪些重大项目":    false,
		"十四五哪些工作要先做":  true,
		"串哪些点位":       false,
		"哪三大旧居要修":     false,
		"什么是“三线一网”":   false,
		"设计了哪些“贷”":    true,
		"共建哪些平台":      false,
		"有哪些工程和项目要推进": true,
	} {
		if got := newAsk(text).headings(); got != want {
			t.Errorf("%s asks for headings: %v", text, got)
		}
	}
}

func TestItemsOfOneNameAreAList(t *testing.T) {
	aims := under("一、总体要求", "一是注重质量优先", "二是注重标杆导向", "三是注重全民参与")
	if got := write(t, rag.Question{Text: "坚持的三个注重是什么"}, aims...); got != "甲区：注重质量优先[3]。注重标杆导向[2]。注重全民参与[1]。" {
		t.Errorf("got %q", got)
	}
	for _, q := range []string{"坚持的三个园区是什么", "三个注重和四个园区有多少"} {
		if got := section(parse(rag.Question{Text: q}, aims), rankedOf(aims)); got != nil {
			t.Errorf("%s: %v", q, got)
		}
	}
}

func TestBranchesHaveEachItemOnce(t *testing.T) {
	passages := under("第三节 主要目标", "经济效益提升", "经济效益提升", "社会文明提高", "专栏1 主要指标")
	passages = append(passages, text("乙区", "推进工作。", "第三节 主要目标", "城区品质优化"))
	b := newBranch(rankedOf(passages)[0], []string{"第三节 主要目标"}, rankedOf(passages))
	if want := []string{"经济效益提升", "社会文明提高"}; !slices.Equal(b.names, want) {
		t.Errorf("items %q, want %q", b.names, want)
	}
	if b := newBranch(rankedOf(passages)[0], nil, rankedOf(passages)); len(b.names) != 1 {
		t.Errorf("above them %q", b.names)
	}
}

func TestRunInsAreItems(t *testing.T) {
	p := text("甲区", "城区品质优化。功能布局更加合理。\n民生福祉增强。公共服务更加均衡。\n基础设施不断完善，环境明显改善。", "主要目标")
	var got []string
	for _, c := range runIns(ranked{0, p}) {
		got = append(got, c.text)
	}
	if want := []string{"城区品质优化", "民生福祉增强"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, c := range runIns(ranked{0, p}) {
		if runes := []rune(p.Text); string(runes[c.start:c.start+len([]rune(c.text))]) != c.text {
			t.Errorf("%q does not stand at %d", c.text, c.start)
		}
	}
	if got := runIns(ranked{0, text("甲区", "推进产业升级。", "主要目标")}); got != nil {
		t.Errorf("a single sentence: %v", got)
	}
}

func TestItemsAreTheSentencesThatBeginAPassage(t *testing.T) {
	run := text("甲区", "一是注重质量优先。树立意识。", "总体要求", "一是注重质量优先")
	if c := item(ranked{0, run}, "一是注重质量优先"); c.text != "一是注重质量优先。" {
		t.Errorf("got %q", c.text)
	}
	bare := text("甲区", "树立意识。", "总体要求", "（一）注重质量优先")
	if c := item(ranked{0, bare}, "（一）注重质量优先"); c.text != "注重质量优先" {
		t.Errorf("got %q", c.text)
	}
}

func TestOneThatStandsOutIsNoList(t *testing.T) {
	b := branch{path: []string{"基本原则"}, items: []candidate{
		newCandidate(ranked{}, 0, "坚持绿色发展低碳转型", nil), newCandidate(ranked{}, 0, "坚持安全", nil), newCandidate(ranked{}, 0, "坚持人民至上", nil),
	}}
	one := parse(rag.Question{Text: "绿色发展低碳转型有哪些原则"}, nil).asks[0]
	all := parse(rag.Question{Text: "基本原则有哪些"}, nil).asks[0]
	if !b.standsOut(one, 0) || b.standsOut(all, 0) || b.standsOut(all, 1) {
		t.Errorf("stands out: %v, %v, %v", b.standsOut(one, 0), b.standsOut(all, 0), b.standsOut(all, 1))
	}
}

func TestWhatATermStandsFor(t *testing.T) {
	lead := text("甲区", "抓住民生线、互助线、文化线，打造安全网。", "专栏9 三线一网治理行动")
	other := text("甲区", "以石化、装备、能源为核心，实施三线一网治理行动。", "远景目标")
	for question, want := range map[string]string{
		"“三线一网”里的三线和一网各指什么": "民生线、互助线、文化线",
		"“三线一网”指的是哪三线、哪一网":  "民生线、互助线、文化线",
	} {
		if got := write(t, rag.Question{Text: question}, lead, other); !strings.Contains(got, want) || strings.Contains(got, "石化") {
			t.Errorf("%s: %q", question, got)
		}
	}
	system := text("甲区", "推进平台建设，构建以商务、金融、物流为主导，以电子、装备、材料为支撑的“2+2”产业体系。")
	if got := write(t, rag.Question{Text: "“2+2”产业体系是啥意思"}, system); !strings.Contains(got, "以电子、装备、材料为支撑的“2+2”产业体系[1]") {
		t.Errorf("got %q", got)
	}
	bare := text("甲区", "支持社会组织参与打造“1+3+N”模式。")
	if got := write(t, rag.Question{Text: "“1+3+N”模式里的3具体指什么"}, bare); strings.HasPrefix(got, "甲区：") {
		t.Errorf("a term that is not explained: %q", got)
	}
}

func TestDevicesAreNoHeadings(t *testing.T) {
	passages := []rag.Passage{
		text("甲区", "推动在线服务。在社区层面配备可视化对讲、人脸识别、车辆识别、智能停车等智能化设备。", "专栏5 智慧社区", "推动在线服务"),
		text("甲区", "数字化管理。建立数据平台。", "专栏5 智慧社区", "数字化管理"),
		text("甲区", "实现智慧养老。推广终端。", "专栏5 智慧社区", "实现智慧养老"),
	}
	got := write(t, rag.Question{Text: "智慧社区要装哪些智能化设备"}, passages...)
	if !strings.Contains(got, "可视化对讲、人脸识别、车辆识别、智能停车") {
		t.Errorf("got %q", got)
	}
}

func TestPlacesOfAList(t *testing.T) {
	p := text("甲区", "落实三年计划要求，选择鹏湾、栈道、小梅沙公厕开展标杆公厕创建工作。")
	if got := write(t, rag.Question{Text: "标杆公厕选在哪几个地方创建"}, p); !strings.Contains(got, "选择鹏湾、栈道、小梅沙公厕开展标杆公厕创建工作[1]") {
		t.Errorf("got %q", got)
	}
	street := text("甲区", "培育特色市集、打造夜间经济示范街区。")
	if got := write(t, rag.Question{Text: "夜间经济示范街区选在哪几条街"}, street); strings.HasPrefix(got, "甲区：") {
		t.Errorf("no streets are named: %q", got)
	}
}

func TestDocumentNumbersAreNoMarkers(t *testing.T) {
	for text, want := range map[string]string{
		"印发通知（国办函[2020]99号）。": "印发通知（国办函〔2020〕99号）[3]。",
		"新增床位[注]300张":         "新增床位[注]300张[3]。",
		"“提升品质。”":             "“提升品质”[3]。",
		"目标：":                 "目标[3]。",
	} {
		if got := marked(text, 3); got != want {
			t.Errorf("marked(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestHeadingOfACandidate(t *testing.T) {
	for _, c := range []struct {
		path []string
		want string
	}{{nil, ""}, {[]string{"第一章"}, "第一章"}, {[]string{"第一章", "一、目标"}, "一、目标"}} {
		got := candidate{passage: rag.Passage{Chunk: chunk.Chunk{Path: c.path}}}.heading()
		if got != c.want {
			t.Errorf("under %q: %q", c.path, got)
		}
	}
}

func TestListsOfHeadingsCalledAlike(t *testing.T) {
	mixed := under("三、重点任务", "实施骨干企业培育工程", "（二）实施场景开放工程", "（三）实施平台提升工程")
	actions := under("二、重点任务", "（一）聚焦短板，开展“筑基”行动", "（二）瞄准前沿，开展“登高”行动", "（三）培育主体，开展“强企”行动")
	purpose := text("甲区", "为贯彻落实上级部署，提升创新能力，特制定本行动计划。")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"方案说的三项工程都叫什么名字", mixed, "甲区：实施骨干企业培育工程[3]。实施场景开放工程[2]。实施平台提升工程[1]。"}, // the first lost its number
		{"行动计划部署了哪几个行动", append([]rag.Passage{purpose}, actions...), "甲区：聚焦短板，开展“筑基”行动[4]。瞄准前沿，开展“登高”行动[3]。培育主体，开展“强企”行动[2]。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
	if got := section(parse(rag.Question{Text: "企业培育方面实施哪些工程"}, mixed), rankedOf(mixed)); got != nil {
		t.Errorf("one of them is asked about: %v", got)
	}
}

func TestPrinciplesWhateverTheyAreCalled(t *testing.T) {
	if got, want := write(t, rag.Question{Text: "计划要坚持哪几条原则"}, principles("（三）基本原则")...), "甲区：坚持人民[3]。坚持创新[2]。坚持安全[1]。"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestNumbersOfThings(t *testing.T) {
	for s, want := range map[string]bool{"实施“三大行动”。": true, "建设3个中心": true, "四项制度": false, "第三产业": false} {
		if got := saysNumber(s, 3); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestPointsWithinAPassageAreListed(t *testing.T) {
	pay := text("甲区", "这是当前的紧迫工作。今年采取三方面措施：一是提高低收入者的收入。稳步提高最低工资。二是加大分配的调节力度。完善税制。三是规范收入分配的秩序。打击非法收入。", "五、调整收入分配关系")
	desk := text("甲区", "建设政务平台。政务平台实现三项功能：统一门户管理，集成待办事项；统一用户管理，支持分级授权；统一认证管理，支持动态口令。各部门接入平台。", "二、政务平台建设")
	for _, c := range []struct {
		question string
		passage  rag.Passage
		want     string
	}{
		{"调整收入分配，今年重点抓哪三件事", pay, "甲区：一是提高低收入者的收入[1]。二是加大分配的调节力度[1]。三是规范收入分配的秩序[1]。"},
		{"政务平台的三项功能是哪些", desk, "甲区：统一门户管理，集成待办事项[1]。统一用户管理，支持分级授权[1]。统一认证管理，支持动态口令[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passage); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
		if got := section(parse(rag.Question{Text: "今年重点抓哪四件事"}, []rag.Passage{c.passage}), rankedOf([]rag.Passage{c.passage})); got != nil {
			t.Errorf("four of three: %v", got)
		}
	}
}

func TestPointsFollowOneAnother(t *testing.T) {
	for s, want := range map[string]int{
		"一是甲。二是乙。三是丙。":       3,
		"措施：（一）甲；（二）乙；（四）丁。": 2,
		"1.甲\n2.乙\n3.丙":      3,
		"①甲；②乙。":             2,
		"增长1.5倍；2.5万人。":      0,
		"二是乙。三是丙。":           0,
		"第一，甲。一是子。第二，乙。":     2,
		"": 0,
	} {
		if got := len(pointsOf(s)); got != want {
			t.Errorf("%q: %d points, want %d", s, got, want)
		}
	}
}

func TestItemsAreFoundInTheOrderOfTheText(t *testing.T) {
	lead := text("甲区", "从今年开始，抓好以下三项工作。\n一是建立制度。覆盖城乡。", "七、医药改革", "一是建立制度")
	second, third := text("甲区", "二是健全网络。建卫生院。", "七、医药改革", "二是健全网络"), text("甲区", "三是改革医院。分开管办。", "七、医药改革", "三是改革医院")
	lead.Start, second.Start, third.Start = 10, 100, 200
	got := write(t, rag.Question{Text: "看病这块重点抓哪三件事"}, third, lead, second)
	if want := "甲区：一是建立制度[2]。二是健全网络[3]。三是改革医院[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A sentence that lists what is asked for is better than headings that only hold
// the word for it, and one that is itself an item is not.
func TestSentencesThatListAreBetterThanHeadings(t *testing.T) {
	passages := under("三、面向重点行业建设数据库", "(一)推动数据应用", "(二)开展行业示范", "(三)打造应用生态")
	passages = append(passages, text("甲区", "在原材料、装备、消费品等行业建设国家级数据库。", "三、面向重点行业建设数据库", "(三)打造应用生态"))
	q := parse(rag.Question{Text: "重点行业数据库在哪几个行业建设"}, passages)
	if section(q, rankedOf(passages)) == nil {
		t.Fatal("no section")
	}
	read := func(text string) []candidate {
		all := candidates(rankedOf(passages))
		for i := range all {
			if all[i].wasRead = true; all[i].text == text {
				all[i].odds = 9
			} else {
				all[i].odds = -9
			}
		}
		return all
	}
	list := "在原材料、装备、消费品等行业建设国家级数据库。"
	all := read(list)
	if !q.asks[0].toldBy(all, nil) {
		t.Error("the list is not told")
	}
	i := slices.IndexFunc(all, func(c candidate) bool { return c.text == list })
	if q.asks[0].toldBy(all, []choice{{candidate: all[i]}}) {
		t.Error("an item tells of the others")
	}
	if q.asks[0].toldBy(read("推进各项工作，取得更大成效。"), nil) {
		t.Error("a sentence that lists nothing")
	}
}

func TestWhatIntroducesAListSpeaksOfWhatIsAsked(t *testing.T) {
	p := text("甲区", "数字经济的突出问题表现在三个方面：一是创新不足。芯片靠买。二是转型较慢。企业观望。三是鸿沟待填。城乡有别。", "二、当前的形势")
	got := write(t, rag.Question{Text: "数字经济有哪几方面突出问题"}, p)
	if want := "甲区：一是创新不足[1]。二是转型较慢[1]。三是鸿沟待填[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := section(parse(rag.Question{Text: "养老服务有哪几方面短板"}, []rag.Passage{p}), rankedOf([]rag.Passage{p})); got != nil {
		t.Errorf("a list of something else: %v", got)
	}
}

func TestCasesThatFollow(t *testing.T) {
	cancel := text("甲区", "第九条 有下列情形之一的，撤销通知书：\n（一）有重大风险的；\n（二）严重违法的；\n（三）造成伤亡的。")
	issue := text("甲区", "第三条 通知书由主管部门审核以后逐一发给测试主体，有关情形向社会公布、备案。")
	got := write(t, rag.Question{Text: "哪些情形会撤销通知书"}, issue, cancel)
	if !strings.Contains(got, "有重大风险的") || !strings.Contains(got, "造成伤亡的") {
		t.Errorf("got %q", got)
	}
}

// A sentence under one of the items of a list is not the list.
func TestASentenceOfAnItemIsNotTheList(t *testing.T) {
	head := "二、重点发展产品"
	one := text("甲省", "1.计算设备\n面向训练开发处理器、加速卡、服务器等硬件产品。", head, "1.计算设备")
	two := text("甲省", "2.服务机器人\n推广机器人。", head, "2.服务机器人")
	three := text("甲省", "3.智能芯片\n研发芯片。", head, "3.智能芯片")
	got := writeRead(t, scores{"加速卡": 8}, rag.Question{Text: "重点发展哪些产品"}, one, two, three)
	for _, want := range []string{"计算设备", "服务机器人", "智能芯片"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q without %s", got, want)
		}
	}
}

func TestNumbersOfChaptersAreLeftOut(t *testing.T) {
	var passages []rag.Passage
	for i, h := range []string{"第一节 加强领导", "第二节 强化支撑", "第三节 完善配套"} {
		p := text("甲区", h+"\n落实各项工作，取得更大成效。", "第九章 保障措施", h)
		p.Start = 100 * (i + 1)
		passages = append(passages, p)
	}
	got := write(t, rag.Question{Text: "规划的保障措施有哪几个方面"}, passages...)
	if want := "甲区：加强领导[1]。强化支撑[2]。完善配套[3]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheNameOfADocumentMayBeQuoted(t *testing.T) {
	passages := under("二、重点任务", "(一)经济提升行动", "(二)社会提升行动", "(三)生态提升行动")
	for i := range passages {
		passages[i].Document.Title = "甲区“质量提升年”行动计划"
	}
	for q, want := range map[string]bool{"甲区“质量提升年”三大行动分别是什么": true, "甲区“营商环境年”三大行动分别是什么": false} {
		if got := section(parse(rag.Question{Text: q}, passages), rankedOf(passages)) != nil; got != want {
			t.Errorf("%s: listed %t, want %t", q, got, want)
		}
	}
}

func TestWhatIsCalledSoComesBeforeWhatIsUnderSuchAHeading(t *testing.T) {
	goals := under("二、乡村建设行动目标", "（一）修好道路", "（二）疏通水渠", "（三）栽种果树")
	actions := under("三、主要安排", "（一）道路建设行动", "（二）水渠建设行动", "（三）果树建设行动")
	for i := range actions {
		actions[i].Start += 1000
	}
	got := write(t, rag.Question{Text: "乡村建设一共有哪几项行动"}, append(goals, actions...)...)
	if want := "甲区：道路建设行动[6]。水渠建设行动[5]。果树建设行动[4]。"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestNamesThatSentencesBeginWith(t *testing.T) {
	box := "灌溉系统：研制田间阀门和远程控制设备。气象系统：布设小型气象站并接入平台。仓储系统：改造粮仓的温度监测和通风设备。"
	for _, c := range []struct {
		text string
		want int
	}{
		{box, 3},
		{box + "\n建设以上系统的资金由区级统筹安排解决。", 3},
		{"灌溉系统：研制田间阀门和远程控制设备。" + "推进农业发展。加强技术指导。", 0}, // one of three
		{"电话：略。", 0},
	} {
		if got := len(nameFirsts(ranked{0, text("甲区", c.text)}).items); got != c.want {
			t.Errorf("%q: %d names, want %d", c.text, got, c.want)
		}
	}
	got := write(t, rag.Question{Text: "智慧农业的关键技术有哪几块"}, text("甲区", box, "二、重点任务", "专栏1 智慧农业关键技术"))
	if want := "甲区：灌溉系统[1]。气象系统[1]。仓储系统[1]。"; got != want {
		t.Errorf("got %q", got)
	}
}
