package chunk

import (
	"strings"
	"testing"
)

const paragraph = "坚持以人民为中心的发展思想，坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局，着力推动高质量发展，统筹扩大内需和深化供给侧结构性改革，统筹新型城镇化和乡村全面振兴。"

// Each case is cleaned twice: the second time nothing may change.
func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want, kind string }{
		{"inserted reading", "區(qū)域養(yǎng)老服務(wù)", "區域養老服務", "inserted_pinyin"},
		{"full-width brackets", "區（qū）域", "區域", "inserted_pinyin"},
		{"reading behind a broken character", "區(qū)域，赤坎矃^(qū)", "區域，赤坎矃^", "inserted_pinyin"},
		{"reading of a rare character", "垚(yáo)是人名", "垚(yáo)是人名", ""},
		{"brackets that are no reading", "细颗粒物(PM2.5)与商场(shopping mall)和(GDP)", "细颗粒物(PM2.5)与商场(shopping mall)和(GDP)", ""},
		{"lost zero", "到二三五年，基本建成", "到二〇三五年，基本建成", "lost_zero"},
		{"lost zero before an outlook", "规划和二三五年远景目标纲要", "规划和二〇三五年远景目标纲要", "lost_zero"},
		{"two or three to five years", "三五年落下来就会跟不上，再过二三十年", "三五年落下来就会跟不上，再过二三十年", ""},
		{"unseen characters", "海\u200b滨\u00ad街\ufeff道", "海滨街道", "unseen_character"},
		{"blanks", "\u3000\u3000坚持\u00a0\u00a0创新  驱动\t发展 \n\n \n共享", "坚持 创新\t发展\n共享"[0:len("坚持 创新")] + " 驱动\t发展\n共享", "blank"},
		{"furniture at both ends", "当前位置：首页 > 公开\n字号：大 中 小\n" + paragraph + "\n责任编辑：小丽\n分享到：\n友情链接", paragraph, "furniture"},
		{"words of furniture inside", paragraph + "\n分享到经验的地区\n" + paragraph, paragraph + "\n分享到经验的地区\n" + paragraph, ""},
		{"date and source", "发布日期：2021-09-29 来源：某区办\n" + paragraph, paragraph, "imprint"},
		{"headings run together", "第一篇　总则　　第一章　背景　　" + paragraph, "第一篇 总则\n第一章 背景\n" + paragraph, "run_together"},
		{"a heading in two parts", "第三章  推动协同发展  建设示范街", "第三章 推动协同发展 建设示范街", "blank"},
		{"page numbers", paragraph[:90] + "\n— 1 —\n" + paragraph[90:] + "\n— 2 —\n" + paragraph + "\n- 3 -", paragraph + "\n" + paragraph, "page_number"},
		{"numbers that do not rise", paragraph + "\n— 3 —\n" + paragraph + "\n— 9 —\n" + paragraph + "\n— 2 —", paragraph + "\n— 3 —\n" + paragraph + "\n— 9 —\n" + paragraph + "\n— 2 —", ""},
		{"pages and how many there are", paragraph[:90] + "\n第1页 共3页\n" + paragraph[90:] + "\n第2页 共3页\n" + paragraph + "\n第3页 共3页", paragraph + "\n" + paragraph, "page_number"},
		{"bare page numbers", numbersAmid("12", "13", "14"), paragraph + paragraph + "\n" + paragraph + paragraph + "\n" + paragraph + paragraph, "page_number"},
		{"years on lines", numbersAmid("202", "321", "40"), numbersAmid("202", "321", "40"), ""},
		{"numbers of items", "1\n" + paragraph + "\n2\n" + paragraph + "\n3\n" + paragraph, "1\n" + paragraph + "\n2\n" + paragraph + "\n3\n" + paragraph, ""},
		{"figures that stand below a formula", "防治污染，细颗粒物（PM\n2.5\n）浓度下降，CO\n2\n排放不再增加。\n提升GDP\n2.5亿元以上的归本级。", "防治污染，细颗粒物（PM2.5）浓度下降，CO2排放不再增加。\n提升GDP\n2.5亿元以上的归本级。", "broken_line"},
		{"a link on a line of its own", "坚持稳中求进工作总基调，两国已经缔结了\n友好条约\n。这是大事。\n它违反了宪章，同\n某宪章\n的宗旨不合。", "坚持稳中求进工作总基调，两国已经缔结了友好条约。这是大事。\n它违反了宪章，同\n某宪章\n的宗旨不合。", "broken_line"},
		{"a heading above a sentence", "坚持稳中求进工作总基调，加快推动各项\n友好条约\n这是大事。", "坚持稳中求进工作总基调，加快推动各项\n友好条约\n这是大事。", ""},
		{"form feed in a sentence", paragraph[:90] + "\n\f" + paragraph[90:], paragraph, "page_border"},
		{"form feed behind a cell", "指标\n12\n\f" + paragraph + "\n15", "指标\n12\n" + paragraph + "\n15", "page_border"},
		{"signs without notes", "发展[1]，创新②，面积5km²", "发展[1]，创新②，面积5km²", ""},
		{"signs of notes", "发展[1]，面积5km²，计划①\n注释：\n[1] 发展：甲\n[2] 创新：乙", "发展，面积5km²，计划\n注释：\n[1] 发展：甲\n[2] 创新：乙", "footnote_mark"},
		{"lines that look like furniture inside", "信息来源渠道不断拓宽。\n二维码门牌覆盖率达到95%。", "信息来源渠道不断拓宽。\n二维码门牌覆盖率达到95%。", ""},
		{"footnote marks on lines", "完成工作\n[\n1\n]\n，取得成绩。", "完成工作，取得成绩。", "footnote_mark"},
		{"full-width figures", strings.Repeat("增长２１．７％，", 8), strings.Repeat("增长21.7%，", 8), "full_width"},
		{"a full-width figure", "增长２１％，降低12％，达到2030人。", "增长２１％，降低12％，达到2030人。", ""},
		{"lost words", "坚持字当头、字当先,保持闯劲", "坚持字当头、字当先,保持闯劲", "lost_words"},
		{"a lost title", "根据《》《突发事件应对法》制定", "根据《》《突发事件应对法》制定", "lost_words"},
		{"no lost words", "坚持“改”字当头，落实责任为先", "坚持“改”字当头，落实责任为先", ""},
		{"a chapter's number", "第一章\n总则\n" + paragraph, "第一章 总则\n" + paragraph, "broken_line"},
		{"a part without a title", "第一部分\n## 一、火箭系统\n" + paragraph, "第一部分\n## 一、火箭系统\n" + paragraph, ""},
		{"broken before a mark", paragraph[:len(paragraph)-3] + "《\n纲要\n》的实施", paragraph[:len(paragraph)-3] + "《纲要》的实施", "broken_line"},
	} {
		got := clean(c.in)
		if got.Text != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got.Text, c.want)
		}
		if c.kind != "" && !reports(got.Cleaning, c.kind) {
			t.Errorf("%s: report %v has no %s", c.name, got.Cleaning, c.kind)
		}
		if again := clean(got.Text); again.Text != got.Text {
			t.Errorf("%s: cleaned again it reads %q", c.name, again.Text)
		}
	}
}

