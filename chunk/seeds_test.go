package chunk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

// Whole plans as they came. What is asked of them here holds for any plan of
// their kind; no rule of the package knows them.

func seed(t testing.TB, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "seeds", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

var seedNames = []string{"chikan", "haibin", "haigang", "huizhou", "yantian"}

func TestSeedsKeepInvariants(t *testing.T) {
	for _, name := range seedNames {
		checkPlan(t, chunk.Parse(seed(t, name), chunk.Meta{ID: name}))
	}
}

func TestSeedsMeta(t *testing.T) {
	for name, want := range map[string]chunk.Meta{
		"chikan": {
			Title: "湛江市赤坎區國民經濟和社會發展第十四個五年規劃和二〇三五年遠景目標綱要", Label: "湛江市赤坎区十四五规划", Region: "广东省湛江市赤坎区", Level: "区县",
			Issuer: "湛江市赤坎區發展和改革局", Kind: "规划纲要", Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}, Published: "2021-05",
		},
		"haibin": {
			Title: "天津市滨海新区海滨街道国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", Label: "天津市滨海新区海滨街道十四五规划", Region: "天津市滨海新区海滨街道", Level: "街道",
			Issuer: "天津市滨海新区海滨街道办事处", Kind: "规划纲要", Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}, Published: "2021-09-29",
		},
		"haigang": {
			Label: "秦皇岛市海港区政协意见建议", Region: "河北省秦皇岛市海港区", Level: "区县",
			Issuer: "秦皇岛市海港区政协", Kind: "意见建议", Standing: chunk.Proposed,
		},
		"huizhou": {
			Title: "融深行动方案35条之品质城市:对标先进打造品质城市", Label: "惠州市融深行动方案35条之品质城市:对标先进打造品质城市", Region: "广东省惠州市", Level: "市",
			Issuer: "惠州日报", Kind: "新闻报道", Standing: chunk.Reported,
		},
		"yantian": {
			Title: "盐田区“城市质量提升年”行动计划", Label: "深圳市盐田区“城市质量提升年”行动计划", Region: "广东省深圳市盐田区", Level: "区县",
			Issuer: "深圳市盐田区人民政府", Kind: "行动计划", Standing: chunk.Issued, Period: &chunk.Period{From: 2017, To: 2017}, Published: "2017-05-12",
		},
	} {
		got := chunk.Parse(seed(t, name), chunk.Meta{}).Meta
		got.Revision = ""
		if (got.Period == nil) != (want.Period == nil) || got.Period != nil && *got.Period != *want.Period {
			t.Errorf("%s: period %v, want %v", name, got.Period, want.Period)
		}
		got.Period, want.Period = nil, nil
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

func TestSeedsAreClean(t *testing.T) {
	for name, gone := range map[string][]string{
		"chikan":  {"(qū)", "(fā)", "(yǎng)", "ā", "ǎ", "ū", "??", "/p>", "諝赓"},
		"haibin":  {"当前位置", "字号", "扫一扫", "发展基础2", "保障43", "二三五年", "友情", "重点链接", "\n\n", " \n", "\u00a0"},
		"huizhou": {"报料热线", "分享到", "编辑", "网友评论", "原标题"},
		"yantian": {"发布时间", "扫一扫", "相关法规"},
	} {
		text := chunk.Parse(seed(t, name), chunk.Meta{}).Text
		for _, g := range gone {
			if strings.Contains(text, g) {
				t.Errorf("%s still has %q", name, g)
			}
		}
	}
}

func TestChikanCleaning(t *testing.T) {
	p := chunk.Parse(seed(t, "chikan"), chunk.Meta{})
	if got := cleaned(p, "inserted_pinyin"); got != 3262 {
		t.Errorf("%d inserted readings taken out, want 3262", got)
	}
	if got := cleaned(p, "repaired"); got < 25 {
		t.Errorf("%d places put right, want at least 25", got)
	}
	for _, want := range []string{"“散亂污”工業企業整治。空氣質量持續保持優良", "教材規模化應用全覆蓋項目", "(廣東省)湛江市赤坎區國民經濟", "覆蓋。“十三五”期間", "工程。“十四五”期間", "發展潛力的創新型企業"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is not in the text", want)
		}
	}
	for _, d := range p.Damage {
		got := string([]rune(p.Text)[d.Start:d.End])
		if d.Repaired == strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("damage %q, repaired %v, reads %q", d.Raw, d.Repaired, got)
		}
	}
}

func cleaned(p chunk.Plan, kind string) int {
	for _, c := range p.Cleaning {
		if c.Kind == kind {
			return c.Count
		}
	}
	return 0
}

