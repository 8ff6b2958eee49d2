package eval

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// Write writes a report for people: tables, and with verbose the misses. It
// holds questions, answers and passage text only with verbose.
func (r Report) Write(w io.Writer, verbose bool) error {
	var b strings.Builder
	rows := append(append([]Scores{}, r.Kinds...), r.All)
	b.WriteString(scoreTable("retrieval", rows, []string{"hit@1", "hit@3", "hit@5", "hit@10", "hit@20", "within", "mrr"}))
	b.WriteString("\n" + scoreTable("answers", rows, []string{"facts", "complete", "citation_precision", "sentences_cited",
		"quotes_exact", "numbers_cited", "dangling_markers", "median_length", "max_length", "refused"}))
	all := []Scores{r.All}
	b.WriteString("\n" + scoreTable("refusal", all, []string{"refusal_precision", "refusal_recall", "refusal_f1", "over_refusal"}))
	b.WriteString("\n" + scoreTable("ms", all, []string{"search_p50_ms", "search_p95_ms", "answer_p50_ms", "answer_p95_ms"}))
	if n := r.tooLong(); n > 0 {
		fmt.Fprintf(&b, "\n%d passages have more than %d characters\n", n, passageLength)
	}
	if verbose {
		writeMisses(&b, r.Misses())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// tooLong counts passages that are longer than the rules allow.
func (r Report) tooLong() int {
	n := 0
	for _, result := range r.Results {
		n += result.TooLong
	}
	return n
}

// heads are the column heads where a metric's name is too long for a table.
func heads(name string) string {
	switch name {
	case "within":
		return "2500ch"
	case "citation_precision":
		return "precise"
	case "sentences_cited":
		return "cited"
	case "quotes_exact":
		return "exact"
	case "numbers_cited":
		return "numbers"
	case "dangling_markers":
		return "dangling"
	case "median_length":
		return "median"
	case "max_length":
		return "max"
	}
	name = strings.TrimPrefix(name, "refusal_")
	return strings.TrimSuffix(name, "_ms")
}

// scoreTable lays out some metrics, one line for each of rows.
func scoreTable(title string, rows []Scores, names []string) string {
	table := [][]string{{title, "n"}}
	for _, name := range names {
		table[0] = append(table[0], heads(name))
	}
	for _, s := range rows {
		line := []string{s.Kind, fmt.Sprint(s.Questions)}
		for _, m := range choose(s.metrics(), names) {
			line = append(line, m.String())
		}
		table = append(table, line)
	}
	return layOut(table)
}

// writeMisses tells of each result what a developer needs to see why.
func writeMisses(b *strings.Builder, missed []Result) {
	fmt.Fprintf(b, "\n%d to look at\n", len(missed))
	for _, r := range missed {
		fmt.Fprintf(b, "\n%s %s rank %s: %s\n", r.ID, r.Kind, place(r.Rank), r.Question)
		for _, e := range r.Evidence {
			fmt.Fprintf(b, "  evidence at %s: %s\n", place(e.Rank), oneLine(e.Text))
		}
		for _, p := range r.Top {
			fmt.Fprintf(b, "  %d %s %s: %s\n", p.Rank, p.Document, strings.Join(p.Path, " › "), oneLine(p.Text))
		}
		if r.Answerable {
			writeLines(b, "missing", r.Missing)
		}
		writeLines(b, "not in cited text", r.Unfounded)
		fmt.Fprintf(b, "  %s: %s\n", verdict(r), oneLine(r.Answer))
	}
}

func writeLines(b *strings.Builder, what string, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(b, "  %s: %s\n", what, line)
	}
}

// verdict says what kind of answer came, and what of it does not hold.
func verdict(r Result) string {
	said := "answered"
	if r.Refused {
		said = "refused (" + r.Reason + ")"
	}
	if n := r.Sentences.Of - r.Sentences.Part; n > 0 {
		said += fmt.Sprintf(", %d sentences without source", n)
	}
	if n := r.Quotes.Of - r.Quotes.Part; n > 0 {
		said += fmt.Sprintf(", %d quotes not exact", n)
	}
	if r.Dangling > 0 {
		said += fmt.Sprintf(", %d markers without citation", r.Dangling)
	}
	return said
}

// place writes a rank.
func place(rank int) string {
	if rank == 0 {
		return "-"
	}
	return fmt.Sprint(rank)
}

// oneLine closes up all white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// layOut aligns a table, the first column left, the others right, counting a
// Chinese character as two columns.
func layOut(table [][]string) string {
	var widths []int
	for _, row := range table {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var b strings.Builder
	for _, row := range table {
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-columns(cell))
			if i == 0 {
				b.WriteString(cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// columns is how wide a terminal shows s.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
