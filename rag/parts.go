package rag

import (
	"strings"
)

// Parts collects pieces of text as a stream does. A part of a sentence, or a
// line that leads to a list, that ends without a marker waits for the part that
// has one, and bears the same: “甲3家；乙5家[1]。” is said of [1] twice.
type parts struct {
	stream
	waiting []string
}

// push adds a piece and returns what is whole now.
func (p *parts) push(piece string) []string { return p.bearing(p.stream.push(piece)) }

// flush returns what is left.
func (p *parts) flush() []string {
	var out []string
	if rest := p.stream.flush(); rest != "" {
		out = p.bearing([]string{rest})
	}
	out = append(out, p.waiting...)
	p.waiting = nil
	return out
}

// bearing holds parts back that bear nothing yet, and gives them the markers of
// what ends their wait.
func (p *parts) bearing(sentences []string) (out []string) {
	for _, s := range sentences {
		if waits(s) || len(p.waiting) > 0 && isLayout(s) && len(markers(s)) == 0 {
			p.waiting = append(p.waiting, s)
			continue
		}
		numbers := markers(s)
		for _, w := range p.waiting {
			if len(numbers) > 0 && !isLayout(w) {
				w = borne(w, numbers)
			}
			out = append(out, w)
		}
		out, p.waiting = append(out, s), nil
	}
	return out
}

// waits tells whether a part has no marker and something must follow it.
func waits(part string) bool {
	text := strings.TrimRight(part, " \t\r\n*")
	return strings.TrimRight(text, "；;：:") != text && !isLayout(part) && len(markers(part)) == 0
}

// borne is a part with markers, its white space as it was.
func borne(part string, numbers []int) string {
	text := strings.TrimRight(part, " \t\r\n")
	return remark(text, numbers) + part[len(text):]
}
