package verify

import "testing"

func TestStraight(t *testing.T) {
	for in, want := range map[string]string{
		"围绕这一目标,健全体系":    "健全体系",
		"该项目是创智谷":        "创智谷",
		"一句话概括,就是两平台":    "就是两平台",
		"船舶方面推广靠岸船舶使用岸电": "推广靠岸船舶使用岸电",
		"改造方面,新建7座":      "改造方面,新建7座",
		"完成目标,健全体系":      "完成目标,健全体系",
	} {
		if got := straight(in); got != want {
			t.Errorf("straight(%q) = %q, want %q", in, got, want)
		}
	}
}

// A thing spoken of before may be named again, where no other of the kind came between.
func TestThingsSpokenOfBefore(t *testing.T) {
	checkAll(t, plans("市中心医院获授牌。该院将围绕新格局,用5年时间,打造现代化综合医院。"), []wanted{
		{"市中心医院用5年时间，打造现代化综合医院。", ""},
		{"市第三医院用5年时间，打造现代化综合医院。", "*"},
	})
	checkAll(t, plans("东区医院获授牌。西区医院完成扩建,用5年时间,打造现代化综合医院。"), []wanted{
		{"东区医院用5年时间，打造现代化综合医院。", "*"},
	})
}

func TestPointedAt(t *testing.T) {
	text := []*Text{Read(plans("计划建设重大项目92个,续建38个,总投资1071亿元。"))}
	for in, want := range map[string]string{
		"这92个重大项目总投资1071亿元": "重大项目总投资1071亿元",
		"这38个重大项目总投资1071亿元": "这38个重大项目总投资1071亿元",
	} {
		if got := pointedAt(in, text); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestEnded(t *testing.T) {
	for _, c := range []struct {
		word, text string
		want       bool
	}{
		{"养殖业", "畜牧养殖集聚区", true}, {"养殖场", "畜牧养殖集聚区", false}, {"业", "工业", false}, {"养老业", "养殖", false},
	} {
		if got := ended(c.word, c.text); got != c.want {
			t.Errorf("ended(%q, %q) = %v", c.word, c.text, got)
		}
	}
}
