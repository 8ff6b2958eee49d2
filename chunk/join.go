package chunk

import (
	"regexp"
	"slices"
	"strings"
)

const (
	maxLeadIn    = 110 // characters of a text that only says what its sub-sections hold
	maxSignature = 60
)

// leadIn is how a sentence ends that announces what follows it: a colon, or the
// number of things that are told next, which a picture may show too.
var leadIn = regexp.MustCompile(`[:：]$|(?:[以如下]下|下列|下[述面])[^，。；]{0,12}。$|[几幾两兩二三四五六七八九十](?:[个個]|件|[项項]|[条條]|[点點]|大|方面)[^，。；]{0,8}(?:，[如见見][^，。；]{0,12})?。$`)

// gathered puts what cannot stand by itself beside what it belongs to: a short
// paragraph that announces the sub-sections below it with the first of these, what
// signs a text with the end of it. Neither changes where the others' chunks stand.
func (b body) gathered(groups []group) []group {
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
	if above.table != nil || below.table != nil || last.aside || last.length() > maxLeadIn || len(over) == 0 || len(under) <= len(over) || !slices.Equal(over, under[:len(over)]) {
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
