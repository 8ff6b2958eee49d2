package understand

import "testing"

func TestSpread(t *testing.T) {
	own := Regions([]string{"广东省湛江市赤坎区", "广东省深圳市盐田区", "天津市滨海新区海滨街道"})
	for text, want := range map[string]string{
		"三个地方的养老措施对比":  "海滨街道、盐田区、赤坎区的养老措施对比",
		"对比这3个地方的养老措施": "对比海滨街道、盐田区、赤坎区的养老措施",
		"两个地方的养老措施对比":  "两个地方的养老措施对比",  // which two?
		"赤坎区三个街道的养老措施": "赤坎区三个街道的养老措施", // of one place
		"哪三个方面":        "哪三个方面",
		"养老措施":         "养老措施",
	} {
		if got := spread(text, own); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	twins := Regions([]string{"河北省石家庄市桥西区", "河北省张家口市桥西区"})
	if got := spread("两个地方的目标", twins); got != "两个地方的目标" {
		t.Errorf("namesakes: %s", got)
	}
}
