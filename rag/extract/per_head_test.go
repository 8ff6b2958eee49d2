package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

// What all have is not what each has, however sure a reader is.
func TestATotalIsNotPerHead(t *testing.T) {
	p := text("甲区", "按人口平均的粮食还不多，1978年总产量达到三亿吨。")
	got := writeRead(t, scores{"粮食": 9}, rag.Question{Text: "1978年人均粮食是多少公斤"}, p)
	if strings.Contains(got, "三亿吨") && !strings.Contains(got, "只提到") {
		t.Errorf("got %q", got)
	}
	got = writeRead(t, scores{"粮食": 9}, rag.Question{Text: "1978年粮食总产量是多少"}, p)
	if !strings.Contains(got, "三亿吨") {
		t.Errorf("got %q", got)
	}
}
