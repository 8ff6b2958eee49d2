package postgres

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/ragtest"
)

// The shape of the synthetic library: plans of 200 chunks with 150 characters
// and vectors as long as those of the embedded model.
const (
	perPlan    = 200
	characters = 150
	dimensions = 512
)

var sizes = []int{1_000, 10_000, 100_000}

// clauses are what the seeds are made of.
func clauses(tb testing.TB) (parts []string) {
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatal("the seeds are not there: ", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		parts = append(parts, strings.FieldsFunc(string(b), func(r rune) bool { return strings.ContainsRune("，。；、\n", r) })...)
	}
	return parts
}

// compose makes up a chunk's text: clauses of the seeds, and between them pairs
// of characters that hardly repeat, for there are more words in the world.
func compose(r *rand.Rand, clauses []string) string {
	var b strings.Builder
	for b.Len() < 3*characters {
		b.WriteString(clauses[r.IntN(len(clauses))])
		for range 4 {
			b.WriteRune(rune(0x4e00 + int(3000*r.Float64()*r.Float64()*r.Float64())))
		}
		b.WriteString("，")
	}
	return b.String()
}

// direction returns a random unit vector near one of 100.
func direction(r *rand.Rand) []float32 {
	near := rand.New(rand.NewPCG(r.Uint64N(100), 0))
	v := make([]float32, dimensions)
	for i := range v {
		v[i] = float32((near.NormFloat64() + r.NormFloat64()) / 32)
	}
	return v
}

// fillLibrary makes a library of n chunks, and reports how fast and how large.
func fillLibrary(b *testing.B, s *Store, n int) {
	r, parts := rand.New(rand.NewPCG(1, 2)), clauses(b)
	var replacing, embedding time.Duration
	size := 0
	for i := range n / perPlan {
		lines := []string{"# 第一章 总体要求"}
		for range perPlan {
			lines = append(lines, compose(r, parts))
		}
		in := ragtest.Ingest(fmt.Sprintf("plan%04d", i), strings.Join(lines, "\n"))
		size += len(in.Raw)
		vectors := make([]rag.Vector, perPlan)
		for j, c := range in.Plan.Chunks {
			p := rag.Passage{Key: rag.Key{Document: in.Plan.ID, Number: j}, Document: in.Plan.Meta, Chunk: c}
			vectors[j] = rag.Vector{Key: p.Key, Text: rag.SearchText(p), Vector: direction(r)}
		}
		started := time.Now()
		if _, err := s.Replace(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		replaced := time.Now()
		if err := s.Embedded(b.Context(), vectors); err != nil {
			b.Fatal(err)
		}
		replacing, embedding = replacing+replaced.Sub(started), embedding+time.Since(replaced)
	}
	b.Logf("%d chunks, %.1f MB: Replace %.2f MB/s, Embedded %.0f vectors/s", n, float64(size)/1e6,
		float64(size)/1e6/replacing.Seconds(), float64(n)/embedding.Seconds())
	started := time.Now()
	if err := s.mergeAll(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("merging the rest %v", time.Since(started).Round(time.Millisecond))
}

func logSizes(b *testing.B, s *Store) {
	rows, err := s.pool.Query(b.Context(), `SELECT relname, pg_total_relation_size(oid) / 1000000.0, pg_relation_size(oid) / 1000000.0, reltuples::bigint
		FROM pg_class WHERE relkind = 'r' AND relnamespace = 'chuchu'::regnamespace AND pg_total_relation_size(oid) > 1000000 ORDER BY 2 DESC`)
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		var name string
		var all, heap float64
		var n int64
		if err := rows.Scan(&name, &all, &heap, &n); err != nil {
			b.Fatal(err)
		}
		b.Logf("%-10s %7.1f MB, %.1f of it rows, %d rows", name, all, heap, n)
	}
}

// question is as long as questions are.
const question = "赤坎区到2025年养老服务床位数的目标是多少，比2020年高吗"

// questions differ in their terms, so that not all is remembered.
func questions(n int) (all [][]string) {
	r := rand.New(rand.NewPCG(7, 8))
	parts := clauses(&testing.B{})
	for range n {
		text := question[:24]
		for len(text) < len(question) {
			c := []rune(parts[r.IntN(len(parts))])
			text += string(c[:min(len(c), 8)])
		}
		all = append(all, bm25.Distinct(bm25.Terms(text)))
	}
	return all
}

func BenchmarkLibrary(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 10_000 {
				b.Skip("short")
			}
			there := newDatabase(b)
			fillLibrary(b, openFor(b, there, 1<<30), n) // the index comes last, which is faster
			s := openAt(b, there)
			started := time.Now()
			if err := s.underLease(b.Context(), "index", s.index); err != nil {
				b.Fatal(err)
			}
			b.Logf("index of vectors %v", time.Since(started).Round(time.Millisecond))
			logSizes(b, s)
			benchmarkFinding(b, s)
		})
	}
}

