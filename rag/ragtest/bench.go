package ragtest

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

// A Bench is what a store is measured with.
type Bench struct {
	// Place makes an empty library; what it returns opens it.
	Place func(b *testing.B) func() Handle
	// Settle ends what goes on in the background: merges, indexes.
	Settle func(b *testing.B, s Handle)
	// Embed makes vectors of the questions, behind an instruction, and of a
	// sample of the chunks.
	Embed       func(ctx context.Context, texts []string) ([][]float32, error)
	Instruction string
}

// A model is an embedder made of a Bench. As in the program, as many calls
// compute at once as there are processors.
type model struct {
	Bench
	turns chan struct{}
}

// newModel returns the embedder of a Bench.
func newModel(b Bench) model { return model{b, make(chan struct{}, runtime.GOMAXPROCS(0))} }

// Model implements rag.Embedder, with the range of the embedded model.
func (m model) Model() rag.EmbeddingModel {
	return rag.EmbeddingModel{Name: "bench", Dimensions: 512, Low: 0.3, High: 0.8}
}

// Embed implements rag.Embedder.
func (m model) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	m.turns <- struct{}{}
	defer func() { <-m.turns }()
	if use == rag.ForQuery {
		texts = []string{m.Instruction + texts[0]}
	}
	return m.Bench.Embed(ctx, texts)
}

// benchSizes are how many chunks the libraries have.
var benchSizes = []int{1_000, 10_000, 100_000}

// callers are how many ask at once.
var callers = []int{1, 16}

// BenchmarkSearch measures the way from a question to its passages: reading
// the question, embedding it, both finders, twice, and the passages' text. Each
// size is measured with one caller and with several; beside the times of single
// questions it reports how long the library took to make (index-s) and to open
// and answer a first question (start-s), and what the process then takes of
// memory (MB), which with 16 callers includes what they work with. Embedding a
// question alone (embed-ms) tells how fast and how busy the machine is.
//
// In a short run the largest library is left out.
func BenchmarkSearch(b *testing.B, bench Bench) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 10_000 {
				b.Skip("short")
			}
			l := bench.make(b, n)
			for _, c := range callers {
				b.Run(fmt.Sprintf("callers=%d", c), func(b *testing.B) { l.measure(b, c) })
			}
			b.Run("update", l.update)
		})
	}
}

// A benched is a library that is being measured.
type benched struct {
	Handle
	answerer     rag.Answerer
	questions    []string
	last         rag.Ingest // of the documents
	index, start time.Duration
}

// make makes a library of n chunks and opens it anew.
func (bench Bench) make(b *testing.B, n int) *benched {
	b.Helper()
	l, open := &benched{}, bench.Place(b)
	s := open()
	bench.fill(b, s, n, l)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	debug.FreeOSMemory()
	started := time.Now()
	l.Handle = open()
	l.answerer = rag.Answerer{Library: l, Finder: l, Embedder: newModel(bench), Writer: &Writer{}}
	l.ask(b.Context(), b, 0)
	l.start = time.Since(started)
	b.Cleanup(func() {
		if err := l.Close(); err != nil {
			b.Error(err)
		}
	})
	return l
}

// fill puts n chunks in, with vectors, and thinks of questions.
func (bench Bench) fill(b *testing.B, s Handle, n int, l *benched) {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var mixed *mixture
	size, chunks := 0, 0
	for in := range corpus(b, n) {
		if mixed == nil {
			mixed = newMixture(b, newModel(bench), in)
		}
		vectors := mixed.vectors(r, in.Plan)
		for range 1 + 1000*len(in.Plan.Chunks)/n {
			if len(in.Plan.Chunks) > 0 {
				l.questions = append(l.questions, askedOf(r, in.Plan.Chunks[r.IntN(len(in.Plan.Chunks))]))
			}
		}
		started := time.Now()
		if _, err := s.Replace(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		if err := s.Embedded(b.Context(), vectors); err != nil {
			b.Fatal(err)
		}
		l.index += time.Since(started)
		l.last = in
		size, chunks = size+len(in.Raw), chunks+len(in.Plan.Chunks)
	}
	started := time.Now()
	bench.Settle(b, s)
	l.index += time.Since(started)
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(l.questions), func(i, j int) { l.questions[i], l.questions[j] = l.questions[j], l.questions[i] })
	b.Logf("%d chunks, %.1f MB of text, written with vectors in %v", chunks, float64(size)/1e6, l.index.Round(time.Millisecond))
}

