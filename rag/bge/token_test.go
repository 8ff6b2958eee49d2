package bge

import (
	"slices"
	"strings"
	"testing"
)

// The ids of texts.json are those of Hugging Face tokenizers.
func TestTokensAgree(t *testing.T) {
	texts := readJSON[[]string](t, "texts.json")
	m := openModel(t)
	all := readJSON[[][]int32](t, "ids.json")
	if len(all) != len(texts) {
		t.Fatalf("%d texts, %d references", len(texts), len(all))
	}
	for i, want := range all {
		if got := m.tokens.encode(texts[i], MaxTokens); !slices.Equal(got, want) {
			t.Errorf("%.60q:\n got %v\nwant %v", texts[i], got, want)
		}
	}
}

// spelled returns the tokens of a text between begin and end.
func spelled(t *testing.T, text string) string {
	t.Helper()
	words, _, err := load(packed)
	if err != nil {
		t.Fatal(err)
	}
	ids := newTokenizer(words).encode(text, MaxTokens)
	if ids[0] != beginToken || ids[len(ids)-1] != endToken {
		t.Fatalf("%q gives %v", text, ids)
	}
	var b []string
	for _, id := range ids[1 : len(ids)-1] {
		b = append(b, words[id])
	}
	return strings.Join(b, " ")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{" \t\r\n\u3000", ""},
		{"养老服务", "养 老 服 务"},
		{"養老", "養 老"},
		{"PM2.5≤29", "pm2 . 5 ##≤ ##29"},
		{"Café", "cafe"},
		{"Ça va", "ca va"},
		{"embedding", "em ##be ##dd ##ing"},
		{"养\u200b老\u00ad", "养 老"},
		{"a\x00b\ufffdc\xffd", "abc ##d"},
		{"\u000ba\u0085b", "ab"},
		{"《规划》（2021）", "《 规 划 》 （ 2021 ）"},
		{"2021—2025年", "2021 [UNK] 2025 年"},
		{"[SEP][sep]", "[SEP] [ sep ]"},
		{"a[MASK]b", "a [MASK] b"},
		{"[PAD][UNK][CLS", "[PAD] [UNK] [ cl ##s"},
		{strings.Repeat("a", 101), "[UNK]"},
		{"\uf900", "豈"}, // a compatibility character is its ordinary one
		{"ＡＢ", "ａ ##ｂ"},
		{"\u0301", ""},
	} {
		if got := spelled(t, c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEncodeStopsAtMost(t *testing.T) {
	tokens := openModel(t).tokens
	long := strings.Repeat("养老embedding。", 1<<16)
	for _, most := range []int{2, 3, 4, 7, MaxTokens} {
		ids := tokens.encode(long, most)
		if len(ids) != most || ids[most-1] != endToken {
			t.Errorf("at most %d: %d ids, the last %d", most, len(ids), ids[len(ids)-1])
		}
		if all := tokens.encode(long[:1<<14], 1<<20); !slices.Equal(ids[:most-1], all[:most-1]) {
			t.Errorf("at most %d: other ids than without a limit", most)
		}
	}
}

// Every text gives between 2 and MaxTokens ids of the vocabulary, framed.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "养老", "a\xff[SEP", "\u0301\u1100\u1161", strings.Repeat("ß", 600), "[MASK][MASK]\n"} {
		f.Add(s)
	}
	words, _, err := load(packed)
	if err != nil {
		f.Fatal(err)
	}
	tokens := newTokenizer(words)
	f.Fuzz(func(t *testing.T, text string) {
		ids := tokens.encode(text, MaxTokens)
		if len(ids) < 2 || len(ids) > MaxTokens || ids[0] != beginToken || ids[len(ids)-1] != endToken {
			t.Fatalf("%q gives %v", text, ids)
		}
		for _, id := range ids {
			if id < 0 || id >= wordCount {
				t.Fatalf("%q gives id %d", text, id)
			}
		}
	})
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		r                        rune
		space, control, han, pun bool
	}{
		{r: 'a'}, {r: '9'}, {r: 'é'}, {r: '①'}, {r: '\u3400' - 1}, {r: '℃'},
		{r: ' ', space: true}, {r: '\n', space: true, control: true}, {r: '\u3000', space: true}, {r: '\u2028', space: true},
		{r: '\v', control: true}, {r: '\u0085', control: true}, {r: '\ufeff', control: true}, {r: '\ue000', control: true},
		{r: '一', han: true}, {r: '龥', han: true}, {r: '\u4dbf', han: true}, {r: '𠀀', han: true}, {r: '\uf900', han: true},
		{r: 0x2f800, han: true}, {r: 0x2b820}, {r: 0x30000}, // as the original has it
		{r: '$', pun: true}, {r: '^', pun: true}, {r: '~', pun: true}, {r: '，', pun: true}, {r: '《', pun: true}, {r: '—', pun: true},
		{r: '＋'}, {r: '￥'}, {r: '≤'},
	} {
		if isSpace(c.r) != c.space || isControl(c.r) != c.control || isHan(c.r) != c.han || isPunctuation(c.r) != c.pun {
			t.Errorf("%U: space %v, control %v, han %v, punctuation %v", c.r, isSpace(c.r), isControl(c.r), isHan(c.r), isPunctuation(c.r))
		}
	}
}
