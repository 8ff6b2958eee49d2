package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

func TestExceptionGoesWithItsRule(t *testing.T) {
	p := text("甲区", "档案应当由馆内人员查阅。经馆长批准的，也可以由馆外人员查阅。查阅记录保存五年。")
	for _, c := range []struct {
		about, question string
		reader          scores
		want            bool
	}{
		{"whether something may be", "馆外的人能不能查阅档案", scores{"馆内": 9, "馆长": 6}, true},
		{"not where the reader is not certain of it", "馆外的人能不能查阅档案", scores{"馆内": 9, "保存": 6}, false},
		{"not where something else is asked", "查阅记录保存几年", scores{"保存": 9, "馆长": 6}, false},
	} {
		if got := writeRead(t, c.reader, rag.Question{Text: c.question}, p); strings.Contains(got, "馆长") != c.want {
			t.Errorf("%s: got %q", c.about, got)
		}
	}
}
