// Command sample draws headings and chunks at random from documents of open
// data, for a person to judge whether the outline is right.
//
//	go run ./scripts/sample [-seed 1] [-headings 100] [-chunks 100] [-exclude docs/judged.txt] DIR
//
// DIR holds the sets (FILE.jsonl.xz, a document a line). Only documents at odd
// places of their file, from 0, are drawn: rules are written while looking at
// those at even places alone. Documents that were judged before, whose faults
// were mended since, are left out: FILE names them, one id a line.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"chuchu/chunk"
)

// sets are the files that are drawn from and the number of documents from each.
// What a set lacks, for all of it was judged, the next one gives.
var sets = []struct {
	file  string
	count int
}{
	{"five-year-plans.jsonl.xz", 2},
	{"gov-work-reports.jsonl.xz", 2},
	{"policies-central-shandong.jsonl.xz", 4},
	{"laws.jsonl.xz", 2},
}

// A document is a line of a set.
type document struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func main() {
	seed := flag.Uint64("seed", 1, "seed of the draw")
	headings := flag.Int("headings", 100, "headings to draw")
	chunks := flag.Int("chunks", 100, "chunks to draw")
	exclude := flag.String("exclude", "", "file of the ids that are not drawn")
	flag.Parse()
	judged, err := ids(*exclude)
	if err != nil {
		log.Fatal(err)
	}
	d := drawing{Writer: os.Stdout, random: rand.New(rand.NewPCG(*seed, 5)), judged: judged}
	if err := d.draw(flag.Arg(0), *headings, *chunks); err != nil {
		log.Fatal(err)
	}
}

// ids reads the lines of a file, none if it has no name.
func ids(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	return strings.Split(strings.TrimSpace(string(text)), "\n"), err
}

// A drawing is where a draw is printed, and what it depends on.
type drawing struct {
	io.Writer
	random *rand.Rand
	judged []string // ids that are not drawn
}

// draw prints the documents, headings and chunks that are drawn.
func (w drawing) draw(dir string, headings, chunks int) error {
	r := w.random
	var plans []chunk.Plan
	want := 0 // of this set and those before it
	for _, s := range sets {
		docs, err := odd(filepath.Join(dir, s.file))
		if err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, func(d document) bool { return slices.Contains(w.judged, d.ID) })
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		want += s.count
		for _, d := range docs[:min(want-len(plans), len(docs))] {
			p := chunk.Parse(d.Text, chunk.Meta{ID: d.ID, Title: d.Title})
			fmt.Fprintf(w, "document %s %s %s: %d characters, %d sections, %d chunks\n", s.file, p.ID, p.Title, len([]rune(p.Text)), len(p.Sections), len(p.Chunks))
			plans = append(plans, p)
		}
	}
	printHeadings(w, plans, r, headings)
	printChunks(w, plans, r, chunks)
	return nil
}

// odd reads the documents of a set that stand at odd places.
func odd(path string) (docs []document, err error) {
	xz := exec.Command("xz", "--decompress", "--stdout", path)
	xz.Stderr = os.Stderr
	text, err := xz.Output()
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", path, err)
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	for i := 0; ; i++ {
		var d document
		if err := dec.Decode(&d); err == io.EOF {
			return docs, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if i%2 == 1 && d.Text != "" {
			docs = append(docs, d)
		}
	}
}

// A place is the n-th section or chunk of the d-th document.
type place struct{ d, n int }

// places draws count of all places, in the order of the text.
func places(lengths []int, r *rand.Rand, count int) []place {
	var all []place
	for d, n := range lengths {
		for i := range n {
			all = append(all, place{d, i})
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = all[:min(count, len(all))]
	slices.SortFunc(all, func(a, b place) int {
		if a.d != b.d {
			return a.d - b.d
		}
		return a.n - b.n
	})
	return all
}

// printHeadings prints headings, each with its path and the text around it.
func printHeadings(w io.Writer, plans []chunk.Plan, r *rand.Rand, count int) {
	lengths := make([]int, len(plans))
	for i, p := range plans {
		lengths[i] = len(p.Sections)
	}
	for i, at := range places(lengths, r, count) {
		p := plans[at.d]
		s := p.Sections[at.n]
		fmt.Fprintf(w, "\nheading %d of %s, level %d: %s\n", i+1, p.ID, s.Level, strings.Join(s.Path, " > "))
		fmt.Fprintln(w, around(p.Text, s.Heading))
	}
}

// printChunks prints chunks, each with its path and the text around it.
func printChunks(w io.Writer, plans []chunk.Plan, r *rand.Rand, count int) {
	lengths := make([]int, len(plans))
	for i, p := range plans {
		lengths[i] = len(p.Chunks)
	}
	for i, at := range places(lengths, r, count) {
		p := plans[at.d]
		c := p.Chunks[at.n]
		fmt.Fprintf(w, "\nchunk %d of %s, %s of %d: %s\n", i+1, p.ID, c.Kind, c.End-c.Start, strings.Join(c.Path, " > "))
		fmt.Fprintln(w, around(p.Text, c.Span))
	}
}

// margin is how much is shown on each side.
const margin = 60

// around is a stretch of text in brackets with what stands before and after it.
func around(text string, s chunk.Span) string {
	rs := []rune(text)
	return "…" + string(rs[max(0, s.Start-margin):s.Start]) + "⟦" + string(rs[s.Start:s.End]) + "⟧" + string(rs[s.End:min(len(rs), s.End+margin)]) + "…"
}
