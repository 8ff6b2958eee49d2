package verify

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// sayings are sentences as plans write them. Each is true of itself, and wrong
// once one of its parts is another's.
var sayings = []string{
	"到2025年，新增养老床位300张，社区养老设施覆盖率达到90%以上。",
	"力争五年内引进高层次人才1200人，其中博士180人。",
	"完成老旧小区改造36个，惠及居民8200户。",
	"新建污水管网45.6公里，城市污水处理率达到98.5%。",
	"“十四五”期间，地区生产总值年均增长6%左右，2025年突破800亿元。",
	"培育规模以上工业企业20家，高新技术企业达到65家。",
	"城镇登记失业率控制在3.5%以内，零就业家庭动态清零。",
	"全区森林覆盖率提高到32.4%，人均公园绿地面积达到15平方米。",
	"建成5G基站1600座，重点场所网络覆盖率100%。",
	"一般公共预算收入由2020年的28.6亿元增加到2025年的41亿元。",
	"对首次认定的国家级企业技术中心，一次性奖励200万元。",
	"实施义务教育学校扩容工程，新增学位9600个。",
	"单位地区生产总值能耗五年累计降低13.5%。",
	"每万人拥有执业医师数由3.2人提高到4.1人。",
	"建设口袋公园12个、城市绿道28公里。",
}

// goals is a source that says all of them.
func goals() *Text { return prose(strings.Join(sayings, "")) }

// What a source says it holds, in either script, alone or among others.
func TestASentenceIsHeldByItself(t *testing.T) {
	all := goals()
	for _, s := range sayings {
		for _, text := range []*Text{prose(s), all, prose(traditional.Replace(s))} {
			if v := Check(s, []*Text{text}); v.Problem != "" {
				t.Errorf("%s: %s", s, v.Problem)
			}
		}
		if v := Check("湛江市赤坎区："+s, []*Text{all}); v.Problem != "" {
			t.Errorf("with its place: %s: %s", s, v.Problem)
		}
	}
}

// traditional turns the commonest characters of the sayings.
var traditional = strings.NewReplacer("张", "張", "区", "區", "设", "設", "盖", "蓋", "达", "達", "养", "養", "个", "個", "万", "萬", "亿", "億", "业", "業", "处", "處", "网", "網", "术", "術", "区", "區", "学", "學", "绿", "綠", "积", "積")

// Each sentence is told with its words apart from its neighbours'.
func TestUsedIsTheSentence(t *testing.T) {
	text, at := goals(), 0
	for _, s := range sayings {
		n := len([]rune(s))
		v := Check(s, []*Text{text})
		if got := v.Hull(0); got != (Span{at, at + n}) {
			t.Errorf("%s rests on %v, want %v", s, got, Span{at, at + n})
		}
		at += n
	}
}

// aFigure matches a figure that is no year and no part of a name.
var aFigure = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)

// figuresIn are where the figures of a sentence stand that claim something.
func figuresIn(s string) [][]int {
	var out [][]int
	for _, at := range aFigure.FindAllStringIndex(s, -1) {
		rest := s[at[1]:]
		if strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "G") {
			continue
		}
		out = append(out, at)
	}
	return out
}

// Another figure in the place of one is no longer what the source says: a little
// more, ten times as much, a digit turned.
func TestAnotherFigureIsCaught(t *testing.T) {
	text := goals()
	for _, s := range sayings {
		for _, at := range figuresIn(s) {
			n, err := strconv.ParseFloat(s[at[0]:at[1]], 64)
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range []float64{n + 1, 10 * n, n + 0.7, 2*n + 3} {
				wrong := s[:at[0]] + strconv.FormatFloat(other, 'f', -1, 64) + s[at[1]:]
				if v := Check(wrong, []*Text{text}); v.Problem == "" {
					t.Errorf("holds: %s", wrong)
				}
			}
		}
	}
}

// Another magnitude or unit makes a figure another.
func TestAnotherUnitIsCaught(t *testing.T) {
	text := goals()
	for _, c := range [][2]string{
		{"800亿元", "800万元"}, {"28.6亿元", "28.6万元"}, {"200万元", "200亿元"}, {"200万元", "200元"},
		{"45.6公里", "45.6米"}, {"15平方米", "15公顷"}, {"8200户", "8200人"}, {"1200人", "1200万人"},
		{"98.5%", "98.5个百分点"}, {"65家", "65项"}, {"28公里", "28平方公里"}, {"1600座", "1600万座"},
	} {
		for _, s := range sayings {
			if wrong := strings.Replace(s, c[0], c[1], 1); wrong != s && Check(wrong, []*Text{text}).Problem == "" {
				t.Errorf("holds: %s", wrong)
			}
		}
	}
}

