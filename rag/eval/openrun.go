package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// Open says how open sets are run.
type Open struct {
	// Ingest puts each context of a set as one document, with the context's id
	// and nothing else given, into a library of their own, embeds it, and
	// returns what searches it.
	Ingest   func(ctx context.Context, contexts []Context) (Searcher, error)
	Every    int // ask every Every-th question; 0 and 1 ask all
	Progress func(done, total int)
}

// An OpenReport is what came of an open set. Its JSON names are also those of Floors.
type OpenReport struct {
	Set        string     `json:"set"`
	Contexts   int        `json:"contexts"`
	Questions  int        `json:"questions"` // asked
	Hit1       Share      `json:"hit@1"`
	Hit5       Share      `json:"hit@5"`
	Hit10      Share      `json:"hit@10"`
	Hit20      Share      `json:"hit@20"`
	MRR        float64    `json:"mrr"`         // mean of 1/k for the first hit up to 20, 0 for none
	ScriptLoss *float64   `json:"script_loss"` // hit@5 less hit@5 of the simplified questions; nil where not asked
	SearchP50  float64    `json:"search_p50_ms"`
	SearchP95  float64    `json:"search_p95_ms"`
	Misses     []OpenMiss `json:"misses"` // no hit in the first five
}

// An OpenMiss is a question without a hit in the first five passages.
type OpenMiss struct {
	ID       string  `json:"id"`
	Question string  `json:"question"`
	Rank     int     `json:"rank"` // of the first hit, 0 for none
	Gold     string  `json:"gold"` // id of the gold document
	Top      []Piece `json:"top"`
}

const (
	// openLimit is how many passages are asked for: enough for 20 documents
	// when passages of one count once.
	openLimit    = 100
	answerPrefix = 15 // characters of an answer that stand for it
)

// RunOpen scores retrieval on an open set, one question at a time. The first
// search that fails ends it with its error.
func RunOpen(ctx context.Context, set Set, o Open) (OpenReport, error) {
	search, err := o.Ingest(ctx, set.Contexts)
	if err != nil {
		return OpenReport{}, fmt.Errorf("open set %s: ingest: %w", set.Name, err)
	}
	r := openRun{Open: o, set: set, searcher: search}
	for i := 0; i < len(set.Questions); i += max(1, o.Every) {
		r.questions = append(r.questions, set.Questions[i])
	}
	r.total = len(r.questions)
	if set.Traditional {
		r.total *= 2
	}
	report, err := r.ask(ctx, false)
	if err != nil || !set.Traditional {
		return report, err
	}
	simplified, err := r.ask(ctx, true)
	loss := rounded(report.Hit5.Value()-simplified.Hit5.Value(), 6)
	report.ScriptLoss = &loss
	return report, err
}

// An openRun asks the questions of a set.
type openRun struct {
	Open
	set         Set
	searcher    Searcher
	questions   []OpenQuestion
	done, total int
}

// ask asks all questions once, as they are or in simplified script.
func (r *openRun) ask(ctx context.Context, simplified bool) (OpenReport, error) {
	report := OpenReport{Set: r.set.Name, Contexts: len(r.set.Contexts), Questions: len(r.questions), Misses: []OpenMiss{}}
	var times []float64
	reciprocal := 0.0
	for _, q := range r.questions {
		if simplified {
			q.Text = fold.Simplified(q.Text)
		}
		start := time.Now()
		passages, err := r.searcher.Search(ctx, rag.Question{Text: q.Text}, openLimit)
		if err != nil {
			return report, fmt.Errorf("open set %s: question %s: search: %w", r.set.Name, q.ID, err)
		}
		times = append(times, milliseconds(time.Since(start)))
		rank := r.set.rank(q, passages)
		report.count(q, rank, passages)
		if 0 < rank && rank <= maxRank {
			reciprocal += 1 / float64(rank)
		}
		r.step()
	}
	report.MRR = rounded(reciprocal/float64(max(1, len(r.questions))), 4)
	report.SearchP50, report.SearchP95 = percentile(times, .5), percentile(times, .95)
	return report, nil
}

// step tells that one more search is done.
func (r *openRun) step() {
	r.done++
	if r.Progress != nil {
		r.Progress(r.done, r.total)
	}
}

func (r *OpenReport) count(q OpenQuestion, rank int, passages []rag.Passage) {
	for hit, k := range map[*Share]int{&r.Hit1: 1, &r.Hit5: 5, &r.Hit10: 10, &r.Hit20: 20} {
		hit.Add(0 < rank && rank <= k)
	}
	if 0 < rank && rank <= 5 {
		return
	}
	miss := OpenMiss{ID: q.ID, Question: q.Text, Rank: rank, Gold: q.Context, Top: []Piece{}}
	for i, p := range passages[:min(topPassages, len(passages))] {
		miss.Top = append(miss.Top, Piece{i + 1, p.Document.ID, p.Path, head(p.Text, topText)})
	}
	r.Misses = append(r.Misses, miss)
}

// rank returns the place of the first hit, 0 for none. In a verbatim set
// passages are counted, in others documents.
func (s Set) rank(q OpenQuestion, passages []rag.Passage) int {
	if s.Verbatim {
		return 1 + slices.IndexFunc(passages, func(p rag.Passage) bool {
			return p.Document.ID == q.Context && overlaps(newHaystack(p), q.Answers)
		})
	}
	seen := map[string]bool{}
	for _, p := range passages {
		seen[p.Document.ID] = true
		if p.Document.ID == q.Context {
			return len(seen)
		}
	}
	return 0
}

// overlaps reports whether a passage has the first 15 characters of an answer
// or half of its 4-grams.
func overlaps(h haystack, answers []string) bool {
	return slices.ContainsFunc(answers, func(a string) bool {
		folded := foldText(a)
		g := grams(folded)
		return strings.Contains(h.text, head(folded, answerPrefix)) || 2*shared(g, h.grams) >= len(g)
	})
}
