package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

// Two articles fine the same shops in the same words.
func TestAFineIsOfTheCaseThatIsAskedAbout(t *testing.T) {
	licence := text("甲市", "第五条 违反本办法第二条的规定，豆腐作坊未取得许可证从事生产的，由主管部门没收工具；货值不足一万元的，并处二千元以上五万元以下罚款；货值一万元以上的，并处货值五倍罚款。", "第三章")
	labels := text("甲市", "第六条 违反本办法第三条的规定，豆腐作坊未在包装上标明生产日期的，由主管部门责令改正，给予警告；逾期不改正的，处五千元以下罚款。", "第三章")
	duty := text("甲市", "第二条 豆腐作坊应当取得许可证，许可证有效期为三年。", "第二章")
	for q, want := range map[string]string{
		"豆腐作坊未取得许可证罚多少":  "甲市：第五条 违反本办法第二条的规定，豆腐作坊未取得许可证从事生产的，由主管部门没收工具；货值不足一万元的，并处二千元以上五万元以下罚款；货值一万元以上的，并处货值五倍罚款[1]。",
		"豆腐作坊未标明生产日期怎么罚": "甲市：第六条 违反本办法第三条的规定，豆腐作坊未在包装上标明生产日期的，由主管部门责令改正，给予警告；逾期不改正的，处五千元以下罚款[2]。",
		"豆腐作坊占道经营罚多少":    "资料中未提及：金额。资料中只提到：豆腐作坊未取得许可证从事生产的，由主管部门没收工具[1]。",
		"豆腐作坊许可证有效期几年":   "甲市：第二条 豆腐作坊应当取得许可证，许可证有效期为三年[3]。",
	} {
		got := write(t, rag.Question{Text: q}, licence, labels, duty)
		if strings.ReplaceAll(got, "\n", "") != want {
			t.Errorf("%s\n got %q\nwant %q", q, got, want)
		}
	}
}

// Of a list of many cases each is one, and the one that is asked about is told.
func TestOneOfManyCases(t *testing.T) {
	points := []string{
		"（一）对无生产许可证生产豆腐的，责令其改正，没收违法生产的豆腐和违法所得，并可处以二万元以下罚款；",
		"（二）对无批发许可证批发豆腐的，责令其改正，没收违法所得，并可处以一万元以下罚款；",
		"（三）对无零售许可证零售豆腐的，责令其改正，没收违法所得，并可处以五千元以下罚款；",
		"（四）对未按规定办理生产、批发或者零售许可证变更、注销手续的，责令其改正，并可处以三千元以下罚款；",
		"（五）对涂改、伪造、转借、买卖生产、批发和零售许可证的，没收违法所得，并可处以四万元以下罚款；",
		"（六）采购豆腐未查验批发许可证的，责令其改正，没收违法采购的豆腐，情节严重的，并可处以六千元以下罚款；",
		"（七）对储存、运输豆腐不符合卫生要求的，责令其改正，逾期不改正的，并可处以七千元以下罚款；",
		"（八）对拒绝、阻碍监督检查的，责令其改正，给予警告，并可处以八千元以下罚款；",
		"（九）对在豆腐中掺入其他物质的，责令其停止生产，没收违法生产的豆腐和违法所得，并可处以九千元以下罚款。",
	}
	p := text("甲市", "第九条 违反本办法规定，由主管部门依照下列规定予以处罚：\n"+strings.Join(points, "\n"), "第三章")
	got := write(t, rag.Question{Text: "无零售许可证零售豆腐罚多少"}, p)
	if !strings.Contains(got, "五千元以下罚款[1]") || strings.Contains(got, "四万元") {
		t.Errorf("got %q", got)
	}
	if got := write(t, rag.Question{Text: "豆腐卖贵了罚多少"}, p); strings.Contains(got, "[1]") && !strings.Contains(got, "只提到") {
		t.Errorf("a deed that is not among them: %q", got)
	}
}