func TestHaibinFacts(t *testing.T) {
	p := chunk.Parse(seed(t, "haibin"), chunk.Meta{ID: "haibin"})
	want := [][5]string{
		{"工业总产值", "亿元", "30.02", "39.4", "预期性"},
		{"社会消费品零售总额", "亿元", "10.69", "11.8", "预期性"},
		{"规上工业企业数量", "个", "25", "32", "预期性"},
		{"市场主体数量", "万", "0.65", "0.75", "预期性"},
		{"商品销售总额", "亿元", "33.74", "49.6", "预期性"},
		{"累计固定资产投资总额", "亿元", "4.47", "50", "预期性"},
		{"实际利用内资", "亿元", "1.68", "3", "预期性"},
		{"新增就业人口", "人", "2030", "2400", "预期性"},
		{"粮食综合生产能力", "吨", "0.51", "0.65", "预期性"},
	}
	if len(p.Facts) != len(want) {
		t.Fatalf("%d facts, want %d", len(p.Facts), len(want))
	}
	for i, f := range p.Facts {
		got := [5]string{f.Name, f.Unit, f.Values[0].Value, f.Values[1].Value, f.Attribute}
		if got != want[i] || f.Values[0].Period != "2020" || f.Values[1].Period != "2025" || len(f.Values) != 2 {
			t.Errorf("fact %d is %+v, want %v", i, f, want[i])
		}
		if f.Document != "haibin" || f.Table != "专栏1 十四五时期经济社会发展主要指标" {
			t.Errorf("fact %d is of %q, table %q", i, f.Document, f.Table)
		}
	}
	c := p.Chunks[slices.IndexFunc(p.Chunks, func(c chunk.Chunk) bool {
		return c.Kind == chunk.KindFact && strings.Contains(c.Text, "社会消费品")
	})]
	if want := "专栏1 十四五时期经济社会发展主要指标\n指标名称 2020 2025 属性\n社会消费品零售总额(亿元) 10.69 11.8 预期性"; c.Text != want {
		t.Errorf("the chunk reads %q, want %q", c.Text, want)
	}
	if want := "2\n社会消费品零售总额(亿元)\n10.69\n11.8\n预期性"; c.Quote != want || len(c.Context) != 2 {
		t.Errorf("the chunk quotes %q with %v, want %q", c.Quote, c.Context, want)
	}
}

func TestHaibinOutline(t *testing.T) {
	p := chunk.Parse(seed(t, "haibin"), chunk.Meta{})
	for _, want := range []string{
		"第二章 总体要求与奋斗目标/第二节 基本原则/坚持新发展理念",
		"第二章 总体要求与奋斗目标/第三节 主要目标/专栏1 十四五时期经济社会发展主要指标",
		"第四章 加速产业转型升级 构建现代产业服务基地/第一节 实施优势产业培育壮大工程/石油化工",
		"第八章 创新街区社会治理 实现共建共治共享/第四节 实施安全保障机制优化工程/专栏9 三线一网社区治理专项行动/互助线",
		"第九章 保障措施/第四节 完善配套保障/营造开放便利的市场环境",
	} {
		wantSection(t, p, want)
	}
	if got := sections(p, "第"); got != 9+32 {
		t.Errorf("%d chapters and sections, want 9 and 32", got)
	}
	if got := sections(p, "专栏"); got != 9 {
		t.Errorf("%d boxes, want 9", got)
	}
}

// sections counts the sections whose heading begins so.
func sections(p chunk.Plan, prefix string) int {
	n := 0
	for _, s := range p.Sections {
		if strings.HasPrefix(s.Path[len(s.Path)-1], prefix) {
			n++
		}
	}
	return n
}

func wantSection(t *testing.T, p chunk.Plan, path string) {
	t.Helper()
	if !slices.ContainsFunc(p.Sections, func(s chunk.Section) bool { return strings.Join(s.Path, "/") == path }) {
		t.Errorf("no section %s", path)
	}
}

func TestYantianOutline(t *testing.T) {
	p := chunk.Parse(seed(t, "yantian"), chunk.Meta{})
	actions, values := 0, 0
	for _, s := range p.Sections {
		last := s.Path[len(s.Path)-1]
		if s.Level == 3 && s.Path[0] == "二、重点任务" && last[0] >= '0' && last[0] <= '9' {
			actions++
		}
		if s.Level == 2 && strings.Contains(last, "是注重") {
			values++
		}
	}
	if actions != 45 || values != 4 {
		t.Errorf("%d actions and %d of 注重, want 45 and 4", actions, values)
	}
	wantSection(t, p, "二、重点任务/(六)生态文明质量提升行动/41.打造节能减排标杆")
	wantSection(t, p, "三、保障措施/(一)提高认识,加强组织落实")
	wantSection(t, p, "附件:盐田区“城市质量提升年”行动计划责任分工一览表(略)")
}

func TestNewspaperAndListOutlines(t *testing.T) {
	p := chunk.Parse(seed(t, "huizhou"), chunk.Meta{})
	wantSection(t, p, "关键词 城市首位度/提升中心城区首位度实现产城人深度融合/解读/四是聚焦城市品质,内外兼修")
	wantSection(t, p, "关键词 文明形象/以绣花功夫抓好文明城市建设 十大行动共树大湾区文明形象/摘要")
	p = chunk.Parse(seed(t, "haigang"), chunk.Meta{})
	wantSection(t, p, "五、打造宜居宜业家园,提升民生品质新维度/二是托起“银龄幸福”,完善全链条养老服务体系")
	if len(p.Sections) != 5+4+4+4+4+5 {
		t.Errorf("%d sections, want 26", len(p.Sections))
	}
}

func TestChikanOutlineSurvivesLostHeadings(t *testing.T) {
	p := chunk.Parse(seed(t, "chikan"), chunk.Meta{})
	wantSection(t, p, "第十章增進福祉 滿足人民美好生活新需求/健全老年人服務體制機制")
	wantSection(t, p, "第二章乘勢前行 錨定首善之區前進新方向/經濟實力實現新的更大躍升")
	wantSection(t, p, "第四章質量引領 構建現代都市產業新體系/一、推動傳統優勢產業提質增效/高端印刷")
	if got := sections(p, "第"); got != 12 {
		t.Errorf("%d chapters, want 12", got)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, name := range seedNames {
		text := seed(b, name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				chunk.Parse(text, chunk.Meta{ID: name})
			}
		})
	}
	line := strings.Repeat("坚持新发展理念，推动城市发展由外延扩张向内涵提升转变", 10<<20/78)
	b.Run("one line of 10 MB", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		for b.Loop() {
			chunk.Parse(line, chunk.Meta{})
		}
	})
}
