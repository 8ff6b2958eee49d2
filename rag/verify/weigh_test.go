package verify

import "testing"

// What a writer joins words with weighs nothing; what the source does not say does.
func TestWordsOfOnesOwn(t *testing.T) {
	checkAll(t, plans("大力推广海水稻等作物,提高耕地的土地利用率;依托新希望六和集团养猪项目,发展特色畜牧业。积极做好站点建设的前期准备。"), []wanted{
		{"农田大力推广海水稻等作物。", ""},
		{"目前要做的是站点建设的前期准备。", ""},
		{"已完成站点建设的前期准备。", "*"},
		{"不再做站点建设的前期准备。", Direction},
		{"大力推广海水稻、小麦等作物。", "*"},
	})
}

// A newspaper's sentence that says neither may be said to be to come, its figures not.
func TestStatusOfReports(t *testing.T) {
	report := Source{Text: "《行动方案》提出,加快构建“两环十射”快速进出城体系。作为连续五次蝉联全国文明城市的城市,形象深入人心。截至目前,全市注册志愿者达122万人。",
		About: About{Names: []string{"某市日报"}, Region: "某省某市", Published: "2021-05"}}
	checkAll(t, report, []wanted{
		{"将加快构建“两环十射”快速进出城体系。", ""},
		{"已连续五次蝉联全国文明城市。", ""},
		{"截至目前，全市注册志愿者达122万人。", ""},
		{"全市注册志愿者预计将达122万人。", "*"},
		{"计划注册志愿者122万人。", "*"},
	})
}

// Figures of one list do not change places, and are told once.
func TestFiguresAreToldOnce(t *testing.T) {
	checkAll(t, plans("全区建成省级中心2家、市级中心4家。改造40座市政公厕和90座社会公厕。总投资1071亿元,其中五年投资789亿元。"), []wanted{
		{"全区建成省级中心2家、市级中心4家。", ""},
		{"全区建成省级中心4家、市级中心4家。", "*"},
		{"全区建成省级中心4家、市级中心2家。", "*"},
		{"改造40座市政公厕和40座社会公厕。", "*"},
		{"改造市政公厕40座、社会公厕90座。", ""},
		{"总投资1071亿元，其中五年投资789亿元。", ""},
		{"总投资1071亿元，其中五年投资1071亿元。", "*"},
	})
}

func TestSites(t *testing.T) {
	for _, c := range []struct {
		claim, near string
		want        bool
	}{
		{"北桥片区建成白云路", "海田片区建成白云路", true},
		{"海田片区建成白云路", "海田片区建成白云路", false},
		{"某区建成白云路", "海田片区建成白云路", false},
		{"江南院区以生殖医学为特色", "下埔院区以生殖医学为特色", true},
		{"城镇新增就业5万人", "乡镇新增就业5万人", false},
	} {
		if got := newClaim(c.claim, nil).otherSite(c.near); got != c.want {
			t.Errorf("%s from %s: %v", c.claim, c.near, got)
		}
	}
}

// Rows of tables put into words are no lists, and cells in bars are clauses.
func TestRowsOfMarkdown(t *testing.T) {
	checkAll(t, plans("按照区域性休闲消费中心定位,建设一批高端酒店、商业综合体。"), []wanted{
		{"| 休闲消费中心 | 高端酒店、商业综合体 |", ""},
		{"| 商务金融中心 | 高端酒店、商业综合体 |", "*"},
	})
}

// Opposites that only one character tells apart.
func TestOnceAndAgain(t *testing.T) {
	checkAll(t, plans("年营业收入首次突破100亿元的企业15家。金融等服务业开放水平不断提升。农业税全部免征,牧业税减半。"), []wanted{
		{"年营业收入首次突破100亿元的企业15家。", ""},
		{"年营业收入再次突破100亿元的企业15家。", Direction},
		{"金融等服务业开放水平不断提升。", ""},
		{"金融等服务业开放水平不再提升。", "*"},
		{"农业税全部加征。", "*"},
		{"牧业税全部免征。", "*"},
	})
}

// A figure of a whole list is of none of its items alone.
func TestFiguresOfAWholeList(t *testing.T) {
	hold(t, prose("2023年新开工和筹建约1500套人才住房和保障性住房。建设3家培训、交易平台。"), []judged{
		{"2023年新开工和筹建约1500套人才住房和保障性住房。", ""},
		{"2023年新开工和筹建人才住房和保障性住房约1500套。", ""},
		{"2023年新开工、筹建人才住房及保障性住房约1500套。", ""},
		{"建设培训、交易平台3家。", ""},
		{"新开工和筹建约1500套保障性住房。", NotInSource},
		{"新开工约1500套人才住房。", NotInSource},
		{"筹建保障性住房约1500套。", NotInSource},
	})
}

// A figure for each person is none of the whole, and the other way.
func TestFiguresForEach(t *testing.T) {
	hold(t, prose("全区生产总值年均增长7%以上，到2025年生产总值约460亿元，人均生产总值超12万元。居民人均可支配收入增加，2024年达38527元。"), []judged{
		{"全区生产总值年均增长7%以上。", ""},
		{"到2025年，人均生产总值超12万元。", ""},
		{"2024年居民人均可支配收入达38527元。", ""},
		{"生产总值约460亿元，人均生产总值超12万元。", ""},
		{"人均生产总值年均增长7%以上。", Number},
		{"到2025年，人均生产总值约460亿元。", Number},
		{"生产总值超12万元。", Number},
		{"2024年居民可支配收入达38527元。", Number},
	})
}
