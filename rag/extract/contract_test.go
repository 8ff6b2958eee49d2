package extract

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
)

// shelf is what the questions below are asked of: plans of two places, a row, a
// proposal, a newspaper.
func shelf() []rag.Passage {
	period := &chunk.Period{From: 2021, To: 2025}
	plan := func(content string, path ...string) rag.Passage {
		p := text("甲市乙区", content, path...)
		p.Document.Title, p.Document.Period, p.Document.Standing, p.Document.Published, p.Document.Issuer = "乙区十四五规划", period, chunk.Issued, "2021-05", "乙区人民政府"
		return p
	}
	other := text("甲市丙区", "到2025年，新增养老床位500张。新建公厕12座。", "三、民生")
	other.Document.Period, other.Document.Standing = period, chunk.Issued
	fact := indicators()[1]
	fact.Document.ID, fact.Document.Region, fact.Document.Label, fact.Document.Standing = "甲市乙区", "甲市乙区", "乙区规划", chunk.Issued
	proposed := text("", "打造一流主城区，建设15分钟社区生活圈。", "五、民生")
	proposed.Document.ID, proposed.Document.Issuer, proposed.Document.Standing = "p", "丁区政协", chunk.Proposed
	reported := text("", "截至目前，全市注册志愿者达122万人。推进职业教育融合发展。")
	reported.Document.ID, reported.Document.Issuer, reported.Document.Standing, reported.Document.Published = "r", "甲市日报", chunk.Reported, "2021-09"
	return []rag.Passage{
		plan("到2025年，新增养老床位300张，建成区域养老服务中心2个。探索医养结合服务模式。", "第四章 公共服务", "一、养老服务"),
		plan("完成40座市政公厕的硬件改造和90座社会公厕的内部设施提升，新建7座小型艺术化公厕。总投资1.2亿元，由区城管局牵头。", "第五章 城市建设"),
		plan("“十三五”期间，累计新增就业4.85万人，城镇登记失业率为2.4%。", "第一章 发展基础"),
		plan("城镇登记失业率控制在3.5%以下，五年新增就业5万人。", "第四章 公共服务", "二、就业"),
		plan("“三化一体”改革即网格化、专职化、信息化建设。云海学校位于创业路，2023年9月开学，新增学位1800个。", "第六章 治理"),
		plan("基本原则。\n坚持党的全面领导。\n坚持以人民为中心。\n坚持新发展理念。", "第二章 总体要求"),
		fact, other, proposed, reported,
	}
}

// putToShelf are questions of every kind, answerable and not.
var putToShelf = []string{
	"新增养老床位多少张", "养老服务中心建几个", "医养结合怎么做", "改造多少座市政公厕", "公厕改造总投资多少", "公厕改造由谁牵头", "失业率目标是多少",
	"十三五新增就业多少人", "新增就业，“十三五”完成数和“十四五”目标对比一下", "“三化一体”是哪三化", "三化一体是什么意思", "云海学校在哪条路", "云海学校什么时候开学", "云海学校的校长是谁",
	"云海学校新增多少学位，招生电话多少", "基本原则有哪些", "工业总产值2025年目标是多少", "工业总产值2025年比2020年高多少", "2025年哪些指标是约束性的", "15分钟社区生活圈怎么建", "注册志愿者多少人",
	"职业教育怎么融合", "乙区规划是什么时候印发的", "规划期是哪几年", "文号是多少", "钢铁产量多少吨", "你好", "", "？", "多少", "2030年养老床位多少张", "养老", "它呢", "新增養老床位多少張",
}

var markers = regexp.MustCompile(`\[([0-9]+)\]`)

