package pinyin

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestReadings(t *testing.T) {
	for character, want := range map[string][]string{
		"赤": {"chi"},
		"坎": {"kan"},
		"行": {"hang", "xing"},
		"绿": {"lv"},
		"x": nil,
		"":  nil,
	} {
		got := slices.Clone(Readings(character))
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Readings(%q) = %q, lacks %q", character, got, w)
			}
		}
		if want == nil && got != nil {
			t.Errorf("Readings(%q) = %q", character, got)
		}
	}
}

func TestSoundsThatAreMistaken(t *testing.T) {
	for reading, want := range map[string][]string{
		"zhong": {"zong"},
		"zong":  {"zhong"},
		"shang": {"sang", "shan"},
		"chen":  {"cen", "cheng"},
		"jin":   {"jing"},
		"bing":  {"bin"},
		"ma":    nil,
		"":      nil,
	} {
		got := nearly(reading)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q is mistaken for %q, want %q", reading, got, want)
		}
	}
}

// Whatever sounds nearly like another is sounded nearly like by it.
func TestNearnessIsMutual(t *testing.T) {
	for _, w := range words().words {
		if strings.Contains(w.Reading, " ") {
			continue
		}
		for _, other := range nearly(w.Reading) {
			if !slices.Contains(nearly(other), w.Reading) {
				t.Fatalf("%q is near %q, but not the other way round", w.Reading, other)
			}
		}
	}
}

// Every word of the list is found by its letters, and every one of several
// characters is known.
func TestEveryWordIsFound(t *testing.T) {
	for i, w := range words().words {
		if i%97 != 0 {
			continue // one in a hundred is enough
		}
		letters := strings.ReplaceAll(w.Reading, " ", "")
		if !slices.Contains(texts(Words(letters)), w.Text) {
			t.Errorf("%q is not among the words of %q", w.Text, letters)
		}
		if n := len([]rune(w.Text)); n > 1 && !Known(w.Text) {
			t.Errorf("%q is not known", w.Text)
		}
		for _, c := range w.Text {
			if !unicode.Is(unicode.Han, c) && c != '〇' {
				t.Errorf("%q has %q", w.Text, c)
			}
		}
	}
}

func TestTheCommonComesFirst(t *testing.T) {
	for _, letters := range []string{"shi", "yi", "gongyi", "shiji", "zhengfu"} {
		all := Words(letters)
		if !slices.IsSortedFunc(all, func(a, b Word) int { return b.Common - a.Common }) {
			t.Errorf("words of %q are not in order: %v", letters, all)
		}
	}
}

// Letters that are cut cost no more with names given than without.
func TestNamesWin(t *testing.T) {
	names := map[string][]Word{
		"yantian": {{"盐田", "yan tian", 9}},
		"haibin":  {{"海滨", "hai bin", 9}},
	}
	for letters, want := range map[string]string{
		"yantianqu":      "盐田",
		"haibinjiedao":   "海滨",
		"yantiangongce":  "盐田",
		"haibinyanglao":  "海滨",
		"yantianhaibin":  "盐田",
		"haibinyantian":  "海滨",
		"yantianyanglao": "盐田",
	} {
		parts := Split(letters, names)
		if len(parts) < 2 || parts[0].Words[0].Text != want {
			t.Errorf("Split(%q) = %v", letters, parts)
		}
	}
	if parts := Split("tousu", names); len(parts) != 1 || parts[0].Words[0].Text != "投诉" {
		t.Errorf("Split = %v", parts)
	}
}

func TestLettersOfEveryTone(t *testing.T) {
	for typed, want := range map[string]string{
		"āáǎà": "aaaa", "ēéěè": "eeee", "īíǐì": "iiii", "ōóǒò": "oooo", "ūúǔù": "uuuu", "ǖǘǚǜ": "vvvv",
		"ni3hao3": "nihao", "NI HAO": "", "nǐ’hǎo": "nihao", "ni3": "", "5G": "",
	} {
		if got := Letters(typed); got != want {
			t.Errorf("Letters(%q) = %q, want %q", typed, got, want)
		}
	}
}

func FuzzLetters(f *testing.F) {
	for _, s := range []string{"Xiǎofèi", "xiao1fei4", "ｙａｎ", "投诉", "", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		letters := Letters(typed)
		if strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("Letters(%q) = %q", typed, letters)
		}
		if again := Letters(letters); again != letters {
			t.Errorf("Letters(%q) = %q, again %q", typed, letters, again)
		}
	})
}

func FuzzLike(f *testing.F) {
	for _, s := range []string{"劳", "街", "行", "x", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, character string) {
		like := Like(character)
		if slices.Contains(like, character) {
			t.Errorf("%q is like itself", character)
		}
		seen := map[string]bool{}
		for _, c := range like {
			if seen[c] || len([]rune(c)) != 1 {
				t.Errorf("%q is like %q", character, like)
			}
			seen[c] = true
		}
	})
}
