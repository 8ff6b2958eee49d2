package read_test

import (
	"strings"
	"testing"
)

// para is a paragraph with properties and runs of text.
func para(properties string, runs ...string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + strings.Join(runs, "") + "</w:p>"
}

func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

func TestWordText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"breaks and tabs", para("", run("甲"), "<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type='page'/></w:r>"), "甲\n乙\t丙\n"},
		{"changes as accepted", para("", run("床位"), "<w:del><w:r><w:delText>120</w:delText></w:r></w:del><w:ins><w:r><w:t>150</w:t></w:r></w:ins>", run("张")), "床位150张\n"},
		{"moved", para("", "<w:moveFrom>"+run("旧")+"</w:moveFrom>", "<w:moveTo>"+run("新")+"</w:moveTo>"), "新\n"},
		{"an end that was deleted", para("<w:rPr><w:del/></w:rPr>", run("前半")) + para("", run("后半")), "前半后半\n"},
		{"hidden", para("", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>露</w:t></w:r>"), "露\n"},
		{"a field", para("", "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>", run("3"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>"), "3\n"},
		{"a box, once", para("", run("正文"), "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"+para("", run("框内"))+"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"+para("", run("框内"))+"</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"), "正文\n框内\n"},
		{"ruby, link, formula", para("", "<w:r><w:ruby><w:rt>"+run("qū")+"</w:rt><w:rubyBase>"+run("区")+"</w:rubyBase></w:ruby></w:r>", "<w:hyperlink>"+run("链接")+"</w:hyperlink>", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "区链接x=1\n"},
		{"a form's field", "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + para("", run("内容")) + "</w:sdtContent></w:sdt>", "内容\n"},
		{"outline levels", para("", run("某规划")) + para("<w:outlineLvl w:val='0'/>", run("发展基础")) + para("", run("正文。")) + para("<w:outlineLvl w:val='1'/>", run("产业")) + para("<w:outlineLvl w:val='9'/>", run("不是")), "某规划\n## 发展基础\n正文。\n### 产业\n不是\n"},
	} {
		if got, err := text("a.docx", []byte(docx(t, c.body))); err != nil || got != c.want {
			t.Errorf("%s: %v\n%q\nwant\n%q", c.name, err, got, c.want)
		}
	}
}

// tc is a cell with properties.
func tc(properties string, paragraphs ...string) string {
	var b strings.Builder
	for _, p := range paragraphs {
		b.WriteString(para("", run(p)))
	}
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + b.String() + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func TestWordTables(t *testing.T) {
	const down, on, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
	for _, c := range []struct{ name, rows, want string }{
		{"merged", tr(tc(down, "类别"), tc(down, "指标"), tc(wide, "目标")) + tr(tc(on), tc(on), tc("", "2020年"), tc("", "2025年")) + tr(tc(down, "民生"), tc("", "床位"), tc("", "1"), tc("", "2")) + tr(tc(on), tc("", "学位"), tc("", "3"), tc("", "4")),
			"类别\t指标\t目标\t目标\n类别\t指标\t2020年\t2025年\n民生\t床位\t1\t2\n民生\t学位\t3\t4\n"},
		{"a word broken", tr(tc("", "指标"), tc("", "2025", "年"), tc("", "单位")) + tr(tc("", "社会消费品", "零售总额"), tc("", "11.8"), tc("", "亿元")), "指标\t2025 年\t单位\n社会消费品零售总额\t11.8\t亿元\n"},
		{"a group", tr(tc("", "指标"), tc("", "2025年"), tc("", "属性")) + tr(tc("<w:gridSpan w:val='3'/>", "民生福祉")) + tr(tc("", "床位"), tc("", "2"), tc("", "预期性")), "指标\t2025年\t属性\n民生福祉\n床位\t2\t预期性\n"},
		{"a box", tr(tc("", "专栏1 工程", "建设养老院。")), "专栏1 工程\n建设养老院。\n"},
		{"an empty column", tr(tc("", "指标"), tc(""), tc("", "值")) + tr(tc("", "床位"), tc(""), tc("", "3")), "指标\t值\n床位\t3\n"},
		{"a row struck out", tr(tc("", "指标"), tc("", "值")) + "<w:tr><w:trPr><w:del/></w:trPr>" + tc("", "旧") + tc("", "1") + "</w:tr>" + tr(tc("", "新"), tc("", "2")), "指标\t值\n新\t2\n"},
		{"a table within", tr(tc("", "甲"), "<w:tc><w:tbl>"+tr(tc("", "子"), tc("", "丑"))+"</w:tbl></w:tc>"), "甲\t子 丑\n"},
	} {
		if got, err := text("a.docx", []byte(docx(t, "<w:tbl>"+c.rows+"</w:tbl>"))); err != nil || got != c.want {
			t.Errorf("%s: %v\n%q\nwant\n%q", c.name, err, got, c.want)
		}
	}
}

// TestWordNumbers: numbers as Word counts them, by styles and levels.
func TestWordNumbers(t *testing.T) {
	const styles = `<w:styles><w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>`
	const numbering = `<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>`
	item := func(list, text string) string {
		return para("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='"+list+"'/></w:numPr>", run(text))
	}
	style := func(id, text string) string { return para("<w:pStyle w:val='"+id+"'/>", run(text)) }
	body := style("T", "基础\t1") + style("1", "基础") + style("2", "产业") + style("2", "民生") + para("<w:pStyle w:val='1'/>") + style("1", "目标") + style("2", "床位") +
		item("2", "甲") + item("2", "乙") + item("3", "丙") + item("0", "丁") + item("7", "戊") + style("无", "己")
	const want = "第一章 基础\n1.1 产业\n1.2 民生\n第二章 目标\n2.1 床位\n③甲\n④乙\n⑨丙\n丁\n戊\n己\n"
	raw := zipOf(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`, "word/styles.xml", styles, "word/numbering.xml", numbering)
	if got, err := text("a.docx", []byte(raw)); err != nil || got != want {
		t.Errorf("%v\n%s\nwant\n%s", err, got, want)
	}
}

// TestWordNotes: notes stand below the paragraph that cites them; the main part
// may be called otherwise.
func TestWordNotes(t *testing.T) {
	raw := zipOf(t, "_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="/word/main.xml"/></Relationships>`, "[Content_Types].xml", "<Types/>",
		"word/main.xml", `<w:document xmlns:w="w"><w:body>`+para("", run("床位"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run("三张"), "<w:r><w:endnoteReference w:id='1'/></w:r>")+para("", run("下文"))+`</w:body></w:document>`,
		"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator" w:id="0">`+para("", run("线"))+`</w:footnote><w:footnote w:id="2">`+para("", run("指机构"))+para("", run("床位"))+`</w:footnote></w:footnotes>`,
		"word/endnotes.xml", `<w:endnotes><w:endnote w:id="1">`+para("", run("年末数"))+`</w:endnote></w:endnotes>`)
	if got, err := text("a.docx", []byte(raw)); err != nil || got != "床位三张\n注1：指机构 床位\n注2：年末数\n下文\n" {
		t.Errorf("%q, %v", got, err)
	}
}
