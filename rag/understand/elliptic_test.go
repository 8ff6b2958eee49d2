package understand

import "testing"

// What a follow-up names takes the place of what the question before was about;
// what that wanted, and document, place and time, stay.
func TestAFollowUpNamesAThingAndNothingElse(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		// The name goes on alike.
		{"市博物馆总馆由谁管理", "北馆呢", "北馆由谁管理"},
		{"省图书馆馆长由谁任命", "副馆长呢", "省图书馆副馆长由谁任命"},
		{"2023年水利工作要点里，大中型水库多久巡查一次", "小型水库呢", "2023年水利工作要点里，小型水库多久巡查一次"},
		{"公园建设指南到2026年要新编多少地方标准和团体标准", "行业标准呢", "公园建设指南到2026年要新编多少行业标准"},
		{"赤坎2025年要建成几家省级工程中心", "市级技术中心呢", "赤坎2025年要建成几家市级技术中心"},
		{"老城改造什么时候能“看得清”", "那“走得通”呢", "老城改造什么时候能“走得通”"},
		// Another thing, in front of the time or behind it.
		{"赤坎家电制造到2025年总产值目标多少", "水产加工呢", "赤坎水产加工到2025年总产值目标多少"},
		{"赤坎高端家具到2025年总产值要超过多少", "灯具那块呢", "赤坎灯具到2025年总产值要超过多少"},
		{"云南2005年茶叶产量控制在多少", "咖啡呢", "云南2005年咖啡产量控制在多少"},
		{"1974年棉纱产量比1964年增长多少", "自行车呢", "1974年自行车产量比1964年增长多少"},
		{"1986年全国钢产量多少", "发电量呢", "1986年全国发电量多少"},
		// A measure of its own.
		{"养老规划2025年要建多少个示范站", "它的覆盖率呢", "养老规划2025年覆盖率是多少"},
		{"赤坎区到2025年生产总值目标是多少", "人均呢", "赤坎区到2025年人均生产总值目标是多少"},
		// A deed, a condition, whose it is.
		{"盐田从楼上扔垃圾怎么罚", "那在路边摆摊呢", "盐田在路边摆摊怎么罚"},
		{"赤坎免费车位停过夜罚多少钱", "自己圈地收停车费的呢", "赤坎自己圈地收停车费的罚多少钱"},
		{"赤坎企业上市有补助吗", "要是发债券呢", "赤坎发债券有补助吗"},
		{"供水通知里，水务局的联系人是谁", "省住建厅的呢", "供水通知里，省住建厅的联系人是谁"},
		{"盐田有多少家高新企业", "认定成专精特新的呢", "盐田认定成专精特新的有多少家"},
		// A level, in the words of the level or of the office.
		{"数字政务方案，省级事项网上可办率要求多少", "市县一级呢", "数字政务方案，市县级事项网上可办率要求多少"},
		{"国家局的监测云怎么建", "那省局怎么建", "省局的监测云怎么建"},
		// What names a time of its own, or only points, stays as it is.
		{"赤坎新增就业多少人", "2025年的粮食呢", "赤坎2025年的粮食呢"},
		{"赤坎区的基本原则是什么", "目标呢", "赤坎区目标怎么样？"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}

func TestACaseTakesThePlaceOfAnother(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"小餐馆没有许可就开业，货值不到一万罚多少", "货值一万以上的怎么罚", "小餐馆没有许可就开业，货值一万以上的罚多少"},
		{"新认定的孵化器，属于重点产业的最高资助多少", "那不属于重点产业的呢", "新认定的孵化器，不属于重点产业的最高资助多少"},
		{"乱倒渣土怎么罚", "拒不改正的呢", "拒不改正的，乱倒渣土怎么罚"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}

// A follow-up without a subject is of what was asked about before; of a chain the
// first question and the last are kept.
func TestAFollowUpWithoutASubject(t *testing.T) {
	for _, c := range []struct {
		earlier           []string
		text, want, focus string
	}{
		{[]string{"海洋新城由哪个部门负责"}, "每年要办多少场活动", "海洋新城，每年要办多少场活动", "每年要办多少场活动"},
		{[]string{"游园条例是什么时候通过的"}, "从哪天开始执行的", "游园条例，从哪天开始执行的", "从哪天开始执行的"},
		{[]string{"设立鉴定机构要多少资金"}, "那鉴定人要几个", "设立鉴定机构要资金，鉴定人要几个", "鉴定人要几个"},
		{[]string{"家电以旧换新怎么搞"}, "这事哪个部门牵头", "家电以旧换新，这事哪个部门牵头", "哪个部门牵头"},
		// One with a thing of its own is asked by itself.
		{[]string{"盐田区新增多少床位"}, "改造多少座公厕", "盐田区改造多少座公厕", ""},
	} {
		got := Standalone(c.text, c.earlier, own)
		if got.Text != c.want || got.Focus != c.focus || got.Before != c.earlier[0] {
			t.Errorf("%q after %q: %+v", c.text, c.earlier, got)
		}
	}
	s := Standalone("优秀作品要征集多少个", []string{"读书活动的工作目标是哪年", "线上课堂要办多少场"}, own)
	if s.Faint != "读书活动的工作目标是 线上课堂要办 场" {
		t.Errorf("of a chain %q is faint", s.Faint)
	}
}

// More ways to name a thing, a case or a level anew.
func TestOtherWaysOfFollowingOn(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"2003年财政收入增长多少", "支出呢", "2003年财政支出增长多少"},
		{"1987年出国旅行的有多少人次", "旅行花销呢", "1987年旅行花销有多少"},
		{"一般纳税人税率是多少", "小规模的呢", "小规模的税率是多少"},
		{"民办学校的举办者变更怎么办", "终止呢", "民办学校的终止怎么办"},
		{"A类给多少安家费", "B类呢", "B类给多少安家费"},
		{"治水方案第三项任务是什么", "第四项呢", "治水方案第四项任务是什么"},
		{"省级示范区奖多少钱", "国家级的给多少", "国家级示范区奖多少钱"},
		{"申请高新企业补贴要什么材料", "那小微企业呢", "申请小微企业补贴要什么材料"},
		{"工伤认定多少天内申请", "单位不申请的话呢", "单位不申请的，工伤认定多少天内申请"},
		{"遛狗不牵绳罚多少", "屡教不改的呢", "屡教不改的，遛狗不牵绳罚多少"},
		{"七五计划里粮食平均每年要产多少", "棉花呢", "七五计划里棉花平均每年要产多少"},
		{"1983年农民人均纯收入是多少", "城里职工呢", "1983年城里职工人均纯收入是多少"},
		{"高校作为核心单位最多能申报几个项目", "那参与单位呢，有数量限制吗", "高校作为参与单位最多能申报几个项目，有数量限制吗"},
		{"典型案例一个省最多推荐几个", "那青岛这种计划单列市呢", "计划单列市多少"},
		{"报告对机构改革是怎么说的", "准备几年搞完", "报告对机构改革，准备几年搞完"},
		{"省级园区由省里哪个部门统筹", "市里负责什么", "省级园区由省里，市里负责什么"},
		{"2012年政府工作报告里医保怎么说的", "新农合补助标准今年提到多少", "新农合补助标准2012年提到多少"},
		{"食品运输车辆要不要专用", "不专用的话罚多少", "食品运输车辆要不要专，不专用的话罚多少"},
		{"1985年国民收入增长了多少", "1986年的计划呢", "1986年国民收入增长了多少"},
		{"1985年国民收入增长了多少", "比1980年呢", "1985年国民收入比1980年增长了多少"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}
