package verify

import "testing"

// Right sentences with the words of their sources, and what is turned around in them.
func TestWordsTurnedAround(t *testing.T) {
	for _, c := range []struct {
		name, source, right, wrong string
	}{
		{"may and must", "企业可以申请补贴。", "企业可申请补贴。", "企业应当申请补贴。"},
		{"must and may", "用人单位必须参加保险。", "用人单位应当参加保险。", "用人单位可以参加保险。"},
		{"must not", "任何单位不得侵占公园绿地。", "单位不得侵占公园绿地。", "任何单位可以侵占公园绿地。"},
		{"encourage", "鼓励有条件的村发展乡村旅游、民宿。", "支持有条件的村发展乡村旅游、民宿。", "要求有条件的村发展乡村旅游、民宿。"},
		{"及 in 及时", "接到投诉的部门应当及时核实处理。", "接到投诉的部门应当及时核实。", "接到投诉的部门可以及时核实处理。"},
		{"指 in 指定", "垃圾、污水应当向指定地点倾倒、排放。", "污水应当向指定地点倾倒。", "垃圾、污水，可以向指定地点倾倒、排放。"},
		{"one character", "加工中心等工业项目建成投产。", "工业项目建成投产。", "加工中心等农业项目建成投产。"},
		{"said twice", "鼓励发展线上线下融合消费。", "发展线上线下融合消费。", "鼓励发展线上线上融合消费。"},
		{"further on", "实行工业反哺农业的方针。", "实行工业反哺农业方针。", "实行农业反哺农业的方针。"},
		{"in one clause", "增加粮食进口和减少征购任务。", "减少征购任务。", "增加粮食进口和增加征购任务。"},
		{"an aspect of what is done", "在密切联系群众，提高工作效率方面，有了初步成效。降低成本。", "在提高工作效率方面有了初步成效。", "在密切联系群众，降低工作效率方面，有了初步成效。"},
		{"framing denied", "建设周期长，必须量力而行，统筹安排。", "必须量力而行，统筹安排。", "建设周期长，必须量力而行，统筹不安排。"},
		{"two figures of one year", "信息服务业、商务服务业增加值分别增长10.9%、10.4%。", "商务服务业增加值增长10.4%。", "信息服务业、商务服务业减少值分别增长10.9%、10.4%。"},
		{"the year before last", "赤字率比去年有所下调。", "赤字率比上年有所下调。", "赤字率比前年有所下调。"},
		{"below and above", "县级以上人民政府履行下列职责：\n（一）负责河道管理，制定规划；\n（二）负责水产养殖。", "县级以上人民政府负责河道管理，制定规划。", "县级以下人民政府负责河道管理，制定规划。"},
	} {
		t.Run(c.name, func(t *testing.T) { tellsApart(t, c.source, c.right, c.wrong) })
	}
}

// Figures written as bad copies and laws write them.
func TestFiguresAsWritten(t *testing.T) {
	for _, c := range []struct {
		source, claim string
		ok            bool
	}{
		{"收入5 0 0 0万元以上的企业。", "收入5000万元以上的企业。", true},
		{"利用外资年均增长1 5 %左右。", "利用外资年均增长15%左右。", true},
		{"利用外资年均增长1 5 %左右。", "利用外资年均增长5%左右。", false},
		{"投资增长19·5％。", "投资增长19.5%。", true},
		{"床位不得少于60张。", "床位不少于60张。", true},
		{"床位不得少于60张。", "床位不超过60张。", false},
		{"培育独角兽企业3家左右。", "培育独角兽企业三家左右。", true},
		{"连续3年每年给予5000元补贴。", "连续三年每年给予5000元补贴。", true},
		{"对省级、市级企业，分别给予50万元、20万元奖励。", "对省级、市级企业，分别奖励50万元、20万元。", true},
		{"对省级、市级企业，分别给予50万元、20万元奖励。", "对省级、市级企业，分别奖励20万元、50万元。", false},
		{"建设100家以上面向特定行业、特定区域的平台。", "建设面向特定行业、特定区域的平台100家以上。", true},
		{"建设100家以上面向特定行业、特定区域的平台。", "建设面向特定行业、特定区域的平台10家以上。", false},
		{"县（市、区）人民政府负责水环境保护。", "县人民政府负责水环境保护。", true},
		{"第二个五年计划的任务是：（1）继续进行工业建设，推进技术改造。", "第二个五年计划要继续进行工业建设，推进技术改造。", true},
	} {
		texts := []*Text{Read(Source{Text: c.source, About: About{Plans: true, Issued: true}})}
		if p := Check(c.claim, texts).Problem; (p == "") != c.ok {
			t.Errorf("%s of %s: problem %q", c.claim, c.source, p)
		}
	}
}

// A place does not stand for a part of it, or for another that the source names.
func TestPlacesForOthers(t *testing.T) {
	about := About{Names: []string{"春江市规划"}, Region: "广东省春江市", Plans: true, Issued: true}
	for _, c := range []struct {
		source, claim string
		ok            bool
	}{
		{"全市新建学校3所。", "春江市新建学校3所。", true},
		{"我市积极引进高校来江办学。", "春江市积极引进高校来江办学。", true},
		{"下埔院区打造医学中心。", "广东打造医学中心。", false},
		{"鼓励夏江市、秋江市建设服务平台。", "鼓励广东市、秋江市建设服务平台。", false},
		{"加快推进夏江市、秋江市产业区发展。", "加快推进广东、秋江市产业区发展。", false},
	} {
		if p := Check(c.claim, []*Text{Read(Source{Text: c.source, About: about})}).Problem; (p == "") != c.ok {
			t.Errorf("%s of %s: problem %q", c.claim, c.source, p)
		}
	}
}

// The document's name in front is no claim, though it has a colon of its own.
func TestNamesWithColons(t *testing.T) {
	about := About{Names: []string{"行动方案35条之品质城市：对标先进"}, Plans: true, Issued: true}
	texts := []*Text{Read(Source{Text: "新建学校3所。", About: about})}
	if p := Check("行动方案35条之品质城市：对标先进：新建学校3所。", texts).Problem; p != "" {
		t.Error(p)
	}
}
