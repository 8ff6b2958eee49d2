package chunk

import "testing"

func TestReadMark(t *testing.T) {
	for head, want := range map[string]mark{
		"第一部分 总则":    {part, 1, len("第一部分 ")},
		"第二篇 转变方式":   {part, 2, len("第二篇 ")},
		"第三分编 用益物权":  {part, 3, len("第三分编 ")},
		"【第三篇】数字中国":  {part, 3, len("【第三篇】")},
		"第二十-条 对弄虚":  {article, 21, len("第二十-条 ")},
		"第三章乘势前行":    {chapter, 3, len("第三章")},
		"第十二章  安全发展": {chapter, 12, len("第十二章  ")},
		"第 3 章 目标":   {chapter, 3, len("第 3 章 ")},
		"第二節 發展環境":   {section, 2, len("第二節 ")},
		"第二十一条 本法所":  {article, 21, len("第二十一条 ")},
		"第五条之一 本法所":  {article, 5, len("第五条之一 ")},
		"第一千零四十条 本编": {article, 1040, len("第一千零四十条 ")},
		"一、总体要求":     {comma, 1, len("一、")},
		"十二．其他":      {comma, 12, len("十二．")},
		"（三）加强领导":    {bracket, 3, len("（三）")},
		"(三)加强领导":    {bracket, 3, len("(三)")},
		"〈九）加强领导":    {bracket, 9, len("〈九）")},
		"（四〉加强领导":    {bracket, 4, len("（四〉")},
		"3·继续发展":     {dot, 3, len("3·")},
		"12.提高水平":    {dot, 12, len("12.")},
		"12、提高水平":    {dot, 12, len("12、")},
		"（2）床位":      {bracketDot, 2, len("（2）")},
		"2）床位":       {bracketDot, 2, len("2）")},
		"⑫新建":        {circle, 12, len("⑫")},
		"三是注重以点带面":   {item, 3, len("三是")},
		"十-、其他":      {comma, 11, len("十-、")},
		"(-)标准体系":    {bracket, 1, len("(-)")},
		"三)夯实基础":     {bracket, 3, len("三)")},
		"(l)千方百计":    {bracketDot, 1, len("(l)")},
		"〈4）积极发展":    {bracketDot, 4, len("〈4）")},
		"2.1 万众创新":   {second, 1, len("2.1 ")},
		"一一、其他":      {comma, 11, len("一一、")},
		"一、一九五八年计划":  {comma, 1, len("一、")},
		"二、“十五”规划":   {comma, 2, len("二、")},
		"专栏1 主要指标":   {box, 1, len("专栏1 ")},
		"專欄 三：主要指標":  {box, 3, len("專欄 三：")},
		"附件2：名词解释":   {annex, 2, len("附件2：")},
		"附件：分工表":     {annex, 0, len("附件：")},
		"前 言":        {preface, 0, len("前 言")},
		"关键词 城市规划":   {label, 0, len("关键词 ")},
		"解读":         {tag, 0, len("解读")},
	} {
		if got, ok := readMark(head); !ok || got != want {
			t.Errorf("%q has %+v, want %+v", head, got, want)
		}
	}
}

func TestReadMarkRefuses(t *testing.T) {
	for _, head := range []string{"", "坚持党的领导", "3.5亿元", "2021.05", "第一产业增长", "一体两翼", "一些地方", "附件已发", "前言不搭后语", "解读政策", "(GDP)", "专栏作家", "2021年，", "三五年落下来",
		"二、六○○万吨", "一一、八○○公里", "一、二〇〇", "一一是发展", "一一要坚持", "——加强领导", "- 甲", "十一五规划", "一（", "1.5 亿用户", "2.7 万门慕课", "(long)", "l）甲"} {
		if got, ok := readMark(head); ok {
			t.Errorf("%q has %+v, want none", head, got)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for s, want := range map[string]int{"一": 1, "十": 10, "十二": 12, "二十": 20, "二十五": 25, "一百": 100, "一百零三": 103, "7": 7, "45": 45, "③": 3, "": 0, "一一": 11, "二〇": 20, "十-": 11, "-": 1, "—": 1, "二十—": 21} {
		if got := ordinal(s); got != want {
			t.Errorf("ordinal(%q) = %d, want %d", s, got, want)
		}
	}
}
