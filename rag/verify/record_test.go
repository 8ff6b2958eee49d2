package verify

import "testing"

func TestRecord(t *testing.T) {
	about := About{
		Names: []string{"甲区“十四五”規劃綱要", "甲区十四五规划", "甲区人民政府", "甲府〔2021〕3号"}, Issuer: "甲区人民政府", Region: "乙市甲区",
		Published: "2021-05-01", From: 2021, To: 2025, Plans: true, Issued: true,
	}
	unknown := About{Names: []string{"甲区养老规划", "", "", ""}, Issued: true}
	text := "推进各项工作。"
	for _, c := range []struct {
		about About
		claim string
		holds bool
	}{
		{about, "《甲区“十四五”规划纲要》发布时间为2021年5月1日。", true},
		{about, "《甲区十四五规划》的发布时间是2021年5月1日", true},
		{about, "《甲区“十四五”规划纲要》由甲区人民政府于2021年5月1日印发。", true},
		{about, "《甲区“十四五”规划纲要》发布机关为甲区人民政府。", true},
		{about, "《甲区“十四五”规划纲要》文号为甲府〔2021〕3号。", true},
		{about, "《甲区“十四五”规划纲要》规划期为2021—2025年。", true},
		{about, "《甲区“十四五”规划纲要》发布时间为2021年6月1日。", false},
		{about, "《乙区“十四五”规划纲要》发布时间为2021年5月1日。", false},
		{about, "《甲区“十四五”规划纲要》由乙区人民政府于2021年5月1日印发。", false},
		{about, "《甲区“十四五”规划纲要》发布机关为乙区人民政府。", false},
		{about, "《甲区“十四五”规划纲要》文号为甲府〔2021〕4号。", false},
		{about, "《甲区“十四五”规划纲要》规划期为2021—2035年。", false},
		{about, "《甲区人民政府》发布时间为2021年5月1日。", false}, // an office is no document
		{unknown, "《甲区养老规划》发布时间为2021年5月1日。", false},
		{unknown, "《甲区养老规划》发布机关为甲区人民政府。", false},
		{unknown, "《甲区养老规划》文号为甲府〔2021〕3号。", false},
		{unknown, "《甲区养老规划》规划期为2021—2025年。", false},
	} {
		v := Check(c.claim, []*Text{Read(Source{Text: text, About: c.about})})
		if got := v.Problem == ""; got != c.holds {
			t.Errorf("%s: %q, holds %v", c.claim, v.Problem, c.holds)
		}
	}
}

// What only looks like such a claim is held against the text as any other.
func TestOtherClaimsAreNoRecords(t *testing.T) {
	texts := []*Text{Read(Source{Text: "甲方案发布时间为每年五月。", About: About{Names: []string{"甲方案"}, Issued: true}})}
	for _, claim := range []string{"甲方案发布时间为每年五月。", "推进各项工作，《甲方案》于2021年5月印发并实施。"} {
		if _, ok := onRecord(claim, texts); ok {
			t.Errorf("%s is taken for a record", claim)
		}
	}
}