func benchmarkFinding(b *testing.B, s *Store) {
	terms := bm25.Distinct(bm25.Terms(question))
	q := direction(rand.New(rand.NewPCG(3, 4)))
	measure(b, "match-first", func(ctx context.Context, i int) error {
		s.recent.mu.Lock()
		s.recent.all = nil
		s.recent.mu.Unlock()
		s.blobs.mu.Lock()
		s.blobs.young, s.blobs.old = nil, nil
		s.blobs.mu.Unlock()
		_, err := s.Match(ctx, terms, rag.Scope{}, 200)
		return err
	})
	measure(b, "match-again", func(ctx context.Context, i int) error {
		_, err := s.Match(ctx, terms, rag.Scope{}, 200)
		return err
	})
	many := questions(1000)
	measure(b, "match-many", func(ctx context.Context, i int) error {
		_, err := s.Match(ctx, many[i%len(many)], rag.Scope{}, 200)
		return err
	})
	measure(b, "near", func(ctx context.Context, i int) error {
		_, err := s.Near(ctx, q, rag.Scope{}, 200)
		return err
	})
	measure(b, "near-one-document", func(ctx context.Context, i int) error {
		_, err := s.Near(ctx, q, rag.Scope{Documents: []string{"plan0002"}}, 200)
		return err
	})
	some := rag.Scope{Chunks: union(b, s, terms, q)}
	measure(b, "near-union", func(ctx context.Context, i int) error {
		_, err := s.Near(ctx, q, some, len(some.Chunks))
		return err
	})
	measure(b, "passages-20", func(ctx context.Context, i int) error {
		_, err := s.Passages(ctx, some.Chunks[:20])
		return err
	})
	measure(b, "documents", func(ctx context.Context, i int) error {
		_, err := s.Documents(ctx)
		return err
	})
	r := rand.New(rand.NewPCG(5, 6))
	measure(b, "question", func(ctx context.Context, i int) error { // as rag asks, without the embedding
		terms, q := many[i%len(many)], direction(r)
		if _, err := s.Documents(ctx); err != nil {
			return err
		}
		some := rag.Scope{Chunks: union(b, s, terms, q)}
		if _, err := s.Match(ctx, terms, some, len(some.Chunks)); err != nil {
			return err
		}
		if _, err := s.Near(ctx, q, some, len(some.Chunks)); err != nil {
			return err
		}
		_, err := s.Passages(ctx, some.Chunks[:20])
		return err
	})
}

// measure reports the median and the 95th percentile beside the mean.
func measure(b *testing.B, name string, do func(context.Context, int) error) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			started := time.Now()
			if err := do(b.Context(), i); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(started))
		}
		reportShares(b, took)
	})
}

// union is what rag asks for a second look.
func union(b *testing.B, s *Store, terms []string, q []float32) (keys []rag.Key) {
	m, err := s.Match(b.Context(), terms, rag.Scope{}, 200)
	if err != nil {
		b.Fatal(err)
	}
	near, err := s.Near(b.Context(), q, rag.Scope{}, 200)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range m.Postings {
		keys = append(keys, p.Key)
	}
	for _, n := range near {
		keys = append(keys, n.Key)
	}
	return keys
}

func reportShares(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, share := range []int{50, 95} {
		b.ReportMetric(float64(took[len(took)*share/100].Microseconds())/1000, fmt.Sprintf("ms-p%d", share))
	}
}

func BenchmarkReplace(b *testing.B) {
	s := openAt(b, newDatabase(b))
	r, parts := rand.New(rand.NewPCG(1, 2)), clauses(b)
	var texts [2]string
	for i := range texts {
		for range perPlan {
			texts[i] += compose(r, parts) + "\n"
		}
	}
	in := [2]rag.Ingest{ragtest.Ingest("a", texts[0]), ragtest.Ingest("a", texts[1])}
	b.SetBytes(int64(len(texts[0])))
	for i := 0; b.Loop(); i++ {
		if _, err := s.Replace(b.Context(), in[i%2]); err != nil {
			b.Fatal(err)
		}
	}
}
