package extract

import (
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestAQuantityIsOfTheThingThatIsNamed(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"棉花产量多少", "钢产量增长一成，达到800万吨。", true},
		{"棉花产量多少", "棉花总产量达到80万吨。", false},
		{"全省棉花产量多少", "棉花和油料的产量达到80万吨。", false},
		{"棉花产量多少", "棉花生产连年丰收。", false},
		{"产量多少", "钢产量达到800万吨。", false},
		{"渔民收入", "市民收入增长一成。", false}, // what may be called otherwise is left to others
		{"农村居民收入", "城镇居民收入达到800元。", true},
		{"常住人口", "社保卡覆盖常住人口，医疗保险覆盖26.88万人。", true},
		{"农机化率", "提升机械化水平，农机使用率达到98%以上。", false},
		{"常住人口", "常住人口增加，2020年达30万人。", false},
		{"常住人口", "常住人口稳步增长。", false},
		{"农村居民收入", "城镇居民收入达到800元，农村居民收入达到500元。", false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.ofOther(a); got != c.want {
			t.Errorf("%s: %q is of another: %v", c.question, c.sentence, got)
		}
	}
}

func TestALevelIsNotItsGrowth(t *testing.T) {
	for _, c := range []struct {
		question, clause string
		want             bool
	}{
		{"财政收入多少", "财政收入增长10%", true},
		{"财政收入多少", "财政收入3亿元,增长10%", false},
		{"财政收入涨了多少", "财政收入增长10%", false},
		{"生产总值增长多少", "生产总值接近24000亿元", true},
		{"生产总值增长多少", "生产总值增长8%", false},
		{"屏幕的分辨率是多少", "分辨率0.25°", false},
	} {
		if a := newAsk(c.question); a.otherFigure(c.clause) != c.want {
			t.Errorf("%s: %q is another figure: %v", c.question, c.clause, !c.want)
		}
	}
}

// A year's report names other years too, and speaks of several at once.
func TestYearsOfAReport(t *testing.T) {
	report := func(content string) rag.Passage {
		p := text("", content, "经济")
		p.Document = chunk.Meta{ID: "r", Title: "1993年工作报告", Label: "1993年工作报告", Period: &chunk.Period{From: 1993, To: 1993}}
		return p
	}
	five := report("1992年生产总值接近900亿元，五年平均每年增长7.9%。")
	last := report("生产总值比上年增长12.8%。")
	later := report("加强原材料工业，1997年水泥产量达到9400万吨。")
	sure := scores{"生产总值": 7, "水泥": 7}
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"1992年生产总值增长多少", []rag.Passage{five, last}, "比上年增长12.8%[2]"},
		{"五年生产总值平均每年增长多少", []rag.Passage{five, last}, "平均每年增长7.9%[1]"},
		{"1997年水泥产量", []rag.Passage{later}, "9400万吨"},
		{"1993年水泥产量", []rag.Passage{later}, "资料中未提及：数量。"},
	} {
		got := writeRead(t, sure, rag.Question{Text: c.question}, c.passages...)
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

func TestARateByItsWordAlone(t *testing.T) {
	for question, want := range map[string]kind{
		"甲区居民收入增速": share, "甲区生产总值增长率？": share, "甲区失业率": share, "甲区办事效率": statement, "甲区常住人口": figure, "甲区老年人口": statement, "甲区公厕改造座数": figure, "甲区粮食产量": figure, "甲区居民收入增速目标": statement, "甲区居民收入": statement,
	} {
		if got := newAsk(question).kind; got != want {
			t.Errorf("%s is of kind %d, want %d", question, got, want)
		}
	}
}

func TestNamesOfAFigureAndALetter(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"5G基站建多少", "消防队5分钟到达。", false},
		{"5G基站建多少", "新建5G基站300个。", true},
		{"4A景区有几个", "景区4个。", false},
		{"200亩地怎么用", "土地整理。", true},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.ofCode(a); got != c.want {
			t.Errorf("%s: %q has its names: %v", c.question, c.sentence, got)
		}
	}
}
