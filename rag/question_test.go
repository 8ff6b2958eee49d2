package rag

import (
	"testing"

	"chuchu/chunk"
)

// regional is a passage of a document of a region.
func regional(region, text string) Passage {
	p := passage("d"+region, 0, text)
	p.Document.Region, p.Document.Standing, p.Document.Kind = region, chunk.Issued, "规划纲要"
	return p
}

func TestWhichDocumentsSpeakOfAPlace(t *testing.T) {
	const town, city, province = "天津市滨海新区海滨街道", "广东省湛江市", "广东省"
	for _, c := range []struct {
		name, own string
		passage   Passage
		want      bool
	}{
		{"海滨", town, regional(town, "垃圾分类"), true},
		{"海滨", town, regional("广东省湛江市赤坎区", "建设海滨长廊"), false}, // a word, no place
		{"海滨", town, regional("天津市滨海新区", "支持海滨街道发展"), true},
		{"海滨", town, regional("天津市滨海新区", "支持油田发展"), false},
		{"海滨", town, regional("", "垃圾分类"), true},
		{"广东", province, regional(province, "全省目标"), true},
		{"广东", province, regional(city, "落实广东省要求"), false}, // what lies in it is not the province
		{"湛江", city, regional(province, "支持湛江市建设副中心"), true},
		{"湛江", city, regional(city, "全市目标"), true},
		{"湛江", city, regional("广东省湛江市赤坎区", "配合湛江市建设"), false},
		{"海滨", "", regional(town, "垃圾分类"), true}, // the region is not known: by name
		{"海滨", "", regional(city, "垃圾分类"), false},
	} {
		q := Question{Places: []string{c.name}}
		if c.own != "" {
			q.Own = []string{c.own}
		}
		if got := q.Of(0, c.passage); got != c.want {
			t.Errorf("%s (%s): %s %q speaks of it: %v", c.name, c.own, c.passage.Document.Region, c.passage.Text, got)
		}
	}
}

func TestTheCountrySpeaksOfAPlaceWhereItNamesIt(t *testing.T) {
	law, other := regional("", "支持赤坎区发展"), regional("", "支持各地发展")
	law.Document.Level, other.Document.Level = nation, nation
	q := Question{Places: []string{"赤坎"}, Own: []string{"广东省湛江市赤坎区"}}
	if !q.Of(0, law) || q.Of(0, other) {
		t.Error("the country's documents are of no place, but for those that name it")
	}
}

// Whoever writes, what another place's document says is no answer; the same
// words are tied to the place's own document where that says so too.
func TestAnswersAreOfThePlaceThatIsAskedAbout(t *testing.T) {
	const own, sibling, city = "某省某市甲某区", "某省某市乙某区", "某省某市"
	passages := []Passage{
		regional(own, "新建公园3个。完成公厕改造20座。"), regional(sibling, "完成公厕改造40座。新建公园3个。森林覆盖率达到45%。"),
		regional(city, "全市新建医院9所。支持甲某区新建学校2所。"), regional("", "每个街道建设食堂1个。"),
	}
	for i := range passages {
		passages[i].Start = 1000 * i
		passages[i].End = passages[i].Start + len([]rune(passages[i].Text))
	}
	for _, c := range []struct {
		said   string
		places []string
		own    []string
		want   string // the document, "" where the sentence does not stand
	}{
		{"完成公厕改造20座[1]。", []string{"甲某"}, []string{own}, own},
		{"完成公厕改造40座[2]。", []string{"甲某"}, []string{own}, ""},
		{"乙某区完成公厕改造40座[2]。", []string{"甲某"}, []string{own}, ""},
		{"甲某区：森林覆盖率达到45%[2]。", []string{"甲某"}, []string{own}, ""},
		{"新建公园3个[2]。", []string{"甲某"}, []string{own}, own},
		{"新建公园3个[1][2]。", []string{"甲某"}, []string{own}, own},
		{"新建公园3个[2]。", []string{"甲某", "乙某"}, []string{own, sibling}, sibling},
		{"完成公厕改造40座[2]。", nil, nil, sibling},
		{"支持甲某区新建学校2所[3]。", []string{"甲某"}, []string{own}, city},
		{"每个街道建设食堂1个[4]。", []string{"甲某"}, []string{own}, ""},
	} {
		d := newDraft(passages, false, "m")
		d.asked = Question{Text: "问", Places: c.places, Own: c.own}
		s, _ := d.add(c.said)
		got := ""
		if s.Supported {
			got = d.citations[0].Document.Region
		}
		if s.Supported != (c.want != "" || c.said == "每个街道建设食堂1个[4]。") || got != c.want {
			t.Errorf("%s of %v: supported %v (%s) by %q, want %q", c.said, c.places, s.Supported, s.Problem, got, c.want)
		}
	}
}
