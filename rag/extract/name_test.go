package extract

import (
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestNameOf(t *testing.T) {
	for text, want := range map[string]string{
		"云海学校什么时候开学":      "云海",
		"盐田云海学校建设总投资多少钱":  "云海",
		"港西新城九年一贯制学校哪年开学": "港西新城九年一贯制",
		"海田物流园要腾退，搬到哪儿去":  "海田",
		"规划落地要跟大港油田协调":    "大港",
		"新建几所学校":          "",
		"要引进的学校叫什么":       "",
		"有多少所小学":          "",
		"哪些医院要改造":         "",
		"工业园有多少亩":         "",
		"特色产业园有几个":        "",
		"养老服务怎么做":         "",
		"两所民办学校收费多少":      "",
		"社区公园多少个":         "",
		"街上晕倒的人谁送去医院":     "",
		"受伤的人送医院谁出钱":      "",
	} {
		if got := nameOf([]string{"盐田"}, text); got != want {
			t.Errorf("name in %q is %q, want %q", text, got, want)
		}
	}
}

func TestAnotherOfItsKindDoesNotAnswer(t *testing.T) {
	school := text("甲区", "加快云海学校施工进度，确保9月份正式开学，新增1800个学位。")
	fund := text("甲区", "安排学校建设发展资金预算不少于1亿元。")
	for question, want := range map[string]bool{
		"云海学校什么时候开学":   true,
		"港西学校什么时候开学":   false,
		"梧桐学校新增多少个学位":  false,
		"云海学校新增多少个学位":  true,
		"云海学校建设资金是多少钱": false,
	} {
		got := write(t, rag.Question{Text: question}, school, fund)
		if answered := strings.HasPrefix(got, "甲区："); answered != want {
			t.Errorf("%s: %q", question, got)
		}
	}
}

func TestOfNameReadsWhatStandsAbove(t *testing.T) {
	a := newAsk("云海学校有多少学位")
	a.name = "云海"
	for _, c := range []struct {
		content, path, title string
		want                 bool
	}{
		{"新增学位1800个。", "", "", false},
		{"云海学校新增学位1800个。", "", "", true},
		{"新增学位1800个。", "一、云海学校", "", true},
		{"新增学位1800个。", "", "云海学校建设方案", true},
		{"推进云海学校建设。新增学位1800个。", "", "", true},
	} {
		p := text("甲区", c.content, c.path)
		p.Document.Title = c.title
		all := candidates([]ranked{{0, p}})
		if got := all[len(all)-1].ofName(a); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if a.name = ""; !(candidate{}).ofName(a) {
		t.Error("an ask of nothing with a name is answered by none")
	}
}

func TestDocumentsOfNoKnownPlaceAreRead(t *testing.T) {
	unknown := text("", "每间宿舍不超过6人。")
	unknown.Document = chunk.Meta{ID: "x", Title: "复工指引"}
	q := rag.Question{Text: "甲区每间宿舍不超过多少人", Places: []string{"甲"}}
	if got := write(t, q, unknown); !strings.Contains(got, "每间宿舍不超过6人[1]") {
		t.Errorf("got %q", got)
	}
	if got := write(t, q, text("乙区", "每间宿舍不超过6人。")); strings.Contains(got, "6人[1]") {
		t.Errorf("of another place: %q", got)
	}
}

func TestWhatHasANameIsSpokenOfThere(t *testing.T) {
	for _, c := range []struct {
		sentence string
		about    float64
		want     bool
	}{
		{"引进高水平大学来办学，提升高等教育水平。", 0.4, false}, // of another thing
		{"引进甲方大学来办学，建设港澳高校校区。", 0.4, true},
		{"建设“滨海学院”。", 0.2, true}, // a name in quotation marks is looked at otherwise
		{"引进高水平大学来办学，提升高等教育水平。", 0.8, true},
	} {
		cand, a := pair("要引进的那所港澳高校叫什么名字", c.sentence, nil)
		cand.about = c.about
		if got := len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%q (%.1f) tells the name: %v", c.sentence, c.about, got)
		}
	}
}

func TestDeputiesAreOthers(t *testing.T) {
	p := text("甲区", "区委副书记、区长王小明表示，要加快建设。")
	for question, told := range map[string]bool{
		"甲区区长是谁": true, "甲区区委副书记是谁": true, "甲区区委书记是谁": false, "甲区副区长是谁": false, "谁是甲区的区委书记": false,
	} {
		got := write(t, rag.Question{Text: question}, p)
		if strings.Contains(got, "王小明") && !strings.Contains(got, "只提到") != told {
			t.Errorf("%s: %q", question, got)
		}
	}
}
