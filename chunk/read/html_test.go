package read_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"chuchu/chunk/read"
)

const longParagraph = "为加快发展，制定本规划，全镇各部门要认真贯彻落实，推动各项工作落地见效，到2025年养老床位达到3000张。"

// page is a web page around a body.
func page(body string) string {
	return "<!DOCTYPE html><html><head><meta charset=utf-8></head><body>" + body + "</body></html>"
}

func TestPageShapes(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"paragraphs and breaks", page("<div><p>　　" + longParagraph + "</p><p>甲\n乙<br>丙&nbsp;丁</p></div>"), longParagraph + "\n甲乙\n丙 丁\n"},
		{"numbers of a list", page("<p>" + longParagraph + "</p><ol><li>甲。<li>乙。</ol><ol style='list-style:cjk-ideographic' start=3><li>丙。</ol><ol><li>一、丁</ol><ul><li>戊</ul>"),
			longParagraph + "\n1. 甲。\n2. 乙。\n三、丙。\n一、丁\n戊\n"},
		{"merged cells", page("<p>" + longParagraph + "</p><table><tr><th rowspan=2>指标<th colspan=2>值</tr><tr><td>2020年<td>2025年</tr><tr><td>床<br>位<td>1<td rowspan=9>2</tr><tr><td colspan=3>注：甲</tr></table>"),
			longParagraph + "\n指标\t值\t值\n指标\t2020年\t2025年\n床位\t1\t2\n注：甲\n"},
		{"headings without numbers", page("<h1>规划</h1><h2>发展基础</h2><p>" + longParagraph + "</p><h3>一、产业</h3><p>" + longParagraph + "</p><h2>以下各项：</h2>"),
			"规划\n### 发展基础\n" + longParagraph + "\n#### 一、产业\n" + longParagraph + "\n以下各项：\n"},
		{"headings with numbers", page("<h1>规划</h1><h2>第一章 基础</h2><p>" + longParagraph + "</p><h3>一、产业</h3><h4>专栏1 指标</h4><p>" + longParagraph + "</p>"),
			"规划\n第一章 基础\n" + longParagraph + "\n一、产业\n专栏1 指标\n" + longParagraph + "\n"},
		{"what nobody sees", page("<p style='display:none'>甲</p><script>乙</script><p hidden>丙</p><p>" + longParagraph + "<del>丁</del><ruby>区<rt>qū</rt></ruby></p>"), longParagraph + "区\n"},
		{"a print area", page("<div id=print_area><p>" + longParagraph + "</p></div>"), longParagraph + "\n"},
		{"a box", page("<p>" + longParagraph + "</p><table><tr><td><p>专栏2 重点工程</p><p>建设养老院。</p></td></tr></table>"), longParagraph + "\n专栏2 重点工程\n建设养老院。\n"},
		{"laid out as tables", page("<table><tr><td><a href=/>首页</a></td><td><a href=/a>公开</a></td></tr></table><table><tr><td><table><tr><td><a href=/b>栏目</a></td></tr></table></td><td><table><tr><td>某区规划</td></tr><tr><td>" +
			longParagraph + "<br>　　一、目标</td></tr></table></td></tr></table><table><tr><td>版权所有 某区政府</td></tr></table>"), "某区规划\n" + longParagraph + "\n一、目标\n"},
		{"a headline outside", page("<h1>某区规划</h1><ul><li><a href=/>首页</a></ul><div><p>" + longParagraph + "</p><p>" + longParagraph + "</p></div>"), "某区规划\n" + longParagraph + "\n" + longParagraph + "\n"},
	} {
		if got, err := text("页.html", []byte(c.page)); err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}

// TestPageEncodings: a page may tell its encoding, wrongly or not at all.
func TestPageEncodings(t *testing.T) {
	body := strings.Repeat("<p>"+longParagraph+"</p>", 5)
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().String("<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body>" + body)
	silent, _ := simplifiedchinese.GB18030.NewEncoder().String("<html><body>" + body)
	big5, _ := traditionalchinese.Big5.NewEncoder().String("<html><head><meta charset=big5></head><body>" + strings.Repeat("<p>到二〇二五年，養老床位達到三千張，服務體系更加健全。</p>", 5))
	lying := "<html><head><meta charset=gb2312></head><body>" + body
	for name, raw := range map[string]string{"GB18030": gbk, "not told": silent, "Big5": big5, "told wrongly": lying} {
		if got, err := text("页.html", []byte(raw)); err != nil || !strings.Contains(got, "床位") || strings.Contains(got, "\uFFFD") {
			t.Errorf("%s: %.80q, %v", name, got, err)
		}
	}
}

// TestPageFieldShapes: the table of fields as sites set it.
func TestPageFieldShapes(t *testing.T) {
	for name, table := range map[string]string{
		"list":    `<ul><li><b>索引号：</b>001</li><li><b>发布机构：</b>某区政府</li><li><b>文　　号：</b>某政发〔2021〕5号</li><li><b>成文日期：</b>2021年5月6日</li></ul>`,
		"divs":    `<div><div><span>索 引 号</span><span>001</span></div><div><span>发文机关</span><span>某区政府</span></div><div><span>发文字号</span><span>某政发〔2021〕5号</span></div><div><span>发布日期</span><span>2021-05-06</span></div></div>`,
		"headers": `<table><tr><th>索引号:</th><td>001</td><th>有效性:</th><td>有效</td></tr><tr><th>【发文机关】</th><td>某区政府</td><th>【文号】</th><td>某政发〔2021〕5号</td></tr><tr><th>发文日期:</th><td>2021.5.6</td></tr></table>`,
	} {
		r, err := read.File(t.Context(), "页.html", []byte(page(table+"<div><p>"+longParagraph+"</p><p>"+longParagraph+"</p></div>")))
		if err != nil || r.Found.Issuer != "某区政府" || r.Found.Number != "某政发〔2021〕5号" || r.Found.Published != "2021-05-06" || strings.Contains(r.Text, "001") {
			t.Errorf("%s: %v, %+v\n%s", name, err, r.Found, r.Text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	const in = "---\ntitle: x\n---\n# 某镇规划\n\n## 发展基础\n\n**重点**是[养老](https://example.org)。![图](a.png)\n<!-- 注 -->\n> 引文\n\n---\n```\n  原样  \n```\n| 指标 | 2025年 |\n|---|---|\n| 床位 | 3 |\n"
	const want = "某镇规划\n### 发展基础\n重点是养老。\n引文\n原样\n| 指标 | 2025年 |\n|---|---|\n| 床位 | 3 |\n"
	if got, err := text("a.md", []byte(in)); err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestCommas(t *testing.T) {
	if got, err := text("a.csv", []byte("指标,\"单位\n（个）\",2025年\n床位,张,\"3,000\"\n")); err != nil || got != "指标\t单位（个）\t2025年\n床位\t张\t3,000\n" {
		t.Errorf("%q, %v", got, err)
	}
}
