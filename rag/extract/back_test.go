package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

func TestANameForWhatStandsInFront(t *testing.T) {
	p := text("甲区", "推进就业。中心发放生活费。三年后没有就业的，领取失业金；两年后仍没有就业的，领取低保金。这“三条保障线”，是保障制度的重要部分。完善养老制度。")
	want := "甲区：三年后没有就业的，领取失业金；两年后仍没有就业的，领取低保金[1]。这“三条保障线”，是保障制度的重要部分[1]。"
	for _, q := range []string{"“三条保障线”具体是哪三条", "“三条保障线”是什么意思"} {
		if got := write(t, rag.Question{Text: q}, p); got != want {
			t.Errorf("%s: %q", q, got)
		}
	}
	for _, q := range []string{"“两个确保”具体是哪两个", "养老制度怎么完善", "什么时候领取失业金"} {
		if got := write(t, rag.Question{Text: q}, p); strings.Contains(got, "这“三条保障线”") && strings.Contains(got, "失业金；") {
			t.Errorf("%s: %q", q, got)
		}
	}
}
