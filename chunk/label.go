package chunk

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

const maxLabel = 60

var outlinePlan = regexp.MustCompile(`国民经济(?:和|与)社会发展.*?(?:第([一二三四五六七八九十]{1,3})个五年(?:[（(][^（）()]{1,20}[）)])?|["“]?(十?[一二三四五六七八九])五["”]?)(规划|计划)`)

// labelOf makes the short name that stands in front of a document's chunks:
// its region and what people call the plan. It holds the region down from the
// city, so that a question that names the place finds it.
func (f front) label(m Meta, r regions.Region) string {
	title := fold.Simplified(f.title.value)
	switch {
	case outlinePlan.MatchString(title):
		p := outlinePlan.FindStringSubmatch(title)
		if r.Full == "" {
			return cut(title[:strings.Index(title, p[0])], maxLabel) + planName(p)
		}
		return r.Common() + planName(p)
	case m.Kind == "政府工作报告" && (title == "" || title == m.Kind):
		return f.reportLabel(m, r)
	case title != "":
		return cut(withRegion(title, r), maxLabel)
	case r.Full != "" && (m.Kind == "意见建议" || m.Kind == "新闻报道" || m.Kind == "讲话") && m.Issuer != "":
		issuer := fold.Simplified(m.Issuer)
		if m.Kind == "新闻报道" || !strings.HasPrefix(issuer, r.Common()) {
			return r.Common() + m.Kind
		}
		return issuer + m.Kind
	}
	return f.opening
}

// reportLabel names a government's report by place and year: 2023年国务院政府工作报告.
func (f front) reportLabel(m Meta, r regions.Region) string {
	year := ""
	if m.Period != nil {
		year = strconv.Itoa(m.Period.From) + "年"
	}
	of := r.Common()
	if of == "" && m.Level == "国家" {
		of = "国务院"
	}
	return cmp.Or(of+year, f.opening+" ") + m.Kind
}

// planName is what people call the n-th five-year plan: 十四五规划.
func planName(p []string) string { return p[1] + p[2] + "五" + p[3] }

// withRegion puts in front of a title what it leaves out of its region's name.
func withRegion(title string, r regions.Region) string {
	name := r.Common()
	if name == "" || strings.Contains(title, name) {
		return title
	}
	for i := range name {
		if i > 0 && strings.HasPrefix(title, name[i:]) && utf8.RuneCountInString(name[i:]) > 1 {
			return name[:i] + title
		}
	}
	for _, n := range r.Names() {
		if n != "" && strings.HasPrefix(title, n) {
			return strings.TrimSuffix(name, r.Name) + title
		}
	}
	return name + title
}
