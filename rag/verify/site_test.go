package verify

import "testing"

// Another place is another one even where its name has a part of the source's own.
func TestPlacesWithAPartOfTheName(t *testing.T) {
	salt := Read(Source{
		Text:  "保持空气质量全市领先，力争PM2.5年均浓度在22微克/立方米以下。落实全市公厕革命行动计划，完成40座公厕的改造，服务深圳发展。",
		About: About{Names: []string{"盐田区行动计划"}, Region: "广东省深圳市盐田区", From: 2017, To: 2017, Plans: true, Issued: true},
	})
	hold(t, salt, []judged{
		{"完成40座公厕的改造。", ""},
		{"盐田区完成40座公厕的改造。", ""},
		{"盐田完成40座公厕的改造。", ""},
		{"深圳盐田区：完成40座公厕的改造。", ""},
		{"深圳市盐田区完成40座公厕的改造。", ""},
		{"全区完成40座公厕的改造。", ""},
		{"落实全市公厕革命行动计划。", ""},
		{"保持空气质量全市领先。", ""},
		{"盐田区空气质量保持全市领先。", ""},
		{"服务深圳发展。", ""},
		{"福田区完成40座公厕的改造。", Entity},
		{"福田区：完成40座公厕的改造。", NotInSource},
		{"罗湖区完成40座公厕的改造。", Entity},
		{"深圳市完成40座公厕的改造。", Entity},
		{"深圳完成40座公厕的改造。", Entity},
		{"全市完成40座公厕的改造。", Entity},
		{"2017年，全市完成40座公厕的改造。", Entity},
		{"全市力争PM2.5年均浓度在22微克/立方米以下。", Entity},
		{"盐田港力争PM2.5年均浓度在22微克/立方米以下。", NotInSource},
		{"盐田河完成40座公厕的改造。", NotInSource},
	})
}

func TestShortNamesOfPlaces(t *testing.T) {
	for name, want := range map[string]string{
		"湛江市": "湛江", "海滨街道": "海滨", "滨海新区": "滨海", "广西壮族自治区": "广西壮族", "吉县": "吉县", "香港特别行政区": "香港", "惠州": "惠州",
	} {
		if got := shortOf(name); got != want {
			t.Errorf("shortOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestNamesThatBorrow(t *testing.T) {
	text := Read(Source{About: About{Region: "天津市滨海新区海滨街道"}})
	for run, want := range map[string]bool{
		"海滨街道": false, "海滨": false, "滨海新区": false, "天津市": false, "天津港": true, "河滨街道": true, "在海滨街道": false, "古林街道": false, "": false,
	} {
		if got := text.borrows(run); got != want {
			t.Errorf("%q borrows a name: %v", run, got)
		}
	}
}