// Units of one kind are one: what is only written otherwise holds.
func TestTheSameAmountHolds(t *testing.T) {
	text := goals()
	for _, c := range [][2]string{
		{"1200人", "0.12万人"}, {"45.6公里", "45600米"}, {"200万元", "0.02亿元"}, {"41亿元", "410000万元"},
		{"300张", "三百张"}, {"90%", "百分之九十"}, {"8200户", "8,200户"}, {"28公里", "28千米"},
	} {
		for _, s := range sayings {
			if same := strings.Replace(s, c[0], c[1], 1); same != s && Check(same, []*Text{text}).Problem != "" {
				t.Errorf("does not hold: %s (%s)", same, Check(same, []*Text{text}).Problem)
			}
		}
	}
}

// Another year is another claim.
func TestAnotherYearIsCaught(t *testing.T) {
	text := goals()
	for _, c := range [][2]string{
		{"2025年", "2023年"}, {"2025年", "2035年"}, {"2020年", "2019年"}, {"“十四五”期间", "“十三五”期间"}, {"“十四五”期间", "“十五五”期间"},
	} {
		for _, s := range sayings {
			if wrong := strings.Replace(s, c[0], c[1], 1); wrong != s && Check(wrong, []*Text{text}).Problem == "" {
				t.Errorf("holds: %s", wrong)
			}
		}
	}
}

// A word for the opposite and a negation are caught wherever they stand.
func TestTheOppositeIsCaught(t *testing.T) {
	text := goals()
	for _, c := range [][2]string{
		{"新增", "减少"}, {"以上", "以下"}, {"以内", "以上"}, {"提高到", "降低到"}, {"增加到", "减少到"}, {"降低", "提高"},
		{"新建", "拆除"}, {"城镇", "农村"}, {"首次", "再次"}, {"国家级", "省级"}, {"年均", "累计"}, {"累计", "年均"},
		{"实施", "不实施"}, {"完成", "未完成"}, {"培育", "不培育"}, {"义务教育", "学前教育"},
	} {
		for _, s := range sayings {
			if wrong := strings.Replace(s, c[0], c[1], 1); wrong != s && Check(wrong, []*Text{text}).Problem == "" {
				t.Errorf("holds: %s", wrong)
			}
		}
	}
}

// The figure of one thing is none of another's, though both stand in the source.
func TestFiguresOfOneAnotherAreCaught(t *testing.T) {
	text := goals()
	for _, wrong := range []string{
		"到2025年，新增养老床位36张。",
		"引进高层次人才180人，其中博士1200人。",
		"完成老旧小区改造12个。",
		"建设口袋公园36个。",
		"建设口袋公园28个、城市绿道12公里。",
		"新建污水管网28公里。",
		"城市绿道45.6公里。",
		"培育规模以上工业企业65家，高新技术企业达到20家。",
		"森林覆盖率提高到98.5%。",
		"城市污水处理率达到32.4%。",
		"一般公共预算收入由2020年的41亿元增加到2025年的28.6亿元。",
		"2020年一般公共预算收入41亿元。",
		"城镇登记失业率控制在6%以内。",
		"每万人拥有执业医师数由4.1人提高到3.2人。",
	} {
		if v := Check(wrong, []*Text{text}); v.Problem == "" {
			t.Errorf("holds: %s", wrong)
		}
	}
}

// What no source says is caught, however much of it stands around.
func TestAdditionsAreCaught(t *testing.T) {
	text := goals()
	for _, added := range []string{"，居全国第一", "，投资3亿元", "，由市财政局牵头", "，比上年增长5%", "，并免费向市民开放", "，2023年底前完成"} {
		for _, s := range sayings {
			if wrong := strings.TrimSuffix(s, "。") + added + "。"; Check(wrong, []*Text{text}).Problem == "" {
				t.Errorf("holds: %s", wrong)
			}
		}
	}
}

// What says less holds: a clause of a sentence, a bound left out.
func TestLessHolds(t *testing.T) {
	text := goals()
	for _, less := range []string{
		"到2025年，新增养老床位300张。",
		"社区养老设施覆盖率达到90%。",
		"引进高层次人才1200人。",
		"改造老旧小区36个。",
		"城市污水处理率达到98.5%。",
		"2025年地区生产总值突破800亿元。",
		"高新技术企业达到65家。",
		"人均公园绿地面积达到15平方米。",
		"2020年一般公共预算收入28.6亿元。",
		"建设城市绿道28公里。",
		"地区生产总值年均增长6%。",
	} {
		if v := Check(less, []*Text{text}); v.Problem != "" {
			t.Errorf("%s: %s", less, v.Problem)
		}
	}
}