// What a fine is for may stand in the article that it names.
func TestAnArticleNamesTheDeed(t *testing.T) {
	rules := text("甲市", "第二十条 饲养宠物应当及时清除粪便。\n在公园遛狗应当拴绳牵引。", "第二章")
	fines := text("甲市", "第四十条 违反第二十条第一款规定的，责令改正，处五十元罚款。\n第四十一条 违反第二十条第二款规定的，责令改正，处三百元罚款。", "第三章")
	for q, want := range map[string]string{
		"饲养宠物不清除粪便罚多少":  "甲市：第四十条 违反第二十条第一款规定的，责令改正，处五十元罚款[2]。",
		"在公园遛狗不拴绳牵引罚多少": "甲市：第四十一条 违反第二十条第二款规定的，责令改正，处三百元罚款[2]。",
	} {
		if got := write(t, rag.Question{Text: q}, rules, fines); got != want {
			t.Errorf("%s\n got %q\nwant %q", q, got, want)
		}
	}
	other := rules
	other.Document.ID = "乙市"
	if got := articlesOf(rankedOf([]rag.Passage{rules, other})); got != nil {
		t.Errorf("articles of two laws are known by number: %v", got)
	}
}

func TestWhatAsksForAPunishment(t *testing.T) {
	for text, want := range map[string]bool{
		"乱停车罚多少": true, "乱停车要罚款吗": true, "乱停车怎么处罚": true, "无证经营会不会被罚": true, "罚款多少钱": true,
		"行政处罚裁量基准怎么定": false, "处罚决定书几天送达": false, "停车费多少": false,
	} {
		if got := newAsk(text); (&ask{whole: got.text}).penal() != want {
			t.Errorf("%q asks for a punishment: %v", text, !want)
		}
	}
}

func TestCasesOfAPassage(t *testing.T) {
	for content, want := range map[string][]string{
		"违反第二条，乱停车的，处五十元罚款；情节严重的，处一百元罚款。违反第三条，乱丢垃圾的，处二十元罚款。": {
			"违反第二条，乱停车的，处五十元罚款；情节严重的，处一百元罚款。", "违反第三条，乱丢垃圾的，处二十元罚款。"},
		"违反第二条，乱停车的，处五十元罚款；占用盲道停车的，处一百元罚款。":                     {"违反第二条，乱停车的，处五十元罚款；", "占用盲道停车的，处一百元罚款。"},
		"（一）乱停车的，处五十元罚款；（二）乱丢垃圾的，处二十元罚款。":                       {"（一）乱停车的，处五十元罚款；", "（二）乱丢垃圾的，处二十元罚款。"},
		"有下列行为之一的，处五十元罚款：（一）乱停车；（二）乱丢垃圾。":                       {"有下列行为之一的，处五十元罚款：（一）乱停车；（二）乱丢垃圾。"},
		"不得乱停车。应当及时清除垃圾。":                                       nil,
		"违反第二条，" + strings.Repeat("乱", mostPenal) + "的，处五十元罚款。": nil,
	} {
		var got []string
		for _, c := range penalties(ranked{0, text("甲市", content)}, nil, nil) {
			got = append(got, c.text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q\n got %q\nwant %q", content, got, want)
		}
	}
}

// A fine for a person is none for an office, and the other way round.
func TestAFineIsOfWhoIsAskedAbout(t *testing.T) {
	office := text("甲市", "第五条 钓鱼场所所在单位违反本条例规定的，由主管部门责令改正，处二千元罚款。", "第三章")
	person := text("甲市", "第六条 个人在禁止钓鱼场所钓鱼且不听劝阻的，由主管部门责令改正，处五十元罚款。", "第三章")
	for q, want := range map[string]string{
		"钓鱼场所的单位违反条例罚多少": "甲市：第五条 钓鱼场所所在单位违反本条例规定的，由主管部门责令改正，处二千元罚款[2]。",
		"个人在禁止钓鱼场所钓鱼罚多少": "甲市：第六条 个人在禁止钓鱼场所钓鱼且不听劝阻的，由主管部门责令改正，处五十元罚款[1]。",
	} {
		if got := write(t, rag.Question{Text: q}, person, office); got != want {
			t.Errorf("%s\n got %q\nwant %q", q, got, want)
		}
	}
}
