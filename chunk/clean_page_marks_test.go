package chunk

import (
	"strings"
	"testing"
)

const pageMark = "\u200b\n"

func TestJoinPages(t *testing.T) {
	half := "国内生产总值稳步增长，对全球经济增长的贡献率超过百分之三十，就业"
	broken := half + "\n" + pageMark + "增长超出预期。\n\n"
	whole := half + "增长超出预期。\n"
	for _, c := range []struct{ name, text, want string }{
		{"sentences", strings.Repeat(broken, 3), strings.Repeat(whole, 3)},
		{"a link", strings.Repeat(broken, 3) + "——\n改革开放\n深入推进。\n", strings.Repeat(whole, 3) + "——改革开放深入推进。\n"},
		{"a heading above its text", strings.Repeat(broken, 3) + "（一）深化改革\n要坚持稳中求进。\n", strings.Repeat(whole, 3) + "（一）深化改革\n要坚持稳中求进。\n"},
		{"points behind dashes", strings.Repeat(broken, 3) + "主要目标\n——就业增加。\n", strings.Repeat(whole, 3) + "主要目标\n——就业增加。\n"},
		{"two marks prove nothing", strings.Repeat(broken, 2) + "目标\n任务\n", strings.Repeat(half+"\n增长超出预期。\n", 2) + "目标\n任务\n"},
		{"marks between paragraphs", strings.Repeat(whole+pageMark, 4), strings.Repeat(whole, 4)},
	} {
		if got := clean(c.text).Text; got != strings.TrimSpace(c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestDropLicence(t *testing.T) {
	body := "深化改革，扩大开放。\n"
	for _, c := range []struct{ name, text, want string }{
		{"a licence", body + "\n本作品是中华人民共和国的\n法律、\n决议，在中国大陆属于\n公有领域。\n\nPublic domain\nfalse\nfalse\n", body},
		{"an older one", body + "這部作品以匿名發表，版權期限是九十五年\n", body},
		{"a work that is spoken of", body + "本作品获得一等奖。\n", body + "本作品获得一等奖。\n"},
		{"remarks of a library", "第一条 甲。\n法宝联想：法学期刊 1 篇\n第二条 乙。", "第一条 甲。\n第二条 乙。"},
		{"remarks to machines", "<!-- INFO END -->\n" + body + "<!-- END -->\n", body},
	} {
		if got := clean(c.text).Text; got != strings.TrimSpace(c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestJoinChapters(t *testing.T) {
	for text, want := range map[string]string{
		"第一章\n总 则\n第一条 为了甲。":                  "第一章 总 则\n第一条 为了甲。",
		"第二章\n支持对象\n第二条 为了乙。":                 "第二章 支持对象\n第二条 为了乙。",
		"第二章\n第一节 甲\n" + paragraph:            "第二章\n第一节 甲\n" + paragraph,
		"第二章\n" + paragraph:                   "第二章\n" + paragraph,
		"三是\n" + paragraph:                    "三是" + paragraph,
		"4.1\n信息基础设施\n4.1.1 标准\n" + paragraph: "4.1 信息基础设施\n4.1.1 标准\n" + paragraph,
		"4.1\n信息基础设施\n" + paragraph:           "4.1\n信息基础设施\n" + paragraph,
	} {
		if got := clean(text).Text; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestWideGaps(t *testing.T) {
	long := "为了实现奋斗目标，必须加强和改善宏观调控"
	for text, want := range map[string]string{
		"第一章　发展环境　　" + long:       "第一章 发展环境\n" + long,
		"三、目标和政策　　" + long:        "三、目标和政策\n" + long,
		"序言　　" + long:             "序言\n" + long,
		"基本要求是：　　——" + long:       "基本要求是：\n——" + long,
		"支持对象：　　" + long:          "支持对象： " + long,
		long + "。　　" + long:       long + "。\n" + long,
		"第一章　　总则":                 "第一章 总则",
		"第一篇　转变方式　开创新局面　　" + long: "第一篇 转变方式 开创新局面\n" + long,
	} {
		if got := clean(text).Text; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestHeadsPage(t *testing.T) {
	long := strings.Repeat("甲", 40) + "。"
	for _, c := range []struct {
		before, after string
		width         int
		want          bool
	}{
		{"1.发展地震智能速报、编目和分类技术", long, 0, true},
		{"1.发展地震智能速报、编目和分类技术", "乙乙乙乙乙。", 0, false},
		{"1.发展地震智能速报，编目", long, 0, false},
		{"发展地震智能速报、编目和分类技术", long, 0, false},
		{"（二）装备与系统标准", long, 28, true},
		{"专栏2 示范工厂建设行动", "01 智能场景", 28, true},
		{"（二）" + strings.Repeat("甲", 22), long, 28, false},
	} {
		if got := headsPage(c.before, c.after, c.width); got != c.want {
			t.Errorf("%q above %q, width %d: %v, want %v", c.before, c.after, c.width, got, c.want)
		}
	}
}
