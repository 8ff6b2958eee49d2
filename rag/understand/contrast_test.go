package understand

import "testing"

func TestAFollowUpNamesTheOtherKind(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"2020年城镇居民人均可支配收入是多少", "农村的呢", "2020年农村居民人均可支配收入是多少"},
		{"2020年城镇居民人均可支配收入增长多少", "农民的增长多少", "2020年农民人均可支配收入增长多少"},
		{"2020年农村人均用水量是多少", "那城镇呢", "2020年城镇人均用水量是多少"},
		{"标志牌损坏后单位罚多少", "个人的话罚多少", "标志牌损坏后个人罚多少"},
		{"一等奖发多少钱", "那二等奖呢", "二等奖发多少钱"},
		// What says more than was asked before is no other kind.
		{"赤坎区2020年城镇登记失业率是多少", "农村公路要建多少公里", "赤坎区农村公路要建多少公里"},
		{"盐田改造多少座公厕", "还要新建几座?什么样的", "盐田改造公厕，还要新建几座?什么样的"},
		{"盐田改造多少座公厕", "新建的什么时候完工", "盐田改造公厕，新建的什么时候完工"},
		// Both kinds were asked about.
		{"赤坎区城镇和农村居民收入是多少", "农村的呢", "赤坎区农村收入是多少"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}

func TestAFollowUpNamesACase(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"请问申请要在几天内提出", "情况复杂的呢", "情况复杂的，申请要在几天内提出"},
		{"随地倾倒垃圾怎么罚", "情节严重的怎么罚？", "情节严重的，随地倾倒垃圾怎么罚"},
		{"营收10亿到50亿的企业补贴上限多少", "那五百万到两千万之间的呢", "营收五百万到两千万的企业补贴上限多少"},
		{"营收500万元至2000万元的企业补贴多少", "2000万元至1亿元的呢", "营收2000万元至1亿元的企业补贴多少"},
		// A thing of its own is no case.
		{"赤坎要建哪些路", "那新的公园呢", "赤坎新的公园有哪些？"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}

func TestAFollowUpNamesAnotherThing(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"1991年全国原煤产量是多少", "石油呢", "1991年全国石油产量是多少"},
		{"1983年的报告说到1987年普通高校要招多少人", "夜大那些呢", "1983年的报告说到1987年夜大要招多少人"},
		{"盐田2017年要建几条花卉景观大道", "街心花园呢", "盐田2017年要建多少街心花园"},
		{"赤坎区2025年旅游收入目标是多少", "接待人数呢", "赤坎区2025年接待人数目标是多少"},
		// Time stands behind the thing, or there is none: what kind of thing is asked for is kept.
		{"赤坎区旅游收入2025年是多少", "就业呢", "赤坎区就业2025年是多少"},
		{"赤坎怎么发展旅游", "物流呢", "赤坎物流怎么样？"},
	} {
		if got := Standalone(c.text, []string{c.before}, own).Text; got != c.want {
			t.Errorf("%q after %q\n got %q\nwant %q", c.text, c.before, got, c.want)
		}
	}
}

func TestChainsDoNotPileUp(t *testing.T) {
	s := Standalone("谁承建的", []string{"红旗矿的通信系统哪年开始建的", "井下装了多少套基站"}, own)
	if s.Text != "红旗矿的通信系统 开始建的，井下装了基站，谁承建的" || s.Faint != "红旗矿 通信系统哪年开始建" && s.Faint == "" {
		t.Errorf("%+v", s)
	}
	s = Standalone("个人呢", []string{"2020年城镇就业多少人", "单位缴费比例是多少"}, own)
	if s.Text != "个人缴费比例是多少" {
		t.Errorf("%+v", s)
	}
}

func TestOpposed(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"农村居民收入多少", "城镇居民收入2万元", true},
		{"农村居民收入多少", "城镇居民收入2万元，农民收入1万元", false},
		{"城镇和农村居民收入多少", "城镇居民收入2万元", false},
		{"出口多少", "进口10亿元", true},
		{"出口多少", "进出口10亿元", false},
		{"居民收入多少", "城镇居民收入2万元", false},
		{"个人违反的罚多少", "单位违反规定的，处一万元罚款", true},
		{"少培训一个人罚多少", "单位每少培训一人罚款五百元", false}, // who is counted, not who pays
	} {
		if got := Opposed(c.question, c.text); got != c.want {
			t.Errorf("%s: %s: %v", c.question, c.text, got)
		}
	}
}
