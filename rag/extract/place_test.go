package extract

import (
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// regional is a passage of a document of a region.
func regional(region, content string, path ...string) rag.Passage {
	return rag.Passage{Document: chunk.Meta{ID: region, Region: region}, Chunk: chunk.Chunk{Text: content, Path: path}}
}

func TestWhichDocumentsSpeakOfAPlace(t *testing.T) {
	const town, city, province = "天津市滨海新区海滨街道", "广东省湛江市", "广东省"
	for _, c := range []struct {
		name, own string
		passage   rag.Passage
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
		r := ranked{0, c.passage}
		if got := r.of(placed{c.name, c.own}); got != c.want {
			t.Errorf("%s (%s): %s %q speaks of it: %v", c.name, c.own, c.passage.Document.Region, c.passage.Text, got)
		}
	}
}

func TestTheCountrySpeaksOfAPlaceWhereItNamesIt(t *testing.T) {
	law := regional("", "支持赤坎区发展")
	law.Document.Level = nation
	other := regional("", "支持各地发展")
	other.Document.Level = nation
	p := placed{"赤坎", "广东省湛江市赤坎区"}
	if !(ranked{0, law}).of(p) || (ranked{0, other}).of(p) {
		t.Error("the country's documents are of no place, but for those that name it")
	}
}

func TestSidesHaveTheirOwnPassages(t *testing.T) {
	q := rag.Question{Places: []string{"广东", "湛江"}, Own: []string{"广东省", "广东省湛江市"}}
	groups := bySide(q, []rag.Passage{regional("广东省", "一"), regional("广东省湛江市", "二"), regional("广东省", "三")})
	var got [][]int
	for _, g := range groups {
		var of []int
		for _, r := range g {
			of = append(of, r.index)
		}
		got = append(got, of)
	}
	if len(got) != 2 || !slices.Equal(got[0], []int{0, 2}) || !slices.Equal(got[1], []int{1}) {
		t.Errorf("got %v", got)
	}
	if all := bySide(rag.Question{}, []rag.Passage{regional("甲市", "一")}); len(all) != 1 || len(all[0]) != 1 {
		t.Errorf("where no place is asked about: %v", all)
	}
}

func TestCandidatesOfThePlaceItself(t *testing.T) {
	all := candidates([]ranked{{0, regional("甲省", "新建公园两座。")}, {1, regional("甲省乙市", "新建公园三座。")}})
	q := rag.Question{Places: []string{"乙"}, Own: []string{"甲省乙市"}}
	if of := ofPlace(q, 0, all); len(of) != 1 || of[0].index != 1 {
		t.Errorf("got %v", of)
	}
	if of := ofPlace(rag.Question{}, 0, all); len(of) != 2 {
		t.Errorf("where no place is asked about: %v", of)
	}
}
