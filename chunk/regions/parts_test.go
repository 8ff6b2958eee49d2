package regions

import (
	"slices"
	"testing"
)

func TestParts(t *testing.T) {
	for full, want := range map[string][]string{
		"广东省湛江市赤坎区": {"广东省", "湛江市", "赤坎区"}, "河南省洛阳市市中区": {"河南省", "洛阳市", "市中区"}, "内蒙古自治区": {"内蒙古自治区"},
		"四川省阿坝藏族羌族自治州": {"四川省", "阿坝藏族羌族自治州"}, "天津市滨海新区海滨街道": {"天津市", "滨海新区", "海滨街道"}, "中国": nil, "": nil,
	} {
		if got := Parts(full); !slices.Equal(got, want) {
			t.Errorf("the parts of %s: %q, want %q", full, got, want)
		}
	}
}

// Of a region the n last parts are named, all where it has fewer.
func TestLast(t *testing.T) {
	for _, c := range []struct {
		region string
		n      int
		want   string
	}{
		{"广东省湛江市赤坎区", 2, "湛江市赤坎区"}, {"广东省湛江市赤坎区", 1, "赤坎区"}, {"广东省湛江市赤坎区", 3, "广东省湛江市赤坎区"}, {"广东省", 1, "广东省"},
		{"天津市滨海新区海滨街道", 1, "海滨街道"}, {"内蒙古自治区", 1, "内蒙古自治区"}, {"", 2, ""}, {"四川省阿坝藏族羌族自治州", 1, "阿坝藏族羌族自治州"},
	} {
		if got := Last(c.region, c.n); got != c.want {
			t.Errorf("the last %d of %s: %q, want %q", c.n, c.region, got, c.want)
		}
	}
}
