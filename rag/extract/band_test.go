package extract

import (
	"testing"

	"chuchu/rag"
)

func TestAFigureOfTheOtherBand(t *testing.T) {
	const less, more = "占用面积不足五百平方米的，处一千元罚款；", "占用面积五百平方米以上的，处三千元罚款。"
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"占了500平方米以上罚多少", less, true},
		{"占了500平方米以上罚多少", more, false},
		{"占了不到五百平方米罚多少", less, false},
		{"占了不到五百平方米罚多少", more, true},
		{"占了500平方米以上罚多少", "占用不足五百平方米的处一千元罚款，五百平方米以上的处三千元罚款", false},
		{"占了600平方米以上罚多少", less, false}, // of another figure nothing is known
		{"占了多少平方米要罚款", less, false},
		{"占了500平方米以上罚多少", "处五千元以上一万元以下罚款", false},
		{"销售额超过2000万元的补多少", "销售额2000万元以下的，补助10万元", true},
		{"", less, false},
	} {
		a := ask{whole: c.question}
		if got := (candidate{text: c.text, passage: rag.Passage{}}).otherBand(a); got != c.want {
			t.Errorf("%q, %q: %v", c.question, c.text, got)
		}
	}
}
