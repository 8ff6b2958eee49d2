package rag

import (
	"regexp"
	"strconv"
	"strings"

	"chuchu/rag/verify"
)

// computation matches what a writer worked out from two figures that it cited
// before: 多1.11亿元（11.8−10.69，计算得出）, 盐田更严（22<29，计算得出；目标年份不同）.
var computation = regexp.MustCompile(`^(?:.*?([0-9]+(?:\.[0-9]+)?)?[^0-9（]*)（([0-9]+(?:\.[0-9]+)?)([−<>=])([0-9]+(?:\.[0-9]+)?)，计算得出(?:；[^0-9）]*)?）`)

// isComputed tells whether a sentence says that it was worked out.
func isComputed(raw string) bool { return strings.Contains(raw, "计算得出") }

// compute checks a sentence that was worked out: each of its figures stands in a
// citation of a passage that it names, and the sum is right.
func (d *draft) compute(raw string) Sentence {
	s := Sentence{Citations: []int{}, Computed: true, Problem: ProblemNumber}
	m := computation.FindStringSubmatch(bare(raw))
	var cited strings.Builder
	for _, n := range markers(raw) {
		for _, c := range d.citedFrom(n) {
			s.Citations = append(s.Citations, c.Number)
			cited.WriteString(c.Quote + "\n")
		}
	}
	switch {
	case len(s.Citations) == 0:
		s.Problem = ProblemNoCitation
	case m == nil || verify.MissingNumber(m[2]+"，"+m[4], cited.String()) != "":
	case right(m[1], m[2], m[3], m[4]):
		s.Supported, s.Problem = true, ""
	}
	return s
}

// citedFrom are the citations that lie in a passage, from 1.
func (d *draft) citedFrom(n int) []Citation {
	var out []Citation
	if n < 1 || n > len(d.passages) {
		return nil
	}
	p := d.passages[n-1]
	for _, c := range d.citations {
		if c.Document.ID == p.Document.ID && c.Start >= p.Start && c.End <= p.End {
			out = append(out, c)
		}
	}
	return out
}

// right tells whether a sum is right: a−b is the result, or a stands to b as the sign says.
func right(result, a, sign, b string) bool {
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	switch sign {
	case "<":
		return x < y
	case ">":
		return x > y
	case "=":
		return x == y
	}
	const rounding = 1e-6
	z, err := strconv.ParseFloat(result, 64)
	return err == nil && x-y-z < rounding && z-x+y < rounding
}
