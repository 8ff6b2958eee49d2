package chunk

import (
	"slices"
	"strings"
	"testing"
)

// report is a text that goes from topic to topic, with two paragraphs each.
func report(numbers []string, topics ...string) []string {
	var lines []string
	for i, n := range numbers {
		lines = append(lines, n)
		for _, topic := range topics {
			lines = append(lines, strings.Replace(topic, "N", string("甲乙丙丁戊己"[3*i:3*i+3]), 1)+"。"+paragraph, "我们"+paragraph)
		}
	}
	return lines
}

func TestTopics(t *testing.T) {
	numbers := []string{"（一）子", "（二）丑", "（三）寅", "（四）卯"}
	want := ""
	for i, n := range numbers {
		x := string("甲乙丙丁"[3*i : 3*i+3])
		want += n + "\n  着力扩大消费" + x + "\n  深化农村改革" + x + "\n"
	}
	lines := report(numbers, "着力扩大消费N", "深化农村改革N")
	if got := drawn(strings.Join(lines, "\n")); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	few := strings.Join(lines[:5], "\n")
	if got := drawn(few); got != "" && got != "（一）子\n" {
		t.Errorf("two topics that nothing else bears out are headings:\n%s", got)
	}
}

func TestTopicsHoldWhatGoesOnWithThem(t *testing.T) {
	lines := report([]string{"（一）子", "（二）丑", "（三）寅", "（四）卯"}, "着力扩大消费N", "深化农村改革N")
	lines = append(lines, paragraph)
	b := newBody(strings.Join(lines, "\n"))
	var paths []string
	sections := outline(b, nil)
	for _, g := range groups(b, sections, nil) {
		for _, u := range g.units {
			if strings.HasPrefix(b.slice(u.Span), "我们") || u.End == len(b.runes) {
				path := g.path(sections)
				paths = append(paths, path[len(path)-1])
			}
		}
	}
	want := []string{"着力扩大消费甲", "深化农村改革甲"}
	if len(paths) != 9 || !slices.Equal(paths[:2], want) {
		t.Fatalf("the second paragraphs stand under %q", paths)
	}
	if last := paths[8]; last != "（四）卯" {
		t.Errorf("what follows the last topic stands under %s, want （四）卯", last)
	}
}

func TestIsTopic(t *testing.T) {
	for s, want := range map[string]bool{
		"着力扩大居民消费":               true,
		"“三农”工作进一步加强":            true,
		"加强环境保护、生态建设":            true,
		"大力发展金融市场，鼓励金融创新":        false,
		"新型农村养老保险要优先试点":          false,
		"认真落实促进区域经济社会发展的各项规划和政策": false,
		"企业退休人员养老金再提高10%":        false,
		"上海世博会即将拉开帷幕":            false,
		"人才是第一资源":                false,
	} {
		g := drawnFrom(s + "。" + paragraph)
		if got := g.isTopic(g.paragraphLead(g.ps[0])); got != want {
			t.Errorf("%s: %v, want %v", s, got, want)
		}
	}
}

