package talk

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

func TestSearchFindsWhatWasSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &archive{}
		first := newArchive(a, say(finished("到2025年，新增养老床位三百张[1]。")))
		follow(t, first, ask(t, first, Ask{Question: rag.Question{Text: "赤坎区养老床位"}}), 0)
		time.Sleep(time.Second)
		r := newArchive(a, say(finished("森林覆盖率达到30%。")))
		follow(t, r, ask(t, r, Ask{Question: rag.Question{Text: "生态目标"}}), 0)
		for words, want := range map[string]string{
			"":         "生态目标| 赤坎区养老床位|",
			"目标":       "生态目标|",
			"300张":     "赤坎区养老床位|到2025年，新增养老床位三百张[1]。",
			"森林 生态":    "生态目标|森林覆盖率达到30%。",
			"生態 森林":    "生态目标|森林覆盖率达到30%。",
			"森林 养老":    "",
			"FINISHED": "",
		} {
			all, err := r.Search(t.Context(), "anna", words)
			var got []string
			for _, h := range all {
				got = append(got, h.Title+"|"+h.Excerpt)
			}
			if err != nil || strings.Join(got, " ") != want {
				t.Errorf("%s: %q, %v", words, got, err)
			}
		}
		if all, err := r.Search(t.Context(), "bert", "目标"); err != nil || len(all) > 0 {
			t.Errorf("another's: %v, %v", all, err)
		}
		a.fails(errors.New("no luck"))
		if _, err := r.Search(t.Context(), "anna", "目标"); err == nil {
			t.Error("it is not told that the archive fails")
		}
	})
}

func TestAround(t *testing.T) {
	long := strings.Repeat("前", 100) + "森林 覆盖率\n三百" + strings.Repeat("后", 100)
	for _, c := range []struct{ text, word, want string }{
		{"养老床位", "床位", "养老床位"},
		{long, "森林覆盖率", "…" + strings.Repeat("前", 10) + "森林 覆盖率 三百" + strings.Repeat("后", 30) + "…"},
		{long, "300后", "…" + strings.Repeat("前", 3) + "森林 覆盖率 三百" + strings.Repeat("后", 37) + "…"},
		{strings.Repeat("前", 100) + "末", "末", "…" + strings.Repeat("前", 49) + "末"},
		{"", "甲", ""},
	} {
		if got := around(c.text, c.word); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.word, c.text, got, c.want)
		}
	}
}
