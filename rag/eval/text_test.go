package eval

import "testing"

func TestFoldText(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		" \t\r\n　\u00a0": "",
		"赤坎區（全區），達 ３０ 多家；":     "赤坎区(全区),达30多家;",
		"“创业苗圃— 孵化器”":          "创业苗圃—孵化器",
		"「甲」『乙』‘丙’\"丁\"'戊'＂己＂": "甲乙丙丁戊己",
		"《规划》":          "《规划》",
		"PM2.5 平均ＰＭ":    "pm2.5平均pm",
		"10.69\n\n11.8": "10.6911.8",
		"127 ％":         "127%",
	} {
		if got := foldText(in); got != want {
			t.Errorf("foldText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldTextTwice(t *testing.T) {
	for _, s := range []string{"赤坎區（全區），達 ３０ 多家；", "“字當頭”", "ＡＢＣ　ａｂｃ", "乾坤 頭髮 發展"} {
		once := foldText(s)
		if twice := foldText(once); twice != once {
			t.Errorf("%q folds to %q, and that to %q", s, once, twice)
		}
	}
}

func TestGrams(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{{"", 0}, {"甲", 1}, {"甲乙丙", 1}, {"甲乙丙丁", 1}, {"甲乙丙丁戊", 2}, {"甲甲甲甲甲甲", 1}} {
		if got := len(grams(c.in)); got != c.want {
			t.Errorf("%q has %d grams, want %d", c.in, got, c.want)
		}
	}
	if !grams("甲乙丙丁戊")[gram{'乙', '丙', '丁', '戊'}] {
		t.Error("the last gram is missing")
	}
	if n := shared(grams("甲乙丙"), grams("甲乙丙丁")); n != 0 {
		t.Errorf("a short text shares %d grams with a longer one", n)
	}
	if n := shared(grams("甲乙丙丁戊己"), grams("乙丙丁戊己庚")); n != 2 {
		t.Errorf("%d shared, want 2", n)
	}
}

func TestHead(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{{"", 2, ""}, {"甲", 2, "甲"}, {"甲乙", 2, "甲乙"}, {"甲乙丙", 2, "甲乙"}, {"甲a乙", 2, "甲a"}, {"甲", 0, ""}} {
		if got := head(c.in, c.n); got != c.want {
			t.Errorf("head(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}
