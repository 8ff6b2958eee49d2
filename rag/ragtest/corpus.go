package ragtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
)

// corpusFolder names a folder with laws*.jsonl.xz and policies*.jsonl.xz, lines
// of {"id", "title", "text"}, to be used in place of synthetic plans. Only every
// second line is: the others are held out, to judge quality by.
const corpusFolder = "CHUCHU_BENCH_DATA"

// The shape of a synthetic plan: chunks of 150 characters.
const (
	perPlan    = 200
	characters = 150
)

// corpus returns documents until they have n chunks. Where there are too few
// they come again under other names. The order and the texts are always the same.
func corpus(tb testing.TB, n int) iter.Seq[rag.Ingest] {
	source := syntheticPlans(tb)
	if dir := os.Getenv(corpusFolder); dir != "" {
		source = repeated(tb, dir)
	}
	return func(yield func(rag.Ingest) bool) {
		left := n
		for in := range source {
			if left -= len(in.Plan.Chunks); !yield(in) || left <= 0 {
				return
			}
		}
	}
}

// syntheticPlans returns plans without end.
func syntheticPlans(tb testing.TB) iter.Seq[rag.Ingest] {
	parts := clauses(tb)
	return func(yield func(rag.Ingest) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		for i := 0; ; i++ {
			if !yield(Ingest(fmt.Sprintf("plan%04d", i), compose(r, parts, perPlan))) {
				return
			}
		}
	}
}

// clauses are what the seeds are made of.
func clauses(tb testing.TB) (all []string) {
	tb.Helper()
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		tb.Skip("the seeds are not there: ", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, strings.FieldsFunc(string(b), ends)...)
	}
	return all
}

// ends tells whether a character ends a clause.
func ends(r rune) bool { return strings.ContainsRune("，。；、：\n", r) }

// compose makes up a text of some lines: clauses, and between them pairs of
// characters that hardly repeat, for there are more words in the world.
func compose(r *rand.Rand, clauses []string, lines int) string {
	var text strings.Builder
	text.WriteString("# 第一章 总体要求\n")
	for range lines {
		for from := text.Len(); text.Len() < from+3*characters; {
			text.WriteString(clauses[r.IntN(len(clauses))])
			for range 4 {
				text.WriteRune(rune(0x4e00 + int(3000*r.Float64()*r.Float64()*r.Float64())))
			}
			text.WriteString("，")
		}
		text.WriteByte('\n')
	}
	return text.String()
}

// repeated returns the documents of a folder, again and again.
func repeated(tb testing.TB, dir string) iter.Seq[rag.Ingest] {
	var files []string
	for _, name := range []string{"laws*.jsonl.xz", "policies*.jsonl.xz"} {
		found, err := filepath.Glob(filepath.Join(dir, name))
		if err != nil || len(found) == 0 {
			tb.Fatalf("no %s in %s: %v", name, dir, err)
		}
		files = append(files, found...)
	}
	return func(yield func(rag.Ingest) bool) {
		for round := 0; ; round++ {
			for _, f := range files {
				for in := range secondLines(tb, f, round) {
					if !yield(in) {
						return
					}
				}
			}
		}
	}
}

// secondLines returns the documents of every second line of a file.
func secondLines(tb testing.TB, file string, round int) iter.Seq[rag.Ingest] {
	return func(yield func(rag.Ingest) bool) {
		unpack := exec.Command("xz", "-dc", file)
		out, err := unpack.StdoutPipe()
		if err == nil {
			err = unpack.Start()
		}
		if err != nil {
			tb.Fatal(err)
		}
		defer unpack.Wait() // which the end of out ends, if not its own
		defer out.Close()
		for lines, i := bufio.NewReader(out), 0; ; i++ {
			line, err := lines.ReadBytes('\n')
			if err == io.EOF {
				return
			}
			if err != nil {
				tb.Fatal(err)
			}
			if i%2 == 0 && !yield(parsed(tb, line, fmt.Sprintf("%s-%d-%05d", filepath.Base(file)[:4], round, i))) {
				return
			}
		}
	}
}

// parsed makes a document of a line.
func parsed(tb testing.TB, line []byte, id string) rag.Ingest {
	var d struct{ Title, Text string }
	if err := json.Unmarshal(line, &d); err != nil {
		tb.Fatal(err)
	}
	given := chunk.Meta{ID: id, Title: d.Title, Source: id}
	return rag.Ingest{Plan: chunk.Parse(d.Text, given), Raw: []byte(d.Text), Given: given}
}

// asks are how questions of askedOf end.
var asks = []string{"是什么", "有什么规定", "的目标是多少", "由谁负责", "到2025年要达到多少", "怎么办理"}

// askedOf returns a question on a clause of a chunk, as long as questions are.
func askedOf(r *rand.Rand, c chunk.Chunk) string {
	clauses := slices.DeleteFunc(strings.FieldsFunc(c.Text, ends), func(s string) bool {
		n := utf8.RuneCountInString(s)
		return n < 5 || n > 30
	})
	if len(clauses) == 0 {
		clauses = []string{"养老服务"}
	}
	return clauses[r.IntN(len(clauses))] + asks[r.IntN(len(asks))]
}
