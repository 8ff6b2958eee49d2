package verify

import "testing"

// What a chapter that looks back gives is not of the plan's own years, whether
// its headings say what it is or its words do.
func TestLookingBackIsNotOfThePlansYears(t *testing.T) {
	words := "新增床位300张，建成启用3个球场。建成图书馆总分馆制，工作成效明显，获评省级示范。"
	for name, source := range map[string]*Text{
		"by its heading": prose("新增床位300张，建成启用3个球场。建成图书馆总分馆制。", "第一章 发展基础"),
		"by its words":   prose(words),
		"by its years":   prose("新增床位300张，建成启用3个球场。建成图书馆总分馆制。", "“十三五”时期的工作"),
	} {
		t.Run(name, func(t *testing.T) {
			hold(t, source, []judged{
				{"赤坎区新增床位300张。", ""},
				{"湛江市赤坎区：建成启用3个球场。", ""},
				{"赤坎区已新增床位300张。", ""},
				{"“十四五”规划指出，赤坎区新增床位300张。", ""}, // what the plan is called
				{"“十四五”期间，赤坎区新增床位300张。", Number},
				{"2021年至2025年，赤坎区新增床位300张。", Number},
				{"到2025年，赤坎区新增床位300张。", Number},
				{"到2025年，建成启用3个球场。", Number},
				{"到2025年末已新增床位300张。", Number},
				{"赤坎区计划新增床位300张。", Number},
				{"到2025年，建成图书馆总分馆制。", NotInSource},
				{"“十四五”期间建成图书馆总分馆制。", NotInSource},
				{"建成图书馆总分馆制。", ""},
			})
		})
	}
}

// The clause of a figure may look back where nothing else does.
func TestAClauseThatLooksBack(t *testing.T) {
	hold(t, prose("园区承接重点项目，现有企业52家。新增床位300张。到2024年，培育企业60家，已有企业10家。"), []judged{
		{"园区现有企业52家。", ""},
		{"2025年园区有企业52家。", Number},
		{"到2025年，现有企业52家。", Number},
		{"到2025年，新增床位300张。", ""},
		{"“十四五”期间新增床位300张。", ""},
		{"到2024年，培育企业60家。", ""},
	})
}

// Goals are told as if they were reached; a text of goals has the plan's years.
func TestGoalsHaveThePlansYears(t *testing.T) {
	for _, source := range []*Text{
		prose("治理效能显著提升，改革取得突破性进展。新增床位300张。", "第三节 主要目标"),
		prose("坚持改革开放，成功创建示范区，加快建设新区，进一步完善设施，效应凸显。新增床位300张。"),
		prose("到2023年，污水治理全面完成，累计投资明显增加。新增床位300张。"),
		prose("新增床位300张。", "巩固提升治理成效"),
		prose("新增床位300张，群众获得感显著增强，服务水平不断提升。"),
	} {
		hold(t, source, []judged{
			{"到2025年，新增床位300张。", ""},
			{"“十四五”期间，计划新增床位300张。", ""},
		})
	}
}

// What was reached in a year of the plan is of that year where the text says so.
func TestReachedWithinThePlan(t *testing.T) {
	hold(t, prose("2021年新增床位300张，成功创建示范区。", "第一章 发展基础"), []judged{
		{"2021年新增床位300张。", ""},
		{"2021年，成功创建示范区。", ""},
		{"到2025年，新增床位300张。", Number},
	})
}

func TestWordsThatTellBack(t *testing.T) {
	for text, want := range map[string]bool{
		"脱贫攻坚圆满收官，农房改造全面完成":          true,
		"累计培训500人次，成效显著":             true,
		"治理成效显著，水平大幅提升":              false, // said of goals as well
		"累计培训500人次":                  false,
		"推动累计培训，鼓励创新，支持企业，成效明显，探索新路": false,
		"": false,
	} {
		if got := tellsBack(text); got != want {
			t.Errorf("%s tells what was done: %v", text, got)
		}
	}
}

func TestYearsToCome(t *testing.T) {
	source := prose("新增床位300张。")
	for claim, want := range map[string]bool{
		"到2025年，新增床位。": true, "“十四五”期间新增床位。": true, "2023年新增床位。": true,
		"新增床位。": false, "2020年新增床位。": false, "“十三五”期间新增床位。": false, "2020年和2025年新增床位。": false,
		"“十四五”规划提出新增床位。": false, "“十四五”规划期新增床位。": true, "2021—2025年规划期内新增床位。": true,
	} {
		if got := source.toCome(newClaim(claim, nil).spoken); got != want {
			t.Errorf("%s is of years to come: %v", claim, got)
		}
	}
}
