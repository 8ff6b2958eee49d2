package verify

import "testing"

// tellsApart holds that of two sentences on an issued plan the right one stands
// the check and the wrong one does not.
func tellsApart(t *testing.T, source, right, wrong string) {
	t.Helper()
	texts := []*Text{Read(Source{Text: source, About: About{Plans: true, Issued: true}})}
	if p := Check(right, texts).Problem; p != "" {
		t.Errorf("%s: %s", right, p)
	}
	if p := Check(wrong, texts).Problem; p == "" {
		t.Errorf("passed: %s", wrong)
	}
}

// A claim that goes along with a sentence is held against its own place in it,
// whatever other words of the text would hold the one that it turns around.
func TestPiecesInTheirPlace(t *testing.T) {
	for _, c := range []struct {
		name, source, right, wrong string
	}{
		{"an item of another list",
			"加强思想教育，保障儿童生存、发展、受保护和参与权利，提升素质。加强留守、流动儿童关爱。儿童发展得到促进。",
			"加强思想教育，保障儿童生存、发展和参与权利，提升素质。",
			"加强思想教育，加强留守、发展、受保护和参与权利，提升素质。"},
		{"what heads the text as well",
			"网红经济。依托产业基础，将网红经济与实体经济深度融合，打造网红城市。",
			"依托产业基础，将网红经济与实体经济融合，打造网红城市。",
			"依托产业基础，已网红经济与实体经济深度融合，打造网红城市。"},
		{"another action of another clause",
			"立交桥节点改造顺利通车，跨海大桥进程加快，新建和改扩建9条道路，路网更加便捷。",
			"新建和改扩建9条道路，路网更加便捷。",
			"立交桥节点改造顺利通车，跨海大桥进程加快，改造和改扩建9条道路，路网更加便捷。"},
		{"the last clause, of another sentence",
			"用人单位及其职工，应当参加职工医疗保险。灵活就业人员可以自主选择参加职工医疗保险或者居民医疗保险。",
			"用人单位及其职工应当参加职工医疗保险。",
			"用人单位及其职工，可以参加职工医疗保险。"},
		{"what only joins others",
			"管网和线网设施新建、改造的，应当与道路改造统一规划、同步实施。",
			"管网和线网设施新建、改造的，应当与道路改造统一规划。",
			"管网和线网设施新建、改造的，可以与道路改造统一规划、同步实施。"},
		{"what is said of lists of their own",
			"原则：坚持党的领导。坚持以人民为中心。坚持新发展理念。推动企业转型。",
			"原则是坚持党的领导、坚持以人民为中心、坚持新发展理念。",
			"原则是坚持党的领导、坚持以企业为中心、坚持新发展理念。"},
	} {
		t.Run(c.name, func(t *testing.T) { tellsApart(t, c.source, c.right, c.wrong) })
	}
}