func TestParentsOfItems(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"一是 inside, 二是 behind", []string{"一、子", "继续实施财政政策。一是保持适度规模。" + paragraph, "二是优化结构。" + paragraph, "三是加强管理。" + paragraph, paragraph},
			"一、子\n  继续实施财政政策\n    一是保持适度规模\n    二是优化结构\n    三是加强管理\n"},
		{"a paragraph between", []string{"一、子", "继续实施财政政策。一是保持适度规模。" + paragraph, paragraph, "二是优化结构。" + paragraph, "三是加强管理。" + paragraph},
			"一、子\n  继续实施财政政策\n    一是保持适度规模\n    二是优化结构\n    三是加强管理\n"},
		{"一要", []string{"一、子", "推进节能减排。一要完善制度。" + paragraph, "二要加强保护。" + paragraph, "三要发展循环经济。" + paragraph},
			"一、子\n  推进节能减排\n    一要完善制度\n    二要加强保护\n    三要发展循环经济\n"},
		{"an announcement", []string{"一、子", "着重抓好三个方面：", "一是完善制度。" + paragraph, "二是加强保护。" + paragraph, "三是优化结构。" + paragraph},
			"一、子\n  着重抓好三个方面\n    一是完善制度\n    二是加强保护\n    三是优化结构\n"},
		{"what is demanded", []string{"一、子", "要加快金融体制改革。一是完善制度。" + paragraph + "二是加强保护。" + paragraph},
			"一、子\n  要加快金融体制改革\n    一是完善制度\n    二是加强保护\n"},
		{"what is demanded, with items behind", []string{"一、子", "要加快金融体制改革。", "一是完善制度。" + paragraph, "二是加强保护。" + paragraph},
			"一、子\n  要加快金融体制改革\n    一是完善制度\n    二是加强保护\n"},
		{"a topic above its items", []string{"一、子", "推进节能减排。一是完善制度。" + paragraph + "二是加强保护。" + paragraph},
			"一、子\n  推进节能减排\n    一是完善制度\n    二是加强保护\n"},
		{"text between the lead and the items", []string{"一、子", "要加快金融体制改革。" + paragraph + "一是完善制度。" + paragraph + "二是加强保护。" + paragraph},
			"一、子\n  一是完善制度\n  二是加强保护\n"},
		{"a lead too long", []string{"一、子", "要加快推进金融体制和投融资体制以及财税体制改革步伐。一是完善制度。" + paragraph + "二是加强保护。" + paragraph},
			"一、子\n  一是完善制度\n  二是加强保护\n"},
		{"clauses below what is demanded", []string{"一、子", "要加快金融体制改革。一是完善制度；二是优化结构；三是加强保护。" + paragraph}, "一、子\n"},
		{"第一， above 一是", []string{"一、子", "第一，增资减债。" + paragraph + "一是完善制度。" + paragraph + "二是加强保护。" + paragraph, "第二，放活企业。" + paragraph},
			"一、子\n  第一，增资减债\n    一是完善制度\n    二是加强保护\n  第二，放活企业\n"},
		{"an item without a lead ends no 第一，", []string{"一、子", "第一，增资减债。" + paragraph + "一是" + paragraph + "二是" + paragraph, "第二，放活企业。" + paragraph},
			"一、子\n  第一，增资减债\n  第二，放活企业\n"},
		{"三要素 is no mark", []string{"一、子", "三要素是土地、劳动和资本。" + paragraph, paragraph}, "一、子\n"},
	} {
		if got := drawn(strings.Join(c.lines, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestTurnsToTheListeners(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph }
	for _, c := range []struct{ name, want string }{
		{"（三）丁", "一、子/（二）丙"},
		{"二、丁", "一、子"},
	} {
		b := newBody(strings.Join([]string{text("一、子"), text("（一）乙"), text("（二）丙"), "各位代表！", "我们" + paragraph, text(c.name), text("（四）戊")}, "\n"))
		sections := outline(b, nil)
		for _, g := range groups(b, sections, nil) {
			for _, u := range g.units {
				if path := g.path(sections); strings.HasPrefix(b.slice(u.Span), "我们") && strings.Join(path, "/") != c.want {
					t.Errorf("before %s what is said to the listeners stands under %q, want %s", c.name, path, c.want)
				}
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]bool{
		"各位代表！": true, "同志们！今年是": true,
		"我们也清醒地看到，发展中还有困难": true, "同时，我们也清醒认识到，问题不少": true, "在充分肯定成绩的同时，也要看到不足": true,
		"总结一年来的工作，我们清醒地看到，矛盾突出": true, "一年来各方面的显著成就，是全国人民奋斗的结果": true, "过去一年取得的成绩，根本在于领导": true,
		"应对新挑战、完成新任务，对政府工作提出新的更高要求": true, "总结经验，推广典型": false, "取得成就的人": false,
		"在肯定成绩的同时，也要看到": true, "必须清醒地看到，基础薄弱": true, "同时，我们也看到": true,
		"各位代表提出的建议": false, "我们看到了希望": false, "同时，加强领导": false, "在发展经济的同时，改善民生": false, "要看到有利条件": false,
	} {
		b := newBody(text)
		if got := b.addresses(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestTurnsEndRows(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	turn := "我们也清醒地看到，" + paragraph
	for _, c := range []struct{ name, text, want string }{
		{"headings without numbers", text("一、甲") + text("成就显著") + text("开局良好") + turn, "一、甲"},
		{"（N） that are the first level", text("（一）甲") + text("（二）乙") + turn, "（二）乙"},
		{"that are the first level", text("成就显著") + paragraph + "\n" + text("开局良好") + turn, "开局良好"},
		{"the last of （N）", text("一、甲") + text("（一）乙") + text("（二）丙") + turn, "一、甲"},
		{"not the last of （N）", text("一、甲") + text("（一）乙") + turn + "\n" + text("（二）丙") + turn, "一、甲"},
	} {
		groups := grouped(paragraph + "\n" + c.text)
		if got := groups[len(groups)-1][0]; got != c.want {
			t.Errorf("%s: what turns stands under %s, want %s", c.name, got, c.want)
		}
	}
	between := grouped(text("一、甲") + text("（一）乙") + turn + "\n" + text("（二）丙") + paragraph)
	if got := between[1][0]; got != "一、甲/（一）乙" {
		t.Errorf("what turns before a further number stands under %s", got)
	}
}
