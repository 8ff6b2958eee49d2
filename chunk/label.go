package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

const maxLabel = 60

var outlinePlan = regexp.MustCompile(`国民经济(?:和|与)社会发展.*?(?:第([一二三四五六七八九十]{1,3})个五年(?:[（(][^（）()]{1,20}[）)])?|["“]?(十?[一二三四五六七八九])五["”]?)(规划|计划)`)

// labelOf makes the short name that stands in front of a document's chunks:
// its region and what people call the plan. It holds the region down from the
// city, so that a question that names the place finds it.
func labelOf(f front, m Meta, r region) string {
	title := fold.Simplified(f.title)
	switch {
	case outlinePlan.MatchString(title):
		p := outlinePlan.FindStringSubmatch(title)
		if r.String() == "" {
			return cut(title[:strings.Index(title, p[0])], maxLabel) + planName(p)
		}
		return r.named() + planName(p)
	case title != "":
		return cut(withRegion(title, r), maxLabel)
	case r.String() != "" && m.Kind != "其他":
		issuer := fold.Simplified(m.Issuer)
		if m.Kind == "新闻报道" || !strings.HasPrefix(issuer, r.named()) {
			return r.named() + m.Kind
		}
		return issuer + m.Kind
	}
	return f.opening()
}

// planName is what people call the n-th five-year plan: 十四五规划.
func planName(p []string) string { return p[1] + p[2] + "五" + p[3] }

// withRegion puts in front of a title what it leaves out of its region's name.
func withRegion(title string, r region) string {
	name := r.named()
	if name == "" || strings.Contains(title, name) {
		return title
	}
	for i := range name {
		if i > 0 && strings.HasPrefix(title, name[i:]) && utf8.RuneCountInString(name[i:]) > 1 {
			return name[:i] + title
		}
	}
	return name + title
}
