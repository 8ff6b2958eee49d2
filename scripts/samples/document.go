package main

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"chuchu/chunk"
)

// A document is a stretch of a plan as it is to be written out.
type document struct {
	plan chunk.Plan
	span chunk.Span
}

func (d document) text(s chunk.Span) string { return string([]rune(d.plan.Text)[s.Start:s.End]) }

// sections are those that begin in the stretch.
func (d document) sections() (out []chunk.Section) {
	for _, s := range d.plan.Sections {
		if s.Start >= d.span.Start && s.Start < d.span.End && d.isLine(s.Heading) {
			out = append(out, s)
		}
	}
	return out
}

// isLine tells headings on a line of their own from those run in.
func (d document) isLine(h chunk.Span) bool {
	rs := []rune(d.plan.Text)
	return h.End < len(rs) && rs[h.End] == '\n'
}

func (d document) facts() (out []chunk.Fact) {
	for _, f := range d.plan.Facts {
		if f.Start >= d.span.Start && f.Start < d.span.End {
			out = append(out, f)
		}
	}
	return out
}

// endOfLine is the end of the line in which a place is.
func (d document) endOfLine(at int) int {
	rs := []rune(d.plan.Text)
	for at < len(rs) && rs[at] != '\n' {
		at++
	}
	return at
}

// cells are what stands in a fact's row, numbered cells left out.
func cells(f chunk.Fact) []string {
	out := []string{f.Name + "（" + f.Unit + "）"}
	for _, v := range f.Values {
		out = append(out, v.Value)
	}
	return append(out, f.Attribute)
}

// table is the first table of the stretch as HTML, its heads in two levels.
func (d document) table() string {
	facts := d.facts()
	var b strings.Builder
	fmt.Fprintf(&b, "<table border=1 cellspacing=0 cellpadding=4><tr><th rowspan=2>序号</th><th rowspan=2>指标名称</th><th colspan=%d>指标值</th><th rowspan=2>属性</th></tr>\n<tr>", len(facts[0].Values))
	for _, v := range facts[0].Values {
		fmt.Fprintf(&b, "<th>%s年</th>", html.EscapeString(v.Period))
	}
	b.WriteString("</tr>\n")
	for i, f := range facts {
		fmt.Fprintf(&b, "<tr><td>%d</td>", i+1)
		for _, c := range cells(f) {
			fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}

// body is the stretch as HTML: headings, paragraphs, and the table.
func (d document) body() string {
	var b strings.Builder
	heads := map[int]int{}
	for _, s := range d.sections() {
		heads[s.Heading.Start] = s.Level
	}
	facts := d.facts()
	at := d.span.Start
	for l := range strings.Lines(d.text(d.span)) {
		line, start := strings.TrimSuffix(l, "\n"), at
		at += len([]rune(l))
		in := func(f chunk.Fact) bool { return start >= f.Header.Start && start < facts[len(facts)-1].End }
		switch {
		case len(facts) > 0 && in(facts[0]):
			if start == facts[0].Header.Start {
				b.WriteString(d.table())
			}
		case heads[start] > 0:
			fmt.Fprintf(&b, "<h%d>%s</h%d>\n", min(heads[start]+1, 6), html.EscapeString(line), min(heads[start]+1, 6))
		default:
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
		}
	}
	return b.String()
}

// written is the text of the stretch as body writes it, the table row by row.
func (d document) written() string {
	var b strings.Builder
	facts := d.facts()
	at := d.span.Start
	for l := range strings.Lines(d.text(d.span)) {
		start := at
		at += len([]rune(l))
		switch {
		case len(facts) == 0 || start < facts[0].Header.Start || start >= facts[len(facts)-1].End:
			b.WriteString(strings.TrimSuffix(l, "\n") + "\n")
		case start == facts[0].Header.Start:
			for i, f := range facts {
				fmt.Fprintf(&b, "%d\t%s\n", i+1, strings.Join(cells(f), "\t"))
			}
		}
	}
	return b.String()
}

// A layout is what stands around the text of a page.
type layout int

const (
	plainPage  layout = iota // nothing
	portalPage               // what a government's site puts there
	twoColumns
)

func (d document) html(l layout) string {
	title := html.EscapeString(d.plan.Title)
	body := "<h1>" + title + "</h1>\n" + d.body()
	if slices.Contains(strings.Split(d.text(d.span), "\n"), d.plan.Title) {
		body = d.body()
	}
	switch l {
	case portalPage:
		return fmt.Sprintf(portal, title, d.plan.Published, title, d.plan.Issuer, d.plan.Issuer, d.plan.Published, body)
	case twoColumns:
		return "<html><head><meta charset=utf-8><style>" + columnsStyle + "</style></head><body><div class=c>" + body + "</div></body></html>"
	}
	return "<!doctype html><html><head><meta charset=utf-8><title>" + title + "</title><style>" + plainStyle + "</style></head><body>" + body + "</body></html>"
}

const (
	plainStyle   = `@page{size:A4;margin:25mm;@bottom-center{content:counter(page)}} p{text-indent:2em;line-height:1.6;text-align:justify} th,td{text-align:center}`
	columnsStyle = `@page{size:A4;margin:20mm;@top-center{content:"盐田区“城市质量提升年”行动计划"}@bottom-center{content:"— " counter(page) " —"}} .c{column-count:2;column-gap:10mm} p{text-indent:2em;line-height:1.5;text-align:justify}`
)

// portal has a title, a date, a title, an issuer twice, a date and a text to be filled in.
const portal = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>%s_政务公开_某某政府</title>
<meta name="SiteName" content="某某人民政府"><meta name="PubDate" content="%s 09:41"><meta name="ColumnName" content="最新文件">
<script>var _hmt = _hmt || []; function share(){return "分享到微信";}</script><style>.TRS_Editor P{line-height:1.6}</style></head>
<body><div class="top"><a href="/">无障碍阅读</a> <a href="/">长者模式</a> <a href="/">登录</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/bsfw">办事服务</a></li><li><a href="/hdjl">互动交流</a></li></ul>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/zwgk/new">最新文件</a></div>
<div class="main"><table class="xxgk"><tr><td>索 引 号：</td><td>11120116MB/2021-00012</td><td>主题分类：</td><td>国民经济管理</td></tr>
<tr><td>标 题：</td><td colspan="3">%s</td></tr>
<tr><td>发文机关：</td><td>%s</td><td>发布机构：</td><td>%s</td></tr>
<tr><td>发文字号：</td><td>津滨海滨发〔2021〕12号</td><td>发布日期：</td><td>%s</td></tr></table>
<div class="share">分享到： <a href="#">微信</a> <a href="#">微博</a></div>
<div id="UCAP-CONTENT" class="TRS_Editor">
%s</div>
<div class="fujian"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div></div>
<div class="related"><h3>相关文件</h3><ul><li><a href="/1">关于做好防汛工作的通知</a></li><li><a href="/2">关于开展安全检查的通知</a></li></ul></div>
<div class="footer">主办单位：某某人民政府办公室　网站标识码：1201160001　津ICP备05000000号</div></body></html>
`
