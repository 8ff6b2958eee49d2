package chunk_test

import (
	"strings"
	"testing"

	"chuchu/chunk"
)

// outlinePieces are lines of every kind that the outline tells apart.
var outlinePieces = []string{
	"第一篇 总纲", "第一章 总则", "第二章 目标 任务", "第三篇推进改革第十三章深化改革", "第一节 原则", "## 第四章 附则", "第一条 为了甲，制定本法。", "第二条（范围）本市适用。", "第三条 丙。",
	"一、总体要求", "二、重点任务。", "三、保障措施 加强领导，落实责任，强化监督，确保完成各项目标，取得实效，推动发展，造福人民，再上新的台阶。", "（一）指导思想", "（二）加强领导。各地要高度重视。", "（三）建设8家；",
	"1.甲乙丙", "2.甲。乙丙丁戊己庚辛。", "2.1 子丑", "2.1.1 寅卯", "（1）辰巳", "①午未", "一是申酉。戌亥子丑寅卯。", "二是提高。发展壮大。三是改善。", "第一，完善。要抓紧。",
	"专栏1 工程", "附件1：清单", "附件：1.甲", "2.乙", "前言", "关键词 城市", "摘要", "今后的目标", "坚持党的领导。要加强党的建设，提高能力。", "一轴：以核心区为主，形成联动发展的东西向的城区发展轴，辐射周边各区。",
	"——坚持创新。要加快科技自立自强，建设强国，培养人才。", "市人民政府", "2021年3月5日", "各位代表！", "具体如下：", "（责任单位：市财政局）", "12",
	"坚持以人民为中心的发展思想，完整、准确、全面贯彻新发展理念，推动高质量发展，统筹扩大内需和深化改革。二、发展目标", strings.Repeat("甲", 70), strings.Repeat("乙丙，", 220) + "。",
}

// FuzzOutline lays lines of these kinds one after another, in any order.
func FuzzOutline(f *testing.F) {
	f.Add([]byte{9, 12, 41, 13, 10, 24, 15, 16, 11})
	f.Add([]byte{1, 6, 7, 8, 14, 2, 25, 26, 27, 35, 36})
	f.Add([]byte{21, 22, 23, 32, 34, 33, 31, 41, 37, 38})
	f.Fuzz(func(t *testing.T, order []byte) {
		var lines []string
		for _, b := range order[:min(len(order), 60)] {
			lines = append(lines, outlinePieces[int(b)%len(outlinePieces)])
		}
		checkPlan(t, chunk.Parse(strings.Join(lines, "\n"), chunk.Meta{ID: "x"}))
	})
}
