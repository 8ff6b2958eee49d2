package chunk

import (
	"slices"
	"strings"
	"testing"
)

// speech is a text of paragraphs about two matters, more than a chunk holds.
var speech = strings.Repeat("农业生产要抓好粮食种植，粮食种植要靠农业技术，农业技术要靠农民学习农业生产知识。\n", 8) +
	strings.Repeat("外交工作要维护和平，和平要靠各国友好往来，友好往来要靠外交政策长期不变。\n", 8)

// unitsOf are the units of all of a text.
func unitsOf(b body) []unit {
	var out []unit
	for _, p := range b.paragraphs {
		out = append(out, b.units(p, manner{})...)
	}
	return out
}

func TestBonds(t *testing.T) {
	b := newBody(speech)
	got := b.bonds(unitsOf(b))
	if least := slices.Index(got, slices.Min(got)); least != 8 || got[8] > -.9 || got[0] != 0 {
		t.Errorf("the weakest bond is at %d of %v", least, got)
	}
	for _, v := range got {
		if v < -1 || v > 1 {
			t.Errorf("a bond of %v", v)
		}
	}
}

func TestBondsOfLittle(t *testing.T) {
	for _, s := range []string{"农业。", "农业。\n工业。\n", strings.Repeat("5%。\n", 300), strings.Repeat("甲", 700)} {
		b := newBody(s)
		for _, v := range b.bonds(unitsOf(b)) {
			if v != 0 {
				t.Errorf("%.20q has a bond of %v", s, v)
			}
		}
	}
}

func TestWordingOf(t *testing.T) {
	b := newBody("农业，农业。\n农业工业。\nabc甲。\n")
	w := b.wordingOf(unitsOf(b))
	var got []int
	for _, of := range w.of {
		got = append(got, len(of))
	}
	if !slices.Equal(got, []int{1, 3, 0}) || len(w.weight) != 3 || w.weight[0] >= w.weight[1] {
		t.Errorf("pairs %v, weights %v", w.of, w.weight)
	}
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
	}{{"农业。\n农业。\n", 1}, {"农业。\n工厂。\n", 0}, {"农业。\n5%。\n", 0}} {
		b := newBody(c.text)
		if got := b.wordingOf(unitsOf(b)).likeness(1); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestPackCutsWhereLittleIsShared(t *testing.T) {
	units := laid(of(150), of(150), of(150), of(150), of(150))
	for at, want := range map[int][]int{2: {300, 450}, 3: {450, 300}} {
		bonds := make([]float64, len(units))
		bonds[at] = -1
		var got []int
		for _, s := range pack(units, aim, bonds) {
			got = append(got, s.length())
		}
		if !slices.Equal(got, want) {
			t.Errorf("cut %v, want %v", got, want)
		}
	}
	b := newBody(speech)
	for _, s := range pack(unitsOf(b), aim, b.bonds(unitsOf(b))) {
		if text := b.slice(s); strings.Contains(text, "农业") && strings.Contains(text, "外交") {
			t.Errorf("a chunk is about both: %q", text)
		}
	}
}
