package chunk_test

import (
	"slices"
	"testing"

	"chuchu/chunk"
)

// fields are the names of what can be read, in the order of Meta's fields.
var fields = []string{"title", "region", "issuer", "number", "kind", "standing", "period", "published"}

// checkReadings holds what is said of readings for any text.
func checkReadings(t *testing.T, p chunk.Plan) {
	t.Helper()
	rs := []rune(p.Text)
	last := -1
	for _, r := range p.Readings {
		at := slices.Index(fields, r.Field)
		switch {
		case at <= last:
			t.Fatalf("%s is read out of order or twice", r.Field)
		case r.Quote == "":
			t.Fatalf("%s was read nowhere", r.Field)
		case r.Start == r.End && r.Start != 0:
			t.Fatalf("%s [%d,%d) is empty", r.Field, r.Start, r.End)
		case r.Start < r.End && (r.End > len(rs) || string(rs[r.Start:r.End]) != r.Quote):
			t.Fatalf("%s [%d,%d) is not %q", r.Field, r.Start, r.End, r.Quote)
		}
		last = at
	}
}

func TestSeedsSayWhereTheyWereRead(t *testing.T) {
	for name, want := range map[string]map[string]string{
		"chikan":  {"title": "湛江市赤坎區國民經濟和社會發展第十四個五年規劃和二〇三五年遠景目標綱要", "region": "湛江市赤坎區", "issuer": "湛江市赤坎區發展和改革局", "period": "第十四個五年", "published": "2021 年 05 月"},
		"haibin":  {"region": "天津市滨海新区海滨街道", "issuer": "天津市滨海新区海滨街道办事处", "published": "发布日期: 2021-09-29"},
		"haigang": {"region": "秦皇岛市海港区", "issuer": "秦皇岛市海港区政协", "kind": "提出以下意见建议"},
		"huizhou": {"issuer": "惠州日报", "kind": "惠州日报"},
		"yantian": {"region": "盐田区", "issuer": "深圳市盐田区人民政府", "kind": "行动计划", "period": "2017年3月20日", "published": "发布时间:2017-05-12"},
	} {
		p := chunk.Parse(seed(t, name), chunk.Meta{})
		checkReadings(t, p)
		for field, quote := range want {
			i := slices.IndexFunc(p.Readings, func(r chunk.Reading) bool { return r.Field == field })
			if i < 0 || p.Readings[i].Quote != quote {
				t.Errorf("%s: %s is read in %v, want %q", name, field, p.Readings, quote)
			}
		}
	}
}

// What is given was read nowhere.
func TestGivenHasNoReading(t *testing.T) {
	given := chunk.Meta{Title: "湛江市规划", Region: "广东省湛江市", Issuer: "湛江市人民政府", Number: "湛府〔2021〕1号", Kind: "专项规划", Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}, Published: "2021"}
	p := chunk.Parse("盐田区养老规划（2016—2020年）\n盐府〔2016〕8号\n盐田区人民政府\n2016年5月\n为了发展。", given)
	if len(p.Readings) != 0 {
		t.Errorf("read %v", p.Readings)
	}
}

func FuzzReadings(f *testing.F) {
	for _, s := range []string{
		"# 淄博市地下管线管理条例\n2016年10月26日 淄博市第十四届人民代表大会常务委员会第三十七次会议通过",
		"发布日期：2021-09-29 来源：海滨街综合办\n湛江市赤坎區國民經濟和社會發展第 十 四個五年規劃\n二〇二一年八月",
		"各区：\n《甲区养老规划（２０２１—2025 年）》已经同意，现印发给你们。\n甲区人民政府\n2021年3月1日\n甲区养老规划（２０２１—2025 年）\n一、总则",
		"政府工作报告\n——2023年3月5日在第十四届全国人民代表大会第一次会议上\n我代表国务院，向大会报告工作",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkReadings(t, chunk.Parse(text, chunk.Meta{}))
	})
}
