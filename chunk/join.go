package chunk

import (
	"regexp"
	"slices"
	"strings"
)

const (
	maxLeadIn    = 110 // characters of a text that only says what its sub-sections hold
	maxSignature = 60
	maxIntro     = 95 // of all that a section says before its first sub-section
	maxScrap     = 40 // of a point that is too short to stand by itself
)

// leadIn is how a sentence ends that announces what follows it: a colon, or the
// number of things that are told next, which a picture may show too.
var leadIn = regexp.MustCompile(`[:：]$|(?:[以如下]下|下列|下[述面])[^，。；]{0,12}。$|[几幾两兩二三四五六七八九十](?:[个個]|件|[项項]|[条條]|[点點]|大|方面)[^，。；]{0,8}(?:，[如见見][^，。；]{0,12})?。$`)

// gathered puts what cannot stand by itself beside what it belongs to: a short
// paragraph that announces the sub-sections below it, or is all that stands above
// them, with the first of these, what signs a text with the end of it, a very short
// point with the one beside it. But for the last, where the others' chunks stand
// does not change.
func (b body) gathered(groups []group, sections []Section) []group {
	next := len(groups) - 1
	for i := next - 1; i >= 0; i-- {
		above, below := &groups[i], &groups[next]
		switch {
		case b.isSignature(*above, *below):
			above.sign(*below)
			*below = group{}
		case b.isLeadIn(*above, *below):
			rest := above.withoutLast(above.withoutCaptions(b))
			below.lead(*above)
			*above = rest
		case isIntroduction(*above, *below) && !b.names(*above, sections):
			below.lead(*above)
			*above = group{}
		case b.isScrap(*above, *below):
			below.parts, below.units = append(above.parts, below.parts...), append(above.units, below.units...)
			*above = group{}
		}
		if len(above.parts) > 0 {
			next = i
		}
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.parts) == 0 })
}

// isLeadIn tells whether the last paragraph of a group only announces what stands
// in the sub-sections of its section, the first of which has the next group: it
// says so, or is the beginning of the paragraph that counts them. A beginning
// behind other paragraphs stays with these: lists are answered from there.
func (b body) isLeadIn(above, below group) bool {
	n := above.withoutCaptions(b)
	last := above.parts[n-1]
	over, under := last.sections, below.parts[0].sections
	if above.table != nil || below.table != nil || last.aside || last.length() > maxLeadIn || !isUnder(over, under) {
		return false
	}
	if last.End == below.units[0].Start {
		return len(above.parts) == 1
	}
	if n < len(above.parts) { // a picture goes with the words that it shows, if these are all
		return n == 1 && b.leadsIn(above.units[len(above.units)-len(above.parts)+n-1].Span)
	}
	return b.leadsIn(above.units[len(above.units)-1].Span)
}

// withoutCaptions is the number of a group's parts but for what stands below
// pictures at its end.
func (g group) withoutCaptions(b body) int {
	n := len(g.parts)
	for n > 1 && g.parts[n-1].length() <= maxHeadingLine && caption.MatchString(b.slice(g.parts[n-1].Span)) {
		n--
	}
	return n
}

// isUnder tells whether some sections, from the outermost, hold others.
func isUnder(over, under []int) bool {
	return len(over) > 0 && len(under) > len(over) && slices.Equal(over, under[:len(over)])
}

// isIntroduction tells whether a group is but the few words that a section has
// above its first sub-section, which has the next group.
func isIntroduction(above, below group) bool {
	if above.table != nil || below.table != nil || above.length() > maxIntro || !fitsUnder(above, below) {
		return false
	}
	for _, p := range above.parts {
		if p.aside || !isUnder(p.sections, below.parts[0].sections) {
			return false
		}
	}
	return true
}

// names tells whether a group names two of the sub-sections below it, as what
// answers by itself which there are.
func (b body) names(g group, sections []Section) bool {
	over, text, n := g.parts[0].sections, b.slice(Span{g.units[0].Start, g.units[len(g.units)-1].End}), 0
	for _, i := range (Plan{Sections: sections}).Children(over[len(over)-1]) {
		title := b.slice(sections[i].Heading)
		if m, ok := readMark(b.head(sections[i].Heading, longestMark)); ok {
			title = title[m.length:]
		}
		if title = strings.TrimRight(title, "。：:"); title != "" && strings.Contains(text, title) {
			n++
		}
	}
	return n > 1
}

// fitsUnder tells whether a chunk holds a group and the first paragraph of the
// next, unless chunks must cut this in any case.
func fitsUnder(above, below group) bool {
	first := below.units[0]
	for _, u := range below.units[1:] {
		if u.starts && !first.announces {
			break
		}
		first.End, first.announces = u.End, u.announces
	}
	return first.length() > MaxChunk || first.End-above.units[0].Start <= MaxChunk
}

// isScrap tells whether one of two groups is but a few words of a point, and the
// other the point beside it in the same list, so that one chunk holds both.
func (b body) isScrap(above, below group) bool {
	if above.table != nil || below.table != nil || min(above.length(), below.length()) > maxScrap || above.length()+below.length() > aim {
		return false
	}
	over, under := above.parts[0].sections, below.parts[0].sections
	n := len(over)
	if n == 0 || n != len(under) || over[n-1] == under[n-1] || !slices.Equal(over[:n-1], under[:n-1]) {
		return false
	}
	return b.isItem(above.parts[0].Span) && b.isItem(below.parts[0].Span)
}

// leadsIn tells whether a sentence announces what follows it.
func (b body) leadsIn(s Span) bool {
	return strings.ContainsRune("：:。", b.runes[s.End-1]) && leadIn.MatchString(b.slice(s))
}

// withoutLast cuts a group's parts behind the n-th, and this, off it, and is the rest of it.
func (g *group) withoutLast(n int) group {
	last := n - 1
	at := slices.IndexFunc(g.units, func(u unit) bool { return u.Start >= g.parts[last].Start })
	rest := group{parts: g.parts[:last:last], units: g.units[:at:at]}
	g.parts, g.units = g.parts[last:], g.units[at:]
	return rest
}

// isSignature tells whether a group, behind a text of some section, but says who
// signed that and when.
func (b body) isSignature(above, below group) bool {
	if above.table != nil || below.table != nil || below.length() > maxSignature || len(below.parts[0].sections) > 0 || len(above.parts[0].sections) == 0 {
		return false
	}
	return !slices.ContainsFunc(below.parts, func(p stretchOf) bool {
		line := b.slice(p.Span)
		return !dateLine.MatchString(line) && !isSigner(line)
	})
}

// length is the number of code points from a group's beginning to its end.
func (g group) length() int { return g.units[len(g.units)-1].End - g.units[0].Start }

// lead puts a text that announces a group in front of it.
func (g *group) lead(above group) {
	for i := range above.units {
		above.units[i].announces = true
	}
	g.parts = append(aside(above.parts), g.parts...)
	g.units = append(above.units, g.units...)
}

// sign puts a signature behind a group.
func (g *group) sign(below group) {
	for i := range below.units {
		below.units[i].belongs = true
	}
	g.parts = append(g.parts, aside(below.parts)...)
	g.units = append(g.units, below.units...)
}

// aside marks parts that do not tell where a chunk stands.
func aside(parts []stretchOf) []stretchOf {
	for i := range parts {
		parts[i].aside = true
	}
	return parts
}
