package chunk

import (
	"strings"
	"testing"
)

func TestJoinLawTitles(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a long title", "## 第五章 省人民代表大会常务委员会批准\n设区的市的地方性法规程序\n第四十九条 甲。", "## 第五章 省人民代表大会常务委员会批准设区的市的地方性法规程序"},
		{"one that ends as none does", "第二章 自治机关、\n人民法院\n第九条 甲。", "第二章 自治机关、人民法院"},
		{"above a first section", "第三章 市人民代表大会及其常务委员会\n制定地方性法规程序\n### 第一节 乙\n第九条 甲。", "第三章 市人民代表大会及其常务委员会制定地方性法规程序"},
		{"without its number", "第八条 甲。\n审查工作报告、审查国民经济\n和社会发展计划\n第九条 乙。", "审查工作报告、审查国民经济和社会发展计划"},
		{"a whole title", "第三章 城乡规划的实施\n城市规划\n第九条 甲。", "第三章 城乡规划的实施"},
		{"a section's own title", "第三章 市人民代表大会及其常务委员会的职责\n一般规定\n第九条 甲。", "第三章 市人民代表大会及其常务委员会的职责"},
		{"what stands above a law", "某省人民代表大会常务委员会通过\n某省城市规划条例\n第一条 甲。", "某省人民代表大会常务委员会通过"},
		{"a formula", "甲乙。\n组成计税价格＝关税完税价格＋关税\n应纳税额\n第九条 丙。", "组成计税价格＝关税完税价格＋关税"},
		{"no article behind", "第三章 市人民代表大会及其常务委员会\n制定地方性法规程序\n乙。", "第三章 市人民代表大会及其常务委员会"},
	} {
		d := draft{lines: strings.Split(c.text, "\n")}
		d.joinLawTitles()
		found := false
		for _, l := range d.lines {
			found = found || l == c.want
		}
		if !found {
			t.Errorf("%s: %q has no line %q", c.name, d.lines, c.want)
		}
	}
}
