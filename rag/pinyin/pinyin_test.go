package pinyin

import (
	"slices"
	"strings"
	"testing"
)

func texts(words []Word) (out []string) {
	for _, w := range words {
		out = append(out, w.Text)
	}
	return out
}

func TestWords(t *testing.T) {
	for letters, want := range map[string]string{"tousu": "投诉", "xiaofeizhe": "消费者", "lvse": "绿色", "qu": "去", "yinhang": "银行"} {
		if got := texts(Words(letters)); len(got) == 0 || got[0] != want {
			t.Errorf("Words(%q) = %q, want %q first", letters, got, want)
		}
	}
	for _, letters := range []string{"", "hotline", "xiaofeizh", "zzz", "a b"} {
		if got := Words(letters); len(got) != 0 {
			t.Errorf("Words(%q) = %q", letters, texts(got))
		}
	}
}

func TestListIsOrdered(t *testing.T) {
	all := words().words
	if len(all) < 80000 {
		t.Fatalf("%d words", len(all))
	}
	for i, w := range all {
		if i > 0 && compare(all[i-1].Reading, strings.ReplaceAll(w.Reading, " ", "")) > 0 {
			t.Fatalf("%q stands behind %q", w.Reading, all[i-1].Reading)
		}
		if w.Text == "" || w.Common < 0 || w.Common > 9 || strings.Count(w.Reading, " ")+1 != len([]rune(w.Text)) {
			t.Fatalf("%+v", w)
		}
		if len(w.Reading) > Longest+3 {
			t.Fatalf("%q is longer than Longest", w.Reading)
		}
	}
}

func TestKnown(t *testing.T) {
	for word, want := range map[string]bool{"养老": true, "养劳": false, "投诉": true, "": false, "养": false} {
		if Known(word) != want {
			t.Errorf("Known(%q) = %v", word, !want)
		}
	}
}

func TestLike(t *testing.T) {
	for typed, meant := range map[string]string{"劳": "老", "洲": "州", "宾": "滨", "凯": "恺", "街": "结", "力": "利", "陪": "配", "中": "钟", "层": "曾", "身": "生", "心": "星"} {
		if got := Like(typed); !slices.Contains(got, meant) || slices.Contains(got, typed) {
			t.Errorf("Like(%q) lacks %q: %q", typed, meant, got)
		}
	}
	exact, nearly := slices.Index(Like("资"), "子"), slices.Index(Like("资"), "知")
	if exact < 0 || nearly < exact {
		t.Errorf("what sounds the same stands at %d, what nearly does at %d", exact, nearly)
	}
	if got := Like("x"); got != nil {
		t.Errorf("Like of a letter: %q", got)
	}
}

func TestOf(t *testing.T) {
	if got := Of("赤坎"); !slices.Contains(got, "chi kan") {
		t.Errorf("Of = %q", got)
	}
	if got := Of("重行长"); len(got) < 2 || len(got) > 8 {
		t.Errorf("Of = %q", got)
	}
	if got := Of("赤x"); len(got) != 0 {
		t.Errorf("Of = %q", got)
	}
}

func TestLetters(t *testing.T) {
	for typed, want := range map[string]string{
		"Xiaofeizhe": "xiaofeizhe", "ｙａｎｔｉａｎ": "yantian", "xiāofèizhě": "xiaofeizhe", "xiao1fei4zhe3": "xiaofeizhe",
		"lǜsè": "lvse", "xi'an": "xian", "pm2": "", "hot-line": "", "投诉": "", "": "",
	} {
		if got := Letters(typed); got != want {
			t.Errorf("Letters(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	names := map[string][]Word{"chikan": {{"赤坎", "chi kan", 9}}}
	for letters, want := range map[string]string{
		"tousu": "tousu", "xiaofeizhetousu": "xiaofeizhe tousu", "chikanqu": "chikan qu", "lajifenlei": "laji fenlei",
		"hotline": "", "gdp": "", "": "", "xianzai": "xianzai",
	} {
		var got []string
		for _, p := range Split(letters, names) {
			got = append(got, p.Letters)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Split(%q) = %q, want %q", letters, got, want)
		}
	}
	if p := Split("chikan", names); p[0].Words[0].Text != "赤坎" {
		t.Errorf("a given name is not first: %v", p)
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"tousu", "xiaofeizhetousu", "hotline", "xian", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		letters := Letters(typed)
		if len(letters) > 100 {
			return
		}
		var whole string
		for _, p := range Split(letters, nil) {
			whole += p.Letters
			if len(p.Words) == 0 {
				t.Errorf("no word is read %q", p.Letters)
			}
		}
		if whole != "" && whole != letters {
			t.Errorf("Split(%q) joins to %q", letters, whole)
		}
	})
}
