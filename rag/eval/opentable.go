package eval

import (
	"fmt"
	"io"
	"strings"
)

// WriteOpen writes the reports of open sets for people: a table, and with
// verbose the questions without a hit in the first five.
func WriteOpen(w io.Writer, reports []OpenReport, verbose bool) error {
	names := []string{"hit@1", "hit@5", "hit@10", "hit@20", "mrr", "script_loss", "search_p50_ms", "search_p95_ms"}
	table := [][]string{{"open set", "n", "hit@1", "hit@5", "hit@10", "hit@20", "mrr", "script loss", "p50 ms", "p95 ms"}}
	for _, r := range reports {
		line := []string{r.Set, fmt.Sprint(r.Questions)}
		for _, m := range choose(r.metrics(), names) {
			line = append(line, m.String())
		}
		table = append(table, line)
	}
	var b strings.Builder
	b.WriteString(layOut(table))
	for _, r := range reports {
		if verbose && len(r.Misses) > 0 {
			r.writeMisses(&b)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeMisses tells of each miss what stood in place of the gold document.
func (r OpenReport) writeMisses(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s: %d not in the first five\n", r.Set, len(r.Misses))
	for _, m := range r.Misses {
		fmt.Fprintf(b, "\n%s rank %s of %s: %s\n", m.ID, place(m.Rank), m.Gold, m.Question)
		for _, p := range m.Top {
			fmt.Fprintf(b, "  %d %s %s: %s\n", p.Rank, p.Document, strings.Join(p.Path, " › "), oneLine(p.Text))
		}
	}
}