// Whatever is asked, each sentence that is written stands the check that
// answers are held to: it cites passages that are there and says what they say.
func TestWhatIsWrittenStandsTheCheck(t *testing.T) {
	passages := shelf()
	for _, places := range [][2][]string{{nil, nil}, {{"乙"}, {"甲市乙区"}}, {{"乙", "丙"}, {"甲市乙区", "甲市丙区"}}} {
		for _, text := range putToShelf {
			q := rag.Question{Text: text, Places: places[0], Own: places[1]}
			for line, err := range (Writer{}).Write(t.Context(), q, passages) {
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range markers.FindAllStringSubmatch(line, -1) {
					if n, _ := strconv.Atoi(m[1]); n < 1 || n > len(passages) {
						t.Fatalf("%s: %q cites a passage that is not there", text, line)
					}
				}
				said, found := strings.CutPrefix(line, "资料中")
				if found && !strings.HasPrefix(said, "只提到") || strings.Contains(line, "计算得出") {
					continue // says what is missing, or rests on the sentences before it
				}
				if s, _ := rag.Check(strings.TrimPrefix(line, "资料中只提到："), passages); !s.Supported {
					t.Errorf("%v %s: %q does not stand the check: %s", places[0], text, line, s.Problem)
				}
			}
		}
	}
}

// The same question of the same passages is answered the same each time: no
// order of a map reaches the reader.
func TestAnswersAreTheSameEachTime(t *testing.T) {
	passages := shelf()
	for _, text := range putToShelf {
		q := rag.Question{Text: text, Places: []string{"乙", "丙"}, Own: []string{"甲市乙区", "甲市丙区"}}
		first := write(t, q, passages...)
		for range 5 {
			if again := write(t, q, passages...); again != first {
				t.Fatalf("%s\nfirst %q\nthen  %q", text, first, again)
			}
		}
	}
}

// Who listens no more is told no more.
func TestWritingStopsWhereNobodyListens(t *testing.T) {
	q := rag.Question{Text: "新增养老床位多少张", Places: []string{"乙", "丙"}, Own: []string{"甲市乙区", "甲市丙区"}}
	n := 0
	for range (Writer{}).Write(t.Context(), q, shelf()) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d lines", n)
	}
}

// Nothing to read is no error, and nothing is written.
func TestNoPassages(t *testing.T) {
	for _, q := range []rag.Question{{}, {Text: "新增养老床位多少张"}, {Text: "新增养老床位多少张", Places: []string{"乙", "丙"}, Own: []string{"甲市乙区", "甲市丙区"}}} {
		if got := write(t, q); strings.Contains(got, "[") {
			t.Errorf("%q is answered from nothing: %s", q.Text, got)
		}
	}
}

// FuzzWrite asks anything of any text: nothing breaks, and no marker points
// beyond the passages.
func FuzzWrite(f *testing.F) {
	for _, q := range putToShelf {
		f.Add(q, "到2025年，新增养老床位300张；改造40座公厕（牵头单位：城管局）。", "一、养老")
	}
	f.Add("2020年和2025年相比", "1．甲：2020年3家，2025年5家。\n2．乙", "")
	f.Fuzz(func(t *testing.T, question, content, heading string) {
		if !utf8.ValidString(question+content+heading) || len(question) > 300 || len(content) > 1500 || len(heading) > 100 || markers.MatchString(content+question+heading) {
			return
		}
		passages := []rag.Passage{text("甲市乙区", content, heading), text("甲市丙区", content)}
		q := rag.Question{Text: question, Places: []string{"乙", "丙"}, Own: []string{"甲市乙区", "甲市丙区"}}
		for line, err := range (Writer{}).Write(t.Context(), q, passages) {
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range markers.FindAllStringSubmatch(line, -1) {
				if m[1] != "1" && m[1] != "2" {
					t.Errorf("%q cites %s", line, m[1])
				}
			}
		}
	})
}

// What is of no place answers for each that is asked about, and is said once.
func TestASentenceIsSaidOnce(t *testing.T) {
	q := rag.Question{Text: "15分钟社区生活圈怎么建", Places: []string{"乙", "丙"}, Own: []string{"甲市乙区", "甲市丙区"}}
	if got := write(t, q, shelf()...); got != "丁区政协建议：打造一流主城区，建设15分钟社区生活圈[9]。" {
		t.Errorf("got %q", got)
	}
}

// What is quoted is told from what a model wrote: below it stands no word of AI.
func TestQuotingIsNamed(t *testing.T) {
	a := rag.Answer{Model: Writer{}.Name()}
	if a.Model != rag.Quoting || a.Below() != "" {
		t.Errorf("%q says below: %q", a.Model, a.Below())
	}
	if a.Model = "some-model"; a.Below() == "" {
		t.Error("a model's answer does not say so")
	}
}
