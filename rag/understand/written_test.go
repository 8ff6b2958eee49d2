package understand

import (
	"strings"
	"testing"
)

func TestWritten(t *testing.T) {
	for said, want := range map[string]string{
		"高企要到多少家":    "高新技术企业要到多少家",
		"国高企业新增几家":   "国家高新技术企业新增几家",
		"社零总额目标":     "社会消费品零售总额目标",
		"社零目标":       "社会消费品零售总额目标",
		"固投是多少":      "固定资产投资是多少",
		"拆了多少违建":     "拆了多少违法建筑/违法建设",
		"看病方面怎么建议":   "就医/医疗方面怎么建议",
		"学校名额增多少":    "学位增多少",
		"主要想招什么企业":   "主要引进/招引/什么企业",
		"gdp多少":      "GDP/地区生产总值/国内生产总值多少",
		"老小区改造几个":    "老旧小区/老旧社区改造几个",
		"人才房和保障房":    "人才住房/人才公寓和保障性住房",
		"个体户有多少":     "个体工商户有多少",
		"哪里最堵车":      "哪里最交通拥堵/拥堵点",
		"找工作有什么服务":   "就业有什么服务",
		"非物质文化遗产有几项": "非物质文化遗产/非遗有几项",
		"公租房":        "公租房/公共租赁住房",
		"上规模的企业":     "规上/规模以上企业",
		"防汛怎么做":      "防汛/防洪/三防怎么做",
		"低保和医保":      "低保/最低生活保障和医保/医疗保险",
		"想做试管婴儿去哪":   "想做辅助生殖/生殖医学去哪",
		"消防队几分钟到":    "消防队/消防站/消防救援站几分钟到",
		"跨境电商":       "跨境电商/电子商务",
		"养老院有几家":     "养老机构有几家",
		"周末摘果子去哪":    "周末采摘去哪",
		"路口装多少摄像头":   "路口装多少视频监控/监控镜头",
		"下水道修多长":     "排水管网/污水管网修多长",
		"细则管到几月":     "细则有效期至/执行/几月",
		"打着扶贫的旗号":    "打着扶贫的旗号/名义",
		"结果公布没":      "结果公布/公开/公示没",
		"单位改了名字":     "单位更名/变更名称",
		"种树种多少亩":     "植树/造林种多少亩",
		// What plans write themselves stays as it stands.
		"养老服务目标是什么":    "养老服务目标是什么",
		"高新技术企业达到多少家":  "高新技术企业达到多少家",
		"规划提高企业开办效率了吗": "规划提高企业开办效率了吗",
		"全国高质量发展怎么提":   "全国高质量发展怎么提",
		"法规上怎么说":       "法规上怎么说",
		"最低保障线":        "最低保障线",
		"招聘会办了几场":      "招聘会办了几场",
		"地区生产总值":       "地区生产总值",
		"违法建筑":         "违法建筑",
		"":             "",
	} {
		if got := Written(said); got != want {
			t.Errorf("Written(%q) = %q, want %q", said, got, want)
		}
	}
}

// What is written must say nothing that would be written otherwise again, apart
// from words that stand for themselves beside others.
func TestWrittenWordsStay(t *testing.T) {
	for _, p := range phrases {
		for _, word := range strings.Split(strings.ReplaceAll(p.written, "${1}", ""), "/") {
			if again := Written(word); !strings.Contains(again, word) {
				t.Errorf("%q of %v becomes %q", word, p.said, again)
			}
		}
	}
}