// ask asks the i-th question.
func (l *benched) ask(ctx context.Context, b *testing.B, i int) {
	found, err := l.answerer.Search(ctx, rag.Question{Text: l.questions[i%len(l.questions)]}, 20)
	if err != nil || len(found) == 0 {
		b.Errorf("%d passages, %v", len(found), err)
	}
}

// measure asks questions from several callers, each of which waits for its answer.
func (l *benched) measure(b *testing.B, callers int) {
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var wait sync.WaitGroup
	b.ResetTimer()
	for range callers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < b.N; i = int(next.Add(1)) - 1 {
				started := time.Now()
				l.ask(b.Context(), b, i+1)
				took[i] = time.Since(started)
			}
		})
	}
	wait.Wait()
	b.StopTimer()
	reportShares(b, took)
	b.ReportMetric(resident(), "MB")
	b.ReportMetric(l.index.Seconds(), "index-s")
	b.ReportMetric(l.start.Seconds(), "start-s")
	b.ReportMetric(l.alone(b), "embed-ms")
}

// alone is how long embedding a question takes at the median, in milliseconds:
// what to compare with on another machine, or a busy one.
func (l *benched) alone(b *testing.B) float64 {
	took := make([]time.Duration, 31)
	for i := range took {
		started := time.Now()
		if _, err := l.answerer.Embedder.Embed(b.Context(), rag.ForQuery, l.questions[i:i+1]); err != nil {
			b.Fatal(err)
		}
		took[i] = time.Since(started)
	}
	slices.Sort(took)
	return float64(took[len(took)/2].Microseconds()) / 1000
}

// update changes a document and asks the next question.
func (l *benched) update(b *testing.B) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		in := l.last
		in.Raw = append(slices.Clone(in.Raw), fmt.Sprint(b.N, i)...)
		started := time.Now()
		if _, err := l.Replace(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		l.ask(b.Context(), b, i)
		took = append(took, time.Since(started))
	}
	reportShares(b, took)
}

// BenchmarkReplace puts two versions of a plan in, by turns.
func BenchmarkReplace(b *testing.B, s Store) {
	r, parts := rand.New(rand.NewPCG(1, 2)), clauses(b)
	in := [2]rag.Ingest{Ingest("a", compose(r, parts, perPlan)), Ingest("a", compose(r, parts, perPlan))}
	b.SetBytes(int64(len(in[0].Raw)))
	for i := 0; b.Loop(); i++ {
		if _, err := s.Replace(b.Context(), in[i%2]); err != nil {
			b.Fatal(err)
		}
	}
}

// reportShares reports percentiles of times.
func reportShares(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, share := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[(len(took)-1)*share/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", share))
	}
}

// resident is how many megabytes of memory the process has, 0 where the system does not tell.
func resident() (mb float64) {
	status, err := os.ReadFile("/proc/self/status")
	if _, after, ok := bytes.Cut(status, []byte("VmRSS:")); err == nil && ok {
		fmt.Sscan(string(after), &mb)
	}
	return mb / 1024
}

// A mixture makes up vectors between those of real chunks, for to embed
// 100,000 chunks takes minutes.
type mixture struct{ sample [][]float32 }

// newMixture embeds up to 200 chunks.
func newMixture(b *testing.B, e rag.Embedder, in rag.Ingest) *mixture {
	var texts []string
	for _, c := range in.Plan.Chunks[:min(len(in.Plan.Chunks), 200)] {
		texts = append(texts, rag.SearchText(rag.Passage{Document: in.Plan.Meta, Chunk: c}))
	}
	sample, err := e.Embed(b.Context(), rag.ForPassage, texts)
	if err != nil {
		b.Fatal(err)
	}
	return &mixture{sample}
}

// vectors returns a unit vector for each chunk of a plan: most of one of the
// sample, less of another, and some noise.
func (m *mixture) vectors(r *rand.Rand, p chunk.Plan) []rag.Vector {
	vectors := make([]rag.Vector, len(p.Chunks))
	for i, c := range p.Chunks {
		one, other := m.sample[r.IntN(len(m.sample))], m.sample[r.IntN(len(m.sample))]
		mixed := make([]float32, len(one))
		var sum float64
		for j := range mixed {
			mixed[j] = one[j] + other[j]/2 + float32(r.NormFloat64())/64
			sum += float64(mixed[j]) * float64(mixed[j])
		}
		for j := range mixed {
			mixed[j] /= float32(math.Sqrt(sum))
		}
		text := rag.SearchText(rag.Passage{Document: p.Meta, Chunk: c})
		vectors[i] = rag.Vector{Key: rag.Key{Document: p.ID, Number: i}, Text: text, Vector: mixed}
	}
	return vectors
}