// numbersAmid is a text with lines that are numbers in the midst of its sentences.
func numbersAmid(numbers ...string) string {
	var out []string
	for _, n := range numbers {
		out = append(out, paragraph+paragraph[:150]+"\n"+n+"\n"+paragraph[150:])
	}
	return strings.Join(out, "\n")
}

func reports(cs []Cleaning, kind string) bool {
	for _, c := range cs {
		if c.Kind == kind && c.Count > 0 && len(c.Examples) <= maxExamples {
			return true
		}
	}
	return false
}

func TestCleanJoinsTitle(t *testing.T) {
	for in, want := range map[string]string{
		"某市国民经济和社会发展\n第十四个五年规划和\n二〇三五年远景目标纲要\n": "某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
		"中共某市委办公室\n关于印发工作要点的通知\n":               "中共某市委办公室关于印发工作要点的通知",
		"政府工作报\n告\n":             "政府工作报告",
		"某市养老规划\n某市养老规划\n某市养老\n": "某市养老规划\n某市养老",
		"某市人民政府\n某市养老规划\n":       "某市人民政府\n某市养老规划",
		"某政发〔2021〕3号\n某市养老规划\n":  "某政发〔2021〕3号\n某市养老规划",
	} {
		want += "\n" + paragraph
		if got := clean(in + paragraph).Text; got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestCleanDropsContents(t *testing.T) {
	body := "一、总体要求\n" + paragraph + "\n二、重点任务\n" + paragraph + "\n三、保障措施\n" + paragraph + "\n四、附则\n" + paragraph
	for name, contents := range map[string]string{
		"with page numbers":      "一、总体要求1\n二、重点任务3\n三、保障措施7\n四、附则9\n",
		"with leaders":           "目录\n一、总体要求…………1\n二、重点任务.....(3)\n三、保障措施 - 7\n四、附则 9\n",
		"without page numbers":   "一、总体要求\n二、重点任务\n三、保障措施\n四、附则\n",
		"below its word":         "目  录\n一、总体要求\n二、重点任务\n",
		"between page numbers":   "1\n一、总体要求1\n二、重点任务3\n三、保障措施7\n四、附则9\n2\n",
		"with a preface":         "目录\n前言1\n一、总体要求1\n二、重点任务3\n三、保障措施7\n四、附则9\n",
		"on one line":            "目录 一、总体要求 二、重点任务 三、保障措施 四、附则\n",
		"on one line with pages": "目 录：一、总体要求……1 二、重点任务……3 三、保障措施……7 四、附则……9\n",
		"before the text itself": "目录：一、总体要求 二、重点任务 三、保障措施 四、附则 ",
		"without what is listed": "目录\n第一部分 甲 1\n第二部分 乙 5\n第三部分 丙 9\n第四部分 丁 12\n",
	} {
		if got := clean(contents + body).Text; got != body {
			t.Errorf("%s: left %.200q", name, got)
		}
	}
	for name, kept := range map[string]string{
		"a list of the text":    "一、甲类项目12个\n二、乙类项目8个\n三、丙类项目30个\n四、丁类项目2个\n" + paragraph,
		"headings without text": "一、总体要求\n二、重点任务\n三、保障措施\n四、附则",
	} {
		if got := clean(kept).Text; got != kept {
			t.Errorf("%s: became %q", name, got)
		}
	}
}

func TestCleanJoinsWrappedLines(t *testing.T) {
	long := strings.Repeat(paragraph, 9)
	var lines []string
	for rs := []rune(long); len(rs) > 0; {
		n := min(30, len(rs))
		lines = append(lines, string(rs[:n]))
		rs = rs[n:]
	}
	// A full line that happens to end in a full stop may end a paragraph.
	got := clean(strings.Join(lines, "\n")).Text
	if strings.ReplaceAll(got, "\n", "") != long || strings.Count(got, "\n") > 1 {
		t.Errorf("wrapped text became %q", got)
	}
	var items []string
	for i := range 30 {
		items = append(items, strings.Repeat("项目", 3+i%7)+string(rune('甲'+i)))
	}
	list := strings.Join(items, "\n")
	if got := clean(list).Text; got != list {
		t.Errorf("a list of lines was joined: %q", got)
	}
}

func TestCleanFindsImprint(t *testing.T) {
	got := clean("索引号：000\n发布机构：某区办公室\n发文字号：某办发〔2021〕7号\n成文日期：2021年3月5日\n" + paragraph)
	if got.Issuer != "某区办公室" || got.Number != "某办发〔2021〕7号" || got.Published != "2021-03-05" || got.Text != paragraph {
		t.Errorf("found %+v", got.Meta)
	}
}

func TestLostWordsAreMarked(t *testing.T) {
	got := clean("坚持深化改革创新。坚持字当头、字当先、字为要，保持闯劲。")
	if len(got.Damage) != 1 {
		t.Fatalf("damage %+v", got.Damage)
	}
	d := got.Damage[0]
	if in := string([]rune(got.Text)[d.Start:d.End]); in != d.Raw || in != "坚持字当头、字当先、字为要" || d.Repaired {
		t.Errorf("marked %q with %+v", in, d)
	}
}

func TestCleanKeepsTheRestOfAList(t *testing.T) {
	text := "附件：1. 通知\n2. 试点项目申报书\n3. 重点标准清单\n4. 推荐汇总表\n5. 说明材料\n" + paragraph + "\n试点项目申报书\n" + paragraph + "\n重点标准清单\n推荐汇总表\n说明材料"
	if got := clean(text).Text; got != text {
		t.Errorf("became %q", got)
	}
}
