package understand

import (
	"strings"
	"testing"
)

func TestStandalone(t *testing.T) {
	for _, c := range []struct {
		earlier []string
		text    string
		want    string
	}{
		{nil, "赤坎的目标？", "赤坎的目标？"},
		{[]string{""}, " 赤坎的目标？ ", "赤坎的目标？"},
		// A part of what was asked, or its purpose.
		{[]string{"赤坎区打算五年引进多少人才?"}, "其中高端的要多少个?", "赤坎区打算五年引进人才，其中高端的要多少个?"},
		{[]string{"赤坎消防队多长时间要赶到?"}, "为了做到这点要新建哪几个站?", "赤坎消防队，为了做到这点要新建哪几个站?"},
		{[]string{"赤坎总部经济的目标是什么?"}, "几栋？", "赤坎总部经济，几栋？"},
		{[]string{"赤坎区总部经济"}, "多少？", "赤坎区总部经济，多少？"},
		// Another place.
		{[]string{"赤坎区养老服务目标是什么"}, "盐田区呢?", "盐田区养老服务目标是什么"},
		{[]string{"盐田区垃圾分类要达到什么水平?"}, "那海滨街道的呢?", "海滨街道垃圾分类要达到什么水平?"},
		{[]string{"盐田和赤坎的公厕有多少"}, "惠州呢", "惠州的公厕有多少"},
		{[]string{"垃圾分类要达到什么水平?"}, "赤坎呢", "赤坎垃圾分类要达到什么水平?"},
		// Another year.
		{[]string{"海滨街道零售总额2025年目标是多少?"}, "2020年呢?", "海滨街道零售总额2020年目标是多少?"},
		{[]string{"海滨街道零售总额是多少?"}, "那2030年呢", "2030年海滨街道零售总额是多少?"},
		// Another thing of the same kind.
		{[]string{"惠州市中心人民医院下埔院区是做什么的?"}, "江南院区呢", "惠州市中心人民医院江南院区是做什么的?"},
		{[]string{"海滨街道规上工业企业2025年要几家?"}, "粮食呢?", "海滨街道粮食2025年要多少"},
		{[]string{"赤坎要建哪些路"}, "那公园呢", "赤坎公园有哪些？"},
		// 它, 这个园, 上述目标.
		{[]string{"惠州现在有多少注册志愿者?"}, "那它拿过几回全国文明城市了?", "惠州拿过几回全国文明城市了?"},
		{[]string{"赤坎区2025年要建成几家工程中心?"}, "该区的发明专利目标是多少?", "赤坎区的发明专利目标是多少?"},
		{[]string{"赤坎区都市工业产业园规划面积多大?"}, "这个园主要想招什么样的企业进来?", "赤坎区都市工业产业园主要想招什么样的企业进来?"},
		{[]string{"江南院区的定位是什么?"}, "这个院区还要筹建什么?", "江南院区还要筹建什么?"},
		{[]string{"请问赤坎区2025年地区生产总值目标是多少?"}, "上述目标里人均的是多少?", "赤坎区2025年地区生产总值目标里人均的是多少?"},
		// A topic of its own keeps the place only.
		{[]string{"盐田区2017年要新增多少家企业?"}, "那污水管道呢,新建多长?", "盐田区污水管道呢,新建多长?"},
		{[]string{"海滨街道的五条基本原则是什么?"}, "新增就业人口2025年的指标是多少?", "海滨街道新增就业人口2025年的指标是多少?"},
		{[]string{"赤坎总部经济的目标是什么?", "新增多少家区域总部?"}, "纳税上亿的写字楼呢,要培育几栋?", "赤坎纳税上亿的写字楼呢,要培育几栋?"},
		// A place and a topic of its own keep nothing.
		{[]string{"赤坎区养老服务目标是什么"}, "盐田改造多少座公厕", "盐田改造多少座公厕"},
		{[]string{"你好"}, "盐田改造多少座公厕", "盐田改造多少座公厕"},
	} {
		if got := Standalone(c.text, c.earlier, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.earlier, got, c.want)
		}
	}
}

func TestAChangedSubjectLeavesTheOldWordsOut(t *testing.T) {
	s := Standalone("新增就业人口2025年的指标是多少?", []string{"海滨街道的基本原则是什么?"}, own)
	if strings.Contains(s.Text, "基本原则") || !strings.Contains(s.Faint, "基本原则") || strings.Contains(s.Faint, "海滨") {
		t.Errorf("%+v", s)
	}
	if s := Standalone("其中几条?", []string{"海滨街道的基本原则是什么?"}, own); s.Faint != "" {
		t.Errorf("what is kept is faint as well: %+v", s)
	}
}

func TestWhatAFollowUpAsksBesides(t *testing.T) {
	const park = "赤坎区都市工业产业园规划面积多大?"
	for _, c := range []struct{ before, text, want string }{
		{park, "这个园主要想招什么样的企业进来?", "主要想招什么样的企业进来?"},
		{"赤坎消防队多长时间要赶到?", "为了做到这点要新建哪几个站?", "要新建哪几个站?"},
		{"赤坎消防队多长时间要赶到?", "为此要新建消防站吗", "要新建消防站吗"},
		{"赤坎空气质量的目标是什么?", "对此有哪些保障措施", "有哪些保障措施"},
		// What says too little by itself is asked with all that it is of.
		{park, "这个园呢?", ""},
		{park, "为此呢", ""},
		{park, "它有几期?", ""},
		{"赤坎区引进多少人才?", "其中高端的要多少个?", "其中高端的要多少个?"}, // it is asked as it was typed
		{"", "这个园主要招什么企业", ""},
		{"赤坎区养老服务目标是什么", "盐田区呢?", ""},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Focus; got != c.want {
			t.Errorf("%q after %q asks %q, want %q", c.text, c.before, got, c.want)
		}
	}
}

func FuzzStandalone(f *testing.F) {
	f.Add("赤坎区打算五年引进多少人才?", "其中高端的要多少个?")
	f.Add("赤坎区都市工业产业园", "这个园")
	f.Add("", "")
	f.Add("2025年赤坎", "那2020年呢")
	f.Fuzz(func(t *testing.T, before, text string) {
		s := Standalone(text, []string{before}, own)
		if strings.TrimSpace(text) != "" && s.Text == "" {
			t.Errorf("%q after %q is nothing", text, before)
		}
		if alone := Standalone(text, nil, own); alone.Text != strings.TrimSpace(text) || alone.Faint != "" {
			t.Errorf("%q alone is %+v", text, alone)
		}
	})
}
