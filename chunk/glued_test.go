package chunk

import "testing"

func TestGluedTitle(t *testing.T) {
	for text, want := range map[string]string{
		"健全综合交通体系交通建设要统筹规划，合理安排":         "健全综合交通体系",
		"推进西部大开发西部大开发要从实际出发，积极进取":        "推进西部大开发",
		"有重点地发展小城镇发展小城镇是推进城镇化的重要途径":      "有重点地发展小城镇",
		"推进高技术研究积极推进高技术研究，取得突破":          "推进高技术研究",
		"形成有利于服务业发展的体制环境要转变观念，打破垄断":      "形成有利于服务业发展的体制环境",
		"发展主要面向生产的服务业积极引进新型业态和技术，推行配送":   "发展主要面向生产的服务业",
		"调整和完善所有制结构要坚持公有制为主体":            "调整和完善所有制结构",
		"拓宽消费领域在提高居民基本消费水平的基础上，改善居住条件":   "拓宽消费领域",
		"为产业升级提供技术支撑以企业为技术创新主体，推进技术升级":   "为产业升级提供技术支撑",
		"加强基础研究和应用基础研究加强数学、物理等学科研究，积累成果": "加强基础研究和应用基础研究",
		"稳定粮食生产能力": "稳定粮食生产能力",
		"营业税与消费税改征之后仍有若干问题有待研究解决和说明白": "",
	} {
		b := newBody(text)
		if got := b.slice(Span{0, b.gluedTitle(0, len(b.runes))}); got != want {
			t.Errorf("%s begins with the title %q, want %q", text, got, want)
		}
	}
}

func TestTakenUp(t *testing.T) {
	for text, want := range map[string]string{
		"推进社区建设推进社区建设是我国经济和社会发展的重要内容": "推进社区建设",
		"实施科教兴国战略和人才强国战略":             "",
		"少数民族地区文化事业和群众文化事业":           "",
		"加强国防建设，保障国家安全":               "",
	} {
		b := newBody(text)
		if got := b.slice(Span{0, b.takenUp(Span{0, len(b.runes)})}); got != want {
			t.Errorf("%s takes up the title %q, want %q", text, got, want)
		}
	}
}

func TestRestated(t *testing.T) {
	for text, want := range map[string]string{
		"智能运维标准（CICF）智能运维标准主要用于生产企业": "智能运维标准（CICF）",
		"数字化平台标准数字化平台标准用于指导新技术应用":    "数字化平台标准",
		"工作人员的福利费标准，根据机关工作人员工资水平":    "",
		"留守儿童服务：采集建立留守儿童基本信息":        "",
		"加强基础研究和加强基础教育要协同推进":         "",
		"加强国防建设": "",
		"":       "",
	} {
		b := newBody(text)
		if got := b.slice(Span{0, b.restated(Span{0, len(b.runes)})}); got != want {
			t.Errorf("%s restates %q, want %q", text, got, want)
		}
	}
	if got := drawn("1.数字标准\n" + paragraph + "\n2.智能运维标准（乙）智能运维标准主要用于生产，" + paragraph + "\n3.质量标准\n" + paragraph); got != "1.数字标准\n2.智能运维标准（乙）\n3.质量标准\n" {
		t.Errorf("got\n%s", got)
	}
}
