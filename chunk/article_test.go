package chunk

import "testing"

func TestArticles(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"thousands", "第九百九十九条 " + paragraph + "\n第一千条 " + paragraph + "\n第一千零一条 " + paragraph,
			"第九百九十九条\n第一千条\n第一千零一条\n"},
		{"glued to the sentence before", "第一章 甲\n第一条 " + paragraph + "第二条 " + paragraph + "第三条 " + paragraph + "\n第二章 乙\n第四条 " + paragraph,
			"第一章 甲\n  第一条\n  第二条\n  第三条\n第二章 乙\n  第四条\n"},
		{"glued with a blank", "第一条 " + paragraph + " 第二条 " + paragraph + " 第三条 " + paragraph, "第一条\n第二条\n第三条\n"},
		{"spoken of in a sentence", "第一条 " + paragraph + "第一条 所说的机关。" + paragraph + "第五条 也是。" + paragraph + "\n第二条 " + paragraph + "\n第三条 " + paragraph,
			"第一条\n第二条\n第三条\n"},
		{"spoken of in a title that was broken", "1991年6月29日 关于修改第三十条\n第三十一条的决定\n第一条 " + paragraph + "\n第二条 " + paragraph + "\n第三条 " + paragraph,
			"第一条\n第二条\n第三条\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// The dates above a law end without a full stop; its first article does not go on with them.
func TestArticleBehindDates(t *testing.T) {
	date := "2013年5月29日 某省人民代表大会常务委员会第三次会议修订\n"
	if got := drawn(date + date + date + "第一条 " + paragraph + "\n第二条 " + paragraph); got != "第一条\n第二条\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestArticleAt(t *testing.T) {
	for text, want := range map[string]int{
		"第二条 甲": 2, "第一千二百六十条 甲": 1260, "第二条甲": 0, "第二章 甲": 0, "第二条": 0, "": 0, "甲": 0,
	} {
		b := newBody(text)
		if got := b.articleAt(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
