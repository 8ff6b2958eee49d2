package understand

import "testing"

func TestWhatWasAskedLastIsSetSideBySide(t *testing.T) {
	own := Regions([]string{"广东省深圳市盐田区", "广东省湛江市赤坎区"})
	for _, c := range []struct {
		earlier []string
		text    string
		want    string
	}{
		{[]string{"盐田绿道建多少公里", "那赤坎呢"}, "哪个多", "盐田和赤坎绿道建哪个多"},
		{[]string{"盐田臭氧浓度目标是多少", "赤坎呢", "2020年呢"}, "哪个更严", "2020年盐田和赤坎臭氧浓度目标哪个更严"},
		{[]string{"盐田2020年用水量是多少", "2025年呢"}, "差多少？", "盐田2020年和2025年用水量差多少"},
		{[]string{"盐田粮食产量是多少", "赤坎呢"}, "它们有什么不同", "盐田和赤坎粮食产量有什么不同"},
		{[]string{"粮食产量多少", "棉花呢"}, "哪个多", "粮食产量和棉花产量哪个多"},
		// Nothing was asked of two, or something else is asked of the last one.
		{[]string{"盐田绿道建多少公里"}, "差多少", "盐田绿道建公里，差多少"},
		{[]string{"盐田绿道谁来建", "赤坎呢"}, "谁负责", "赤坎绿道，谁负责"},
		{[]string{"盐田绿道建多少条", "赤坎呢", "花多少钱"}, "谁负责", "赤坎绿道，谁负责"},
		{[]string{"盐田和赤坎的绿道有多长"}, "惠州呢", "惠州的绿道有多长"},
	} {
		if got := Standalone(c.text, c.earlier, own).Text; got != c.want {
			t.Errorf("%q behind %q is %q, want %q", c.text, c.earlier, got, c.want)
		}
	}
}
