package chunk

import (
	"strings"
	"testing"
)

func TestHasLost(t *testing.T) {
	own := func(kinds ...markKind) []opening {
		numbers := map[markKind]int{}
		var out []opening
		for _, k := range kinds {
			numbers[k]++
			out = append(out, opening{mark: mark{kind: k, number: numbers[k]}})
			if k == unmarked {
				numbers[comma] = 0 // 一、 begins anew behind plain text
			}
		}
		return out
	}
	for _, c := range []struct {
		name  string
		kinds []markKind
		want  bool
	}{
		{"chapters whose sections are gone", []markKind{chapter, comma, comma, unmarked, comma, comma, unmarked, comma}, true},
		{"once may be chance", []markKind{chapter, comma, comma, unmarked, comma}, false},
		{"a heading in between", []markKind{chapter, comma, section, unmarked, comma, section, unmarked, comma}, false},
		{"a text without chapters", []markKind{comma, comma, unmarked, comma, comma, unmarked, comma}, false},
		{"nothing", nil, false},
	} {
		if got := hasLost(own(c.kinds...)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSiblings(t *testing.T) {
	var s siblings
	if s.ended() {
		t.Error("no section has ended before one begins")
	}
	s.next()
	s.leads = 2
	if !s.ended() {
		t.Error("plain text behind paragraphs with leads does not end a section")
	}
	for range 3 {
		s = siblings{sections: s.sections, single: true, plain: 1}
		s.next()
	}
	s.plain = 1
	if !s.ended() {
		t.Error("a second paragraph does not end a section whose siblings had one each")
	}
}

func TestTextsThatLostNothingAreLeftAlone(t *testing.T) {
	text := "第一章 甲\n一、乙\n" + paragraph + "\n" + paragraph + "\n二、丙\n" + paragraph + "\n" + paragraph + "\n第二章 丁\n一、戊\n" + paragraph + "\n" + paragraph
	for _, g := range grouped(text) {
		if !strings.Contains(g[0], "、") {
			t.Errorf("%q stands under %q", shorten(g[1], 10), g[0])
		}
	}
}
