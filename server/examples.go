package server

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

const (
	maxExamples   = 4
	examplesOfOne = 2  // of one document,
	triedOfOne    = 8  // of so many that are tried
	triedOfAll    = 8  // documents that are looked into
	shortExample  = 60 // characters of a text that has something to say
)

// An offer is questions that the library can answer.
type offer struct {
	mu        sync.Mutex
	of        string // the documents that they were made of
	questions []string
}

// examples answers GET /api/examples with questions that the documents can
// answer: made of their own tables and headings, of different documents as far
// as these go, each of which finds the row or the section that it asks for first.
func (s *Server) examples(w http.ResponseWriter, r *http.Request) error {
	questions, err := s.offered(r.Context())
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, struct {
		Questions []string `json:"questions"`
	}{list(questions)})
	return nil
}

// offered makes the questions, anew when the documents are others.
func (s *Server) offered(ctx context.Context) ([]string, error) {
	docs, err := s.o.Store.Documents(ctx)
	if err != nil {
		return nil, err
	}
	docs = slices.DeleteFunc(rag.Versions(docs), func(d rag.Document) bool { return d.Chunks == 0 || d.SupersededBy != "" })
	docs = docs[:min(len(docs), triedOfAll)]
	var of strings.Builder
	for _, d := range docs {
		of.WriteString(d.ID + " " + d.Revision + "\n")
	}
	s.offer.mu.Lock()
	defer s.offer.mu.Unlock()
	if s.offer.of != of.String() {
		questions, err := s.make(ctx, docs)
		if err != nil {
			return nil, err
		}
		s.offer.of, s.offer.questions = of.String(), questions
	}
	return s.offer.questions, nil
}

// make takes the first question of each document, and then the second.
func (s *Server) make(ctx context.Context, docs []rag.Document) ([]string, error) {
	var rounds [examplesOfOne][]string
	for _, d := range docs {
		own, err := s.ofDocument(ctx, d.ID)
		if err != nil {
			return nil, err
		}
		for i, q := range own {
			rounds[i] = append(rounds[i], q)
		}
	}
	all := slices.Concat(rounds[:]...)
	return all[:min(len(all), maxExamples)], nil
}

// ofDocument returns questions of a document that find what they ask for.
func (s *Server) ofDocument(ctx context.Context, id string) (good []string, err error) {
	doc, err := s.o.Store.Read(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, p := range inviting(doc) {
		question := fold.Simplified(p.Asks())
		found, err := s.o.Searcher.Search(ctx, rag.Question{Text: question}, 1)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 || found[0].Document.ID != id || !slices.Equal(found[0].Path, p.Path) || p.Fact != nil && found[0].Span != p.Span {
			continue
		}
		if good = append(good, question); len(good) == examplesOfOne {
			break
		}
	}
	return good, nil
}

// doing is what asks for something done; principles are followed, not done.
var doing = regexp.MustCompile(`如何(?:[^坚注聚遵]|坚[^持]|注[^重]|聚[^焦]|遵[^循])`)

// inviting are passages of a document that make questions: of one row of its
// tables, then of sections from all over it, those that say what is done first.
func inviting(doc rag.Whole) []rag.Passage {
	var rows, does, says []rag.Passage
	asked := map[string]bool{}
	for _, c := range doc.Plan.Chunks {
		p := rag.Passage{Document: doc.Meta, Chunk: c}
		q := p.Asks()
		switch {
		case q == "" || asked[q] || p.Fact == nil && utf8.RuneCountInString(p.Text) < shortExample:
			continue
		case p.Fact != nil:
			rows = append(rows, p)
		case doing.MatchString(q):
			does = append(does, p)
		default:
			says = append(says, p)
		}
		asked[q] = true
	}
	return slices.Concat(spread(rows, 1), spread(does, triedOfOne), spread(says, examplesOfOne))
}

// spread takes up to n of all, evenly.
func spread[T any](all []T, n int) (some []T) {
	for i := range min(n, len(all)) {
		some = append(some, all[(2*i+1)*len(all)/(2*min(n, len(all)))])
	}
	return some
}
