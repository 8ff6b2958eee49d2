package chunk

import (
	"strings"
	"testing"
)

func TestIsNarrative(t *testing.T) {
	for s, want := range map[string]bool{
		"坚持新发展理念":            false,
		"民生保障有力有效":           false,
		"主要目标":               false,
		"實施更加積極的財政政策":        false,
		"坚持实事求是":             false,
		"重要基础设施建设":           false,
		"就业是民生之本":            true,
		"要加强领导":              true,
		"同时要看到困难":            true,
		"過去五年取得成就":           true,
		"2020年完成投资":          true,
		"（责任单位：市财政局）":        true,
		"我们必须坚持":             true,
		"我国已实现村村通":           true,
		"主要行业的计划如下":          true,
		"实现上述要求的主要措施是":       true,
		"五年内建成一批基地":          true,
		"从1979年起":            false,
		"随着经济的发展，金融的作用日益重要":  true,
		"对于上述这些现象，要分别情况加以处理": true,
		"在总理逝世前后，他们又活动起来":    true,
		"各级商业企业，都要完善责任制":     true,
		"协作的主要形式，有物资协作":      true,
		"坚持稳中求进，有序推进":        false,
		"在发展中保障民生":           false,
	} {
		b := newBody(s)
		if got := b.isNarrative(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestLeads(t *testing.T) {
	lead := func(s string) string { return s + "。" + paragraph }
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"three in a row among others", []string{"一、甲", paragraph, paragraph, paragraph, paragraph, lead("乙乙乙乙"), lead("丙丙丙丙"), lead("丁丁丁丁"), paragraph}, "一、甲\n  乙乙乙乙\n  丙丙丙丙\n  丁丁丁丁\n"},
		{"behind prose broken off", []string{"一、甲", paragraph, strings.TrimSuffix(paragraph, "。"), lead("——乙乙乙乙"), strings.TrimSuffix(paragraph, "。"), lead("——丙丙丙丙"), paragraph, paragraph, paragraph}, "一、甲\n"},
		{"two that are most of a section", []string{"一、甲", paragraph, lead("乙乙乙乙"), lead("丙丙丙丙")}, "一、甲\n  乙乙乙乙\n  丙丙丙丙\n"},
		{"two among many", []string{"一、甲", paragraph, paragraph, paragraph, lead("乙乙乙乙"), lead("丙丙丙丙"), paragraph}, "一、甲\n"},
		{"one", []string{"一、甲", lead("乙乙乙乙"), paragraph}, "一、甲\n"},
		{"statements", []string{"一、甲", lead("就业是民生之本"), lead("我国已实现村村通"), lead("人民生活必须改善，这很重要")}, "一、甲\n"},
		{"behind a dash", []string{"一、甲", lead("——乙乙乙乙"), lead("——丙丙丙丙")}, "一、甲\n  ——乙乙乙乙\n  ——丙丙丙丙\n"},
		{"colons", []string{"一、甲", "一轴：" + paragraph, "多片：" + paragraph, paragraph, paragraph, paragraph}, "一、甲\n  一轴\n  多片\n"},
		{"fields are too short", []string{"一、甲", "分类编码：21-04-02（计算机辅助诊断软件）", "组件编码：22-01-08（流式细胞分析仪器）"}, "一、甲\n"},
		{"a piece of a sentence above", []string{"一、甲", strings.Repeat("乙", 35), "市占有率。" + paragraph, lead("丙丙丙丙")}, "一、甲\n"},
		{"not across a heading", []string{"一、甲", lead("乙乙乙乙"), "二、丙", lead("丁丁丁丁"), "三、戊", paragraph}, "一、甲\n二、丙\n三、戊\n"},
	} {
		if got := drawn(strings.Join(c.lines, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestHasFigure(t *testing.T) {
	for s, want := range map[string]bool{
		"人口增长率控制在千分之十点八三": true, "新增城镇就业四千万人": true, "到一九九五年": true, "增长7%": true,
		"坚持两个文明一起抓": false, "加强三农工作": false, "千方百计扩大就业": false, "一千万家企业": false, "": false,
	} {
		b := newBody(s)
		if got := b.hasFigure(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestAmountsAreNoLeads(t *testing.T) {
	figures := "全部建成后增加的年产能力将为九千三百一十万吨，第一个五年内建成五千三百万吨。"
	if got := drawn("一、甲\n" + paragraph + "\n原煤：" + figures + "\n水泥：" + figures + "\n机制纸：" + figures); got != "一、甲\n" {
		t.Errorf("amounts open\n%s", got)
	}
	if got := drawn("一、甲\n" + paragraph + "\n工业方面：" + figures + paragraph + "\n农业方面：" + figures + paragraph); got != "一、甲\n  工业方面\n  农业方面\n" {
		t.Errorf("leads of several sentences open\n%s", got)
	}
}

func TestNoLeadsInArticles(t *testing.T) {
	text := "第一条 甲。\n第二条 乙。\n绿线不得任意调整。" + paragraph + "\n绿线不得减少面积。" + paragraph + "\n第三条 丙。"
	if got := drawn(text); got != "第一条\n第二条\n第三条\n" {
		t.Errorf("sentences of an article open\n%s", got)
	}
	defined := "第一条 甲。\n第二条 乙。\n纯化水：" + paragraph + "\n注射用水：" + paragraph + "\n第三条 丙。"
	if got := drawn(defined); got != "第一条\n第二条\n  纯化水\n  注射用水\n第三条\n" {
		t.Errorf("what an article defines opens\n%s", got)
	}
	behind := "第一条 甲。\n第二条 乙。\n第三条 丙。\n附件1\n加强组织领导。" + paragraph + "\n加大宣传力度。" + paragraph
	if got := drawn(behind); got != "第一条\n第二条\n第三条\n附件1\n  加强组织领导\n  加大宣传力度\n" {
		t.Errorf("behind the articles open\n%s", got)
	}
}

func TestWhatAnnouncesLeadsNothing(t *testing.T) {
	for head, want := range map[string]bool{
		"列宁同志说过": false, "文件明确指出": false, "采取以下措施": false, "提出如下要求": false,
		"工作要求": true, "重点任务": true,
	} {
		g := drawnFrom(head + "：" + paragraph)
		if got := g.paragraphLead(g.ps[0]).kind == lead; got != want {
			t.Errorf("%q heads what follows: %v, want %v", head, got, want)
		}
	}
}

func TestIsCompound(t *testing.T) {
	for line, want := range map[string]bool{
		"加强海洋资源调查，开发海洋产业，保护海洋环境": true, "发展深度加工，重点发展合成纤维、合成橡胶": true,
		"加强海洋资源调查，保护海洋环境": false, "发展合成纤维、合成树脂、合成橡胶": false, "加快城市住宅建设": false,
	} {
		b := newBody(line)
		if got := b.isCompound(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

func TestFollowsCall(t *testing.T) {
	for _, c := range []struct {
		before, p string
		want      bool
	}{
		{"各位代表！", "港澳与祖国休戚相关、荣辱与共。我们将坚定不移。", true},
		{"同志们！", "——坚持创新。加强研究。", false},
		{"各位代表！让我们团结起来，为实现目标而奋斗！", "坚持创新。加强研究。", false},
		{"抓紧行动！", "坚持创新。加强研究。", false},
	} {
		if got := drawnFrom(c.before + "\n" + c.p).followsCall(1); got != c.want {
			t.Errorf("%s behind %s: %v, want %v", c.p, c.before, got, c.want)
		}
	}
}

// A section that a lead opens goes on with its paragraph where a page broke that off.
func TestLeadsOfBrokenParagraphs(t *testing.T) {
	whole, leads := strings.Repeat(paragraph+"\n", 4), "加强协同创新。"+paragraph+"\n推进技术攻关。"+paragraph+"\n"
	broken := "筑牢安全屏障。推动网络安全法律法规和政策体系持续完善，不断增强网络安全保障能力，持续完善监测预警和应急处置"
	rest := "工作体系，切实保障数据安全。"
	for _, c := range []struct{ name, text, want string }{
		{"once", whole + leads + broken + "\n" + rest + "\n" + paragraph, broken + "\n" + rest},
		{"twice", whole + leads + broken + "\n区域协定\n" + rest + "\n" + paragraph, broken + "\n区域协定\n" + rest},
		{"not at all", whole + leads + broken + "。\n" + rest + "\n" + paragraph, broken + "。"},
	} {
		b := newBody("一、甲\n" + c.text)
		var got string
		for _, s := range outline(b, nil) {
			if b.slice(s.Heading) == "筑牢安全屏障" {
				got = b.slice(s.Span)
			}
		}
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
