package chunk

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// misread writes a text as it comes out when the byte before the i-th
// character's second byte is lost: one byte off until a trail byte below 0x80.
func misread(t *testing.T, text string, at int) string {
	t.Helper()
	rs := []rune(text)
	var bytes []byte
	for _, r := range rs[at:] {
		b := gbkBytes(r)
		if b[0] == 0 {
			t.Fatalf("%c is not in GBK", r)
		}
		bytes = append(bytes, b[:]...)
	}
	out := []rune(string(rs[:at]) + "?")
	for i := 1; i < len(bytes); {
		if bytes[i] < 0x80 {
			return string(append(append(out, rune(bytes[i])), rs[at+(i+1)/2:]...))
		}
		if i+1 == len(bytes) {
			break
		}
		if r := gbkRune(bytes[i], bytes[i+1]); r != 0 {
			out = append(out, r)
		}
		i += 2
	}
	return string(append(out, '?'))
}

// known repeats what a text must say elsewhere for a repair to be certain.
const known = "推進規模化應用。規模化應用全覆蓋項目，規模化應用全覆蓋。空氣質量優良，環境治理。空氣質量持續保持優良。"

func TestMendReadsRight(t *testing.T) {
	for _, text := range []string{"推進規模化應用全覆蓋項目", "環境治理。空氣質量持續保持優良"} {
		rs := []rune(text)
		for i := range rs {
			b := gbkBytes(rs[i])
			if i+1 == len(rs) || !strings.ContainsRune(cutMarks, gbkRune(b[1], gbkBytes(rs[i+1])[0])) {
				continue
			}
			broken := misread(t, text, i)
			got, damage := mend(strings.Repeat(known, 3)+"\n"+broken, nil)
			if _, got, _ = strings.Cut(got, "\n"); got != text {
				t.Errorf("%q reads %q, want %q", broken, got, text)
			}
			if len(damage) != 1 || !damage[0].Repaired {
				t.Errorf("%q: damage %+v", broken, damage)
			}
		}
	}
}

func TestMendLeavesDoubt(t *testing.T) {
	got, damage := mend("一些別的話，與此無關。整治??諝赓|量", nil)
	if !strings.ContainsRune(got, utf8.RuneError) || len(damage) != 1 || damage[0].Repaired || damage[0].Raw != "??諝赓|" {
		t.Errorf("reads %q with %+v", got, damage)
	}
}

func TestMendLeavesSoundText(t *testing.T) {
	for _, text := range []string{
		"如何打造品质城市?《行动方案》提出，树立理念。", "真的吗?!我们认为可以。", "是什么?,是规划。A区如何?", "价格是多少??",
		"没有问号的文字。", "What? No!", "",
	} {
		if got, damage := mend(text, nil); got != text || len(damage) > 0 {
			t.Errorf("%q reads %q with %+v", text, got, damage)
		}
	}
}

func TestMendReportsLostCharacters(t *testing.T) {
	got, damage := mend("保障\uFFFD\uFFFD措施", nil)
	if got != "保障\uFFFD\uFFFD措施" || len(damage) != 1 || damage[0].Span != (Span{2, 4}) || damage[0].Repaired {
		t.Errorf("reads %q with %+v", got, damage)
	}
}

func TestMerge(t *testing.T) {
	d := func(s, e int) Damage { return Damage{Span: Span{s, e}} }
	got := merge([]Damage{d(0, 3), d(10, 12)}, []Damage{d(2, 3), d(5, 6), d(11, 12), d(20, 21)})
	want := []Damage{d(0, 3), d(5, 6), d(10, 12), d(20, 21)}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i].Span != want[i].Span {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestRelocate(t *testing.T) {
	before := "甲乙丙\n丁戊己\n庚辛壬"
	damage := []Damage{{Span: Span{1, 2}}, {Span: Span{5, 6}}, {Span: Span{9, 11}}}
	for after, want := range map[string][]string{
		before:            {"乙", "戊", "辛壬"},
		"甲乙丙\n庚辛壬":        {"乙", "辛壬"},
		"甲乙丙丁戊己\n庚辛壬":     {"乙", "戊", "辛壬"},
		"丁戊己\n庚辛壬":        {"戊", "辛壬"},
		"甲乙丙\n丁〇戊己\n 庚辛壬": {"乙", "戊", "辛壬"},
		"":                nil,
	} {
		var got []string
		for _, d := range relocate(append([]Damage{}, damage...), before, after) {
			got = append(got, string([]rune(after)[d.Start:d.End]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %q: %q, want %q", after, got, want)
		}
	}
}
