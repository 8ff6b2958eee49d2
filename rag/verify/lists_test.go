package verify

import "testing"

// A wanted verdict is a sentence with what the check must find of it against one source.
type wanted struct {
	claim, problem string // "" where it is supported, "*" where any problem will do
}

func checkAll(t *testing.T, source Source, claims []wanted) {
	t.Helper()
	text := Read(source)
	for _, c := range claims {
		got := Check(c.claim, []*Text{text}).Problem
		if got != c.problem && (c.problem != "*" || got == "") {
			t.Errorf("%s: problem %q, want %q", c.claim, got, c.problem)
		}
	}
}

func plans(text string) Source {
	return Source{Text: text, About: About{Names: []string{"某区规划"}, Region: "某省某市某区", From: 2021, To: 2025, Plans: true, Issued: true}}
}

// The head of a list may stand in front of its items or behind them.
func TestListsAreTurnedAround(t *testing.T) {
	checkAll(t, plans("强化文化遗产保护,摸清高州会馆、雷阳会馆、广府会馆等五大会馆遗址,修缮古建筑。持续开展交通运输、建筑施工、旅游等六类重点行业领域排查治理。"), []wanted{
		{"要摸清的五大会馆遗址是高州会馆、雷阳会馆、广府会馆。", ""},
		{"五大会馆遗址包括：高州会馆、雷阳会馆和广府会馆。", ""},
		{"六类重点行业领域包括交通运输、建筑施工、旅游。", ""},
		{"六类重点行业领域包括交通运输、建筑施工、雷阳会馆。", "*"},
		{"五大会馆遗址是高州会馆、建筑施工、广府会馆。", "*"},
		{"五大会馆遗址是高州会馆、潮州会馆、广府会馆。", "*"},
		{"四大会馆遗址是高州会馆、雷阳会馆、广府会馆。", Number},
		{"摸清高州会馆、雷阳会馆等五大医院遗址。", "*"},
	})
}

// Items go together as the source's do.
func TestItemsOfOneList(t *testing.T) {
	checkAll(t, plans("加强重点专科建设,完善儿童、老年、康复等专科服务,深化医联体、医共体建设。推进社区养老;推进老年食堂建设。"), []wanted{
		{"完善儿童、老年、康复等专科服务。", ""},
		{"完善儿童、康复、老年等专科服务。", ""},
		{"完善儿童、老年、医共体建设。", "*"},
		{"深化医联体、老年、康复等专科服务。", "*"},
		{"推进社区养老和老年食堂建设。", ""}, // one verb for both
	})
}

func TestHeaded(t *testing.T) {
	for in, want := range map[string]string{
		"六类领域包括甲乙、丙丁":   "六类领域" + string(headEnd) + "甲乙、丙丁",
		"定位是中心":         "定位是中心",
		"面积为98公顷、水面3公顷": "面积为98公顷、水面3公顷",
		"全区拥有医院、学校":     "全区拥有医院、学校",
		"三本账指规模、指标,用地多": "三本账" + string(headEnd) + "规模、指标,用地多",
	} {
		if got := headed(in); got != want {
			t.Errorf("headed(%q) = %q, want %q", in, got, want)
		}
	}
}
