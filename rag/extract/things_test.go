package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

func TestWhatListsThingsSaysWhich(t *testing.T) {
	for _, c := range []struct {
		text, things string
		want         bool
	}{
		{"聚焦养殖、种植、加工等三大领域", "领域", true},
		{"产品包括甲卡、乙券、丙证", "产品", true},
		{"划分为水源区、用水区、过渡区和缓冲区", "能区", true},
		{"推出春花贷、秋实贷、冬藏贷", "贷", true},
		{"资源包括甲类、乙类和丙类", "", true},
		{"行为人所在单位、村委会和其他人员可以举荐", "行为", false}, // it begins with the word and lists others
		{"区域内的道路、桥梁、隧道要检查", "领域", false},
		{"道路、桥梁、隧道", "", false},
		{"资源丰富", "资源", false},
		{"盯住桥、路、渠以及其他老旧设施", "设施", true},
		{"村、镇人民政府应当自收到申请和全部材料之日起答复", "材料", false}, // said of those that it lists
		{"道路、桥梁和隧道等由养护单位负责排查隐患", "隐患", false},
		{"制定操作规程、水渠建设标准和管理规定", "标准", false}, // one of those that it lists
	} {
		if got := saysWhich(c.text, c.things); got != c.want {
			t.Errorf("%s as %q: %v", c.text, c.things, got)
		}
	}
}

func TestListsAreFound(t *testing.T) {
	for _, c := range []struct{ name, question, near, list, want string }{
		{"by the word for them", "食堂改造重点盯哪些环节",
			"推进食堂改造，专人负责改造。", "食堂改造聚焦采购、储存、加工、配送等四大环节。",
			"食堂改造聚焦采购、储存、加工、配送等四大环节[2]。"},
		{"not the purpose", "行动计划部署了哪些工程",
			"为贯彻落实市政府部署，推进行动计划的各项工程，特制定本行动计划。", "部署植树、清河、修路三项工程。", "部署植树、清河、修路三项工程[2]。"},
		{"not a title of several things", "乡村工程有哪些项目",
			"《乡村工程、水利工程、道路工程项目办法》已经印发，乡村工程项目有序推进。", "乡村工程涵盖水窖、机井、塘坝等项目。", "乡村工程涵盖水窖、机井、塘坝等项目[2]。"},
	} {
		got := write(t, rag.Question{Text: c.question}, text("", c.near), text("", c.list))
		if want := "规划：" + c.want; got != want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestNamesBehindASentence(t *testing.T) {
	praised := "去年各行各业涌现出许多先进模范人物，受到群众尊敬。"
	names := "张一山、李二水、王三石、赵四林等同志的事迹感人。"
	if got, want := write(t, rag.Question{Text: "报告表扬了哪些先进模范人物"}, text("甲区", praised+names)), "甲区："+praised[:len(praised)-len("。")]+"[1]。"+"张一山、李二水、王三石、赵四林等同志的事迹感人[1]。"; got != want {
		t.Errorf("got %q", got)
	}
	if got := write(t, rag.Question{Text: "报告怎么表扬先进模范人物"}, text("甲区", praised+names)); got != "甲区："+praised[:len(praised)-len("。")]+"[1]。" {
		t.Errorf("no names are asked for: %q", got)
	}
}

func TestCountsBehindAList(t *testing.T) {
	p := text("甲区", "标准涵盖采集、编码、治理:应用四大板块，统一接口、流程、格式。")
	if got := write(t, rag.Question{Text: "标准有哪四个板块"}, p); got != "甲区：标准涵盖采集、编码、治理:应用四大板块，统一接口、流程、格式[1]。" {
		t.Errorf("got %q", got)
	}
}

func TestPurpose(t *testing.T) {
	for s, want := range map[string]bool{
		"为贯彻落实上级部署，推进改造，特制定本行动计划。":        true,
		"第一条 为了保护水源，根据有关法律，结合本市实际，制定本条例。": true,
		"推进智能制造，现提出如下意见：":                 true,
		"各区要制定本区的实施方案，抓好落实。":              false,
		"为居民提供服务。": false,
	} {
		if got := isPurpose(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestAWholeIsMadeOfParts(t *testing.T) {
	for q, want := range map[string]kind{"救助体系由哪几部分组成": statement, "救助体系由哪些制度构成": statement, "救助由哪个部门负责": actor, "委员会由谁组成": actor} {
		if got := kindOf(q); got != want {
			t.Errorf("%s wants %v, want %v", q, got, want)
		}
	}
}

func TestPointsAreNotCalledSomethingElse(t *testing.T) {
	for _, c := range []struct {
		announced, things string
		want              bool
	}{
		{"按照下列程序办理：", "材料", false},
		{"按照下列程序办理：", "步骤", true},
		{"应当提供下列基本材料：", "手续", true},
		{"有下列情形之一的，可以申请：", "条件", true},
		{"禁止：", "行为", true}, // it does not say what they are
		{"有下列情形之一的，可以申请：", "企业", false},
	} {
		if got := mayBeCalled(c.announced, c.things); got != c.want {
			t.Errorf("%s as %s: %v", c.announced, c.things, got)
		}
	}
}

func TestClausesAreItems(t *testing.T) {
	for _, c := range []struct {
		question, near, list string
	}{
		{"村里要抓哪四项工作", "村里要抓好各项工作，坚持修旧利废、节约用水、植树造林、勤俭办事，做好村里的工作。",
			"村里要推进四项工作，包括修好道路，疏通水渠，改造危房，栽种果树等。"},
		{"村里要抓哪几件事", "村里修好了道路，栽种了果树。", "村里要推进五件事，修好道路，疏通水渠，改造危房，栽种果树，清理垃圾。"},
	} {
		got := write(t, rag.Question{Text: c.question}, text("甲村", c.near), text("甲村", c.list))
		if want := "甲村：" + strings.TrimSuffix(c.list, "。") + "[2]。"; got != want {
			t.Errorf("%s: %q", c.question, got)
		}
	}
	for s, want := range map[string]bool{
		"抓好三件事，修路，通水，植树。": true, "抓好三件事，修路，通水。": false, "抓好两件事，修路，通水。": false, "修路，通水，植树。": false,
	} {
		if got := (candidate{text: s, clauses: clausesOf(s)}).inClauses() != nil; got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestWhatMayGoOnIsNotAll(t *testing.T) {
	for s, want := range map[string]bool{"村里有路不平、水不清、灯不亮等问题。": true, "村里有路不平、水不清、灯不亮三个问题。": false} {
		if got := (candidate{text: s, clauses: clausesOf(s)}).partly(ask{count: 3}); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}
