package local

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
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
func clauses(tb testing.TB) (all []string) {
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		tb.Skip("the seeds are not there: ", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, strings.FieldsFunc(string(b), func(r rune) bool { return strings.ContainsRune("，。；、\n", r) })...)
	}
	return all
}

// write makes up a chunk's text: clauses of the seeds, and between them pairs
// of characters that hardly repeat, for there are more words in the world.
func write(r *rand.Rand, clauses []string) string {
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

// fill makes a library of n chunks at path.
func fill(b *testing.B, path string, n int) {
	s := openAt(b, path)
	r, parts := rand.New(rand.NewPCG(1, 2)), clauses(b)
	started := time.Now()
	for i := range n / perPlan {
		lines := []string{"# 第一章 总体要求"}
		for range perPlan {
			lines = append(lines, write(r, parts))
		}
		in := ragtest.Ingest(fmt.Sprintf("plan%04d", i), strings.Join(lines, "\n"))
		if _, err := s.Replace(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		vectors := make([]rag.Vector, perPlan)
		for j, c := range in.Plan.Chunks {
			p := rag.Passage{Key: rag.Key{Document: in.Plan.ID, Number: j}, Document: in.Plan.Meta, Chunk: c}
			vectors[j] = rag.Vector{Key: p.Key, Text: rag.SearchText(p), Vector: direction(r)}
		}
		if err := s.Embedded(b.Context(), vectors); err != nil {
			b.Fatal(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d chunks written in %v, file %d MB", n, time.Since(started).Round(time.Millisecond), info.Size()>>20)
}

// heap returns the bytes in use.
func heap() float64 {
	runtime.GC() // what a pool holds goes in two rounds
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// question is as long as questions are.
const question = "赤坎区到2025年养老服务床位数的目标是多少，比2020年高吗"

func BenchmarkLibrary(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 10_000 {
				b.Skip("short")
			}
			path := filepath.Join(b.TempDir(), "chuchu.db")
			fill(b, path, n)
			b.Run("load", func(b *testing.B) { benchmarkLoad(b, path) })
			s := openAt(b, path)
			terms := bm25.Distinct(bm25.Terms(question))
			q := direction(rand.New(rand.NewPCG(3, 4)))
			if _, err := s.Near(b.Context(), q, rag.Scope{}, 1); err != nil { // waits for the load
				b.Fatal(err)
			}
			measure(b, "match", func(ctx context.Context) error {
				_, err := s.Match(ctx, terms, rag.Scope{}, 200)
				return err
			})
			measure(b, "near", func(ctx context.Context) error {
				_, err := s.Near(ctx, q, rag.Scope{}, 200)
				return err
			})
			some := rag.Scope{Chunks: union(b, s, terms, q)}
			measure(b, "match-again", func(ctx context.Context) error {
				_, err := s.Match(ctx, terms, some, len(some.Chunks))
				return err
			})
			measure(b, "near-again", func(ctx context.Context) error {
				_, err := s.Near(ctx, q, some, len(some.Chunks))
				return err
			})
			measure(b, "match-one-document", func(ctx context.Context) error {
				_, err := s.Match(ctx, terms, rag.Scope{Documents: []string{"plan0002"}}, 200)
				return err
			})
			measure(b, "passages-20", func(ctx context.Context) error {
				_, err := s.Passages(ctx, some.Chunks[:20])
				return err
			})
			measure(b, "documents", func(ctx context.Context) error {
				_, err := s.Documents(ctx)
				return err
			})
		})
	}
}

func measure(b *testing.B, name string, do func(context.Context) error) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := do(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
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

// benchmarkLoad opens a library and makes its first search.
func benchmarkLoad(b *testing.B, path string) {
	before := heap()
	for b.Loop() {
		s, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Match(b.Context(), nil, rag.Scope{}, 1); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric((heap()-before)/1e6, "MB")
		b.StartTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReplace(b *testing.B) {
	s := openAt(b, filepath.Join(b.TempDir(), "chuchu.db"))
	r, parts := rand.New(rand.NewPCG(1, 2)), clauses(b)
	var texts [2]string
	for i := range texts {
		for range perPlan {
			texts[i] += write(r, parts) + "\n"
		}
	}
	in := [2]rag.Ingest{ragtest.Ingest("a", texts[0]), ragtest.Ingest("a", texts[1])}
	b.SetBytes(int64(len(texts[0])))
	i := 0
	for b.Loop() {
		if _, err := s.Replace(b.Context(), in[i%2]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkAppend is what answers that stream at once ask of the file: each
// batch is a few records.
func BenchmarkAppend(b *testing.B) {
	s := openAt(b, filepath.Join(b.TempDir(), "chuchu.db"))
	var runs atomic.Int64
	text := json.RawMessage(`{"type":"delta","answer_id":"00000000-0000-0000-0000-000000000000","seq":1,"text":"健全基本养老服务体系，发展普惠型养老服务"}`)
	b.SetParallelism(150) // 300 answers on two cores
	b.RunParallel(func(p *testing.PB) {
		id := fmt.Sprint("answer", runs.Add(1))
		lease := time.Now().Add(time.Minute)
		if err := s.Begin(b.Context(), talk.Run{AnswerID: id, ConversationID: id, Owner: "local", Started: lease}, lease); err != nil {
			b.Error(err)
		}
		for seq := 1; p.Next(); seq += 3 {
			records := []talk.Record{{Seq: seq, Type: "delta", Data: text}, {Seq: seq + 1, Type: "delta", Data: text}, {Seq: seq + 2, Type: "delta", Data: text}}
			if _, err := s.Append(b.Context(), id, records, lease); err != nil {
				b.Error(err)
			}
		}
	})
}
