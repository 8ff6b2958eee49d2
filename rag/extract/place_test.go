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
