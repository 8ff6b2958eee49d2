package chunk

import (
	"regexp"
	"unicode/utf8"
)

// lostStop is a lead whose full stop was lost, right in front of the first
// sentence: what it is of, how it goes and what it does. 辖区治理能力显著增强精细化…
var (
	lostStop = regexp.MustCompile(`^(\p{Han}{3,10}?` + howItGoes + `)\p{Han}{2}`)
	goesSo   = regexp.MustCompile(`^\p{Han}{3,10}?` + howItGoes + `。?$`)
)

const howItGoes = `(?:稳步|持续|显著|全面|明显|不断|有效|有序|深入|加快|日益|大幅|逐步|扎实|进一步)(?:提升|提高|增强|进步|推进|改善|优化|发展|加强|完善|增长|深化|巩固|显现|好转|夯实)`

// unstoppedLeads gives such leads to paragraphs between two that are headed alike and
// kept their full stops.
func (g page) unstoppedLeads(leads []opening) {
	for i := 0; i < len(leads); i++ {
		if i == 0 || !g.goesAlike(leads[i-1]) {
			continue
		}
		n := 0
		for i+n < len(leads) && g.lostLead(i+n, leads[i+n]) > 0 {
			n++
		}
		if n == 0 || i+n == len(leads) || !g.goesAlike(leads[i+n]) {
			continue
		}
		for k := i; k < i+n; k++ {
			p := g.ps[k]
			leads[k] = opening{mark: mark{kind: lead}, at: p.Start, end: p.End, heading: Span{p.Start, p.Start + g.lostLead(k, leads[k])}}
		}
	}
}

// goesAlike tells whether a lead that ends in a full stop says how something goes.
func (g page) goesAlike(o opening) bool {
	return o.kind == lead && o.number == 0 && goesSo.MatchString(g.slice(o.heading))
}

// lostLead is how many characters a lead without its full stop has, 0 where a
// paragraph begins with none.
func (g page) lostLead(i int, o opening) int {
	m := lostStop.FindStringSubmatch(g.slice(g.ps[i]))
	if o.kind == lead || !g.mayLead(i) || m == nil || g.ps[i].length()-maxPlainLead < minAfterLead {
		return 0
	}
	return utf8.RuneCountInString(m[1])
}
