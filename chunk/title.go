package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

var (
	ofPlan = regexp.MustCompile(`^[\p{Han}]{0,12}国民经济(?:和|与)社会发展[^，。,]{0,12}第[一二三四五六七八九十]{1,3}个五年(?:[（(][^（）()]{1,20}[）)])?(?:规划|计划)(?:纲要)?`)

	// selfNamed is how a text without a title says what it is.
	selfNamed = regexp.MustCompile(`(?:制定|制订|编制)(?:了|本)?《([^《》]{6,80})》[（(]以下(?:简称|称)`)

	// ofNotice is a notice that sends a plan, in simplified script.
	ofNotice = regexp.MustCompile(`(?:印发|发布|下发|公布|转发)(?:.{0,40}关于)?《?(.{6,100}?)》?的?(?:通知|公告)$`)

	// decoration is what a title is not: marks of a heading or a note, stars.
	decoration = regexp.MustCompile(`^[#*＊\s]+|[·•*＊\s]+$`)
)

// titleOf finds the title in the lines at the top: the first that ends like
// one, a sound one before a damaged one; else a first line that stands apart;
// else what the text calls itself.
func titleOf(lines []Excerpt, damage []Damage) field {
	top := topLines(lines)
	var damaged Excerpt
	for _, l := range top {
		l = undecorated(l)
		if !isWholeTitle(l.Quote) || addressed.MatchString(l.Quote) || isOpening(l.Quote) {
			continue
		}
		if !slices.ContainsFunc(damage, func(d Damage) bool { return d.overlaps(l.Span) }) {
			return ofTitle(inner(l, lines))
		}
		if damaged.Quote == "" {
			damaged = l
		}
	}
	switch {
	case damaged.Quote != "":
		return ofTitle(damaged)
	case sent(lines).Quote != "":
		return ofTitle(sent(lines))
	case len(top) > 0 && len(lines) > 1 && standsApart(undecorated(lines[0]).Quote) && !isWrapped(lines):
		return ofTitle(undecorated(lines[0]))
	}
	return titleInText(lines)
}

// ofTitle reads a title's value.
func ofTitle(e Excerpt) field { return field{unspaced(e.Quote), e} }

// undecorated is a line without what stands around a title.
func undecorated(l Excerpt) Excerpt {
	from, to := 0, utf8.RuneCountInString(l.Quote)
	for _, m := range decoration.FindAllStringIndex(l.Quote, -1) {
		if m[0] == 0 {
			from = utf8.RuneCountInString(l.Quote[:m[1]])
		} else {
			to = utf8.RuneCountInString(l.Quote[:m[0]])
		}
	}
	if from >= to {
		return l
	}
	return l.part(from, to)
}

// inner is the title of the plan that a notice sends, if that stands below on
// a line of its own; else the notice's.
func inner(notice Excerpt, lines []Excerpt) Excerpt {
	m, _ := notice.match(ofNotice, 0)
	if m == nil {
		return notice
	}
	sent := key(m[1])
	for _, l := range lines {
		if l.Start <= notice.Start || l.length() > maxTitle {
			continue
		}
		l = undecorated(l)
		if k := key(l.Quote); utf8.RuneCountInString(k) >= minRepeated && (k == sent || strings.HasPrefix(sent, k) && endsTitle(l.Quote)) {
			return l
		}
	}
	return notice
}

// sentWith is how a letter names what it sends.
var sentWith = regexp.MustCompile(`《([^《》]{6,80})》[^。]{0,40}(?:印发|发布|公布)`)

// sent is the title of what a letter sends, if that stands on a line of its own.
func sent(lines []Excerpt) Excerpt {
	for i, l := range lines[:min(len(lines), 8)] {
		m, _ := l.match(sentWith, 1)
		if m == nil {
			continue
		}
		for _, t := range lines[i+1:] {
			if t.length() <= maxTitle && key(t.Quote) == key(m[1]) {
				return undecorated(t)
			}
		}
	}
	return Excerpt{}
}

// titleInText reads a title that runs into the text, or that the text gives itself.
func titleInText(lines []Excerpt) field {
	l := undecorated(lines[0])
	if first, _, ok := strings.Cut(l.Quote, " "); ok && isWholeTitle(first) && utf8.RuneCountInString(first) >= 8 {
		return field{first, l.part(0, utf8.RuneCountInString(first))}
	}
	if m, at := l.match(ofPlan, 0); m != nil {
		return ofTitle(at)
	}
	for _, l := range lines[:min(len(lines), 3)] {
		if m, at := l.match(selfNamed, 1); m != nil && endsTitle(m[1]) {
			return ofTitle(at)
		}
	}
	return field{}
}

// isWholeTitle tells whether a line ends like a title; one that was joined may be long.
func isWholeTitle(l string) bool {
	return utf8.RuneCountInString(l) <= maxTitle && endsTitle(l) && !strings.ContainsAny(l, "。；了是") && !isNumbered(l)
}

// addressed matches the line that says to whom a letter goes, or begins with it.
var addressed = regexp.MustCompile(`^各[省市县区镇乡街有部委直]|^各\p{Han}{1,12}[：:]|[：:]$|^(?:同志们|各位)`)

// standsApart tells whether a first line may be a headline.
func standsApart(l string) bool {
	return isTitleLike(l) && utf8.RuneCountInString(l) >= 4 && !stockHeading.MatchString(l) && !officeEnd.MatchString(fold.Simplified(l)) && !addressed.MatchString(l) &&
		!strings.ContainsAny(l, "，,了是") && !opensSentence.MatchString(l)
}

// stockHeading matches headings that any text may begin with, and what lost its number.
var stockHeading = regexp.MustCompile(`^[、，．.）)]|^[（(].*[）)]$|^(?:指导思想|总体要求|总则|前\s*言|引言|目\s*录|序\s*言|背景|发展基础)$`)

// isOpening tells a paragraph that ends like a title from one: 为贯彻…，制定如下措施.
func isOpening(l string) bool {
	return strings.ContainsAny(l, "，,") && purpose.MatchString(l)
}

var purpose = regexp.MustCompile(`^(?:为|為|根据|根據|按照)`)

// opensSentence matches how prose begins.
var opensSentence = regexp.MustCompile(`^(?:[为對对根据根據按照]|第[一二三四五六七八九十\d]+[届屆章条條]|[一二三四五六七八九十\d]{1,4}年?\d*月)`)

// isWrapped tells whether the first line is prose that goes on in the next.
func isWrapped(lines []Excerpt) bool {
	const near = 4
	a, b := lines[0].length(), lines[1].length()
	return a >= minWidth && b >= a-near && b <= a+near && strings.ContainsAny(lines[1].Quote, "，。、")
}
