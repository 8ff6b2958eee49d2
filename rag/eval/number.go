package eval

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

var (
	// figure is a number in Arabic digits, with its thousands separators.
	figure = regexp.MustCompile(`\d{1,3}(?:,\d{3})+\b(?:\.\d+)?|\d+(?:\.\d+)?`)
	// numeral is a number in either writing. 万 and 亿 are left out: "10.69" is
	// a fact of "10.69亿元".
	numeral = regexp.MustCompile(figure.String() + `|[〇零一二三四五六七八九十百千]+`)
	marker  = regexp.MustCompile(`\[(\d+)\]`)
)

// hasFact reports whether an answer has one of a fact's alternatives where no
// longer number is cut: "10人" is not in "110人", "五次" not in "十五次". The
// answer is folded and without markers.
func hasFact(folded, fact string) bool {
	cuts := numeral.FindAllStringIndex(folded, -1)
	for alternative := range strings.SplitSeq(fact, "|") {
		if standsIn(folded, foldText(alternative), cuts) {
			return true
		}
	}
	return false
}

// standsIn reports whether s stands somewhere in text and neither begins nor
// ends inside one of the numbers.
func standsIn(text, s string, numbers [][]int) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], s)
		if i < 0 {
			return false
		}
		start := from + i
		if !inside(start, numbers) && !inside(start+len(s), numbers) {
			return true
		}
		from = start + 1
	}
}

// inside reports whether a place lies between two characters of a number.
func inside(at int, numbers [][]int) bool {
	for _, n := range numbers {
		if n[0] < at && at < n[1] {
			return true
		}
	}
	return false
}

// unfounded returns the figures of a sentence that stand neither in the text
// it cites nor, in a computed sentence, follow from figures of it that do;
// and how many figures it has.
func unfounded(s rag.Sentence, citations []rag.Citation) (missing []string, total int) {
	cited := map[float64]bool{}
	for _, c := range citations {
		addFigures(cited, citedText(c))
	}
	text := foldSpaced(marker.ReplaceAllString(s.Text, ""))
	found := figure.FindAllString(text, -1)
	var operands []float64
	for _, f := range found {
		if v := value(f); cited[v] {
			operands = append(operands, v)
		}
	}
	for _, f := range found {
		if !cited[value(f)] && !(s.Computed && computable(f, operands)) {
			missing = append(missing, f)
		}
	}
	return missing, len(found)
}

// citedText is all that a citation says: quote, context, path and what is known of the document.
func citedText(c rag.Citation) string {
	d := c.Document
	parts := append([]string{c.Quote, d.Title, d.Label, d.Region, d.Issuer, d.Published}, c.Path...)
	for _, e := range c.Context {
		parts = append(parts, e.Quote)
	}
	if d.Period != nil {
		parts = append(parts, strconv.Itoa(d.Period.From), strconv.Itoa(d.Period.To))
	}
	return strings.Join(parts, "\n")
}

// addFigures adds the values of all numbers in text, written in whatever way:
// as they stand, with spaces inside closed up, and with Chinese numerals turned.
func addFigures(set map[float64]bool, text string) {
	for _, way := range []string{foldSpaced(text), foldText(text), fold.String(text)} {
		for _, f := range figure.FindAllString(way, -1) {
			set[value(f)] = true
		}
	}
}

// value reads a match of figure.
func value(figure string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(figure, ",", ""), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// computable reports whether a figure is the difference, the ratio (also in
// percent) or the rate of change of two operands, rounded to its own decimals.
func computable(figure string, operands []float64) bool {
	_, decimals, _ := strings.Cut(figure, ".")
	want, tolerance := value(figure), 0.5*math.Pow10(-len(decimals))+1e-9
	near := func(got float64) bool { return math.Abs(math.Abs(got)-want) <= tolerance }
	for i, a := range operands {
		for j, b := range operands {
			if i != j && (near(a-b) || near(a/b) || near(a/b*100) || near((a-b)/b*100)) {
				return true
			}
		}
	}
	return false
}
