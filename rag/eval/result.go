package eval

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"chuchu/rag"
)

// A Result is what came of one question.
type Result struct {
	ID         string  `json:"id"`
	Kind       string  `json:"kind"`
	Question   string  `json:"question"`
	Answerable bool    `json:"answerable"` // whether the library could answer it
	Rank       int     `json:"rank"`       // the least k for which the first k passages hold all evidence, 0 for none
	Within     bool    `json:"within"`     // whether they stand within the first 2,500 characters
	Evidence   []Piece `json:"evidence"`   // each with its own rank
	Top        []Piece `json:"top"`        // the first passages
	TooLong    int     `json:"too_long"`   // passages of more than 600 characters, which the rules do not allow

	Answer    string   `json:"answer"`
	Length    int      `json:"length"` // of Answer in characters, markers counted
	Refused   bool     `json:"refused"`
	Reason    string   `json:"reason"`
	Facts     Share    `json:"facts"`
	Missing   []string `json:"missing"`            // facts that are not in the answer
	Citations Share    `json:"citation_precision"` // of citations, those that share evidence
	Sentences Share    `json:"sentences_cited"`
	Quotes    Share    `json:"quotes_exact"` // of citations, those whose quote and context are slices of the document
	Numbers   Share    `json:"numbers_cited"`
	Unfounded []string `json:"unfounded"` // figures of the answer that are not in the text it cites
	Dangling  int      `json:"dangling_markers"`

	SearchMS float64 `json:"search_ms"`
	AnswerMS float64 `json:"answer_ms"`
}

// newResult returns the result of a question that was not asked yet. Its lists are not nil.
func newResult(q Question) Result {
	return Result{
		ID: q.ID, Kind: q.Kind, Question: q.Text, Answerable: q.Answerable(),
		Evidence: []Piece{}, Top: []Piece{}, Missing: []string{}, Unfounded: []string{},
	}
}

// A Piece is the beginning of a piece of evidence or of a passage. Rank is the
// least k for which the first k passages hold the evidence, or the passage's
// own place; 0 is none.
type Piece struct {
	Rank     int      `json:"rank"`
	Document string   `json:"document"` // "" for evidence
	Path     []string `json:"path"`     // nil for evidence
	Text     string   `json:"text"`
}

// What a Result shows of the passages.
const (
	topPassages = 5
	topText     = 60 // characters of each
)

// judgePassages scores what was found.
func (r *Result) judgePassages(q Question, passages []rag.Passage) {
	for i, p := range passages {
		if utf8.RuneCountInString(p.Text) > passageLength {
			r.TooLong++
		}
		if i < topPassages {
			r.Top = append(r.Top, Piece{i + 1, p.Document.ID, p.Path, head(p.Text, topText)})
		}
	}
	hay := newHaystacks(passages)
	var ranks []int
	for i, n := range newNeedles(q.Evidence) {
		ranks = append(ranks, n.rank(hay))
		r.Evidence = append(r.Evidence, Piece{Rank: ranks[i], Text: head(q.Evidence[i], topText)})
	}
	r.Rank = allRanked(ranks)
	r.Within = r.Rank > 0 && r.Rank <= window(passages)
}

// judgeAnswer scores an answer but for the exactness of its quotes.
func (r *Result) judgeAnswer(q Question, a rag.Answer) {
	r.Answer, r.Refused, r.Reason = a.Text, a.Refused, a.Reason
	r.Length = utf8.RuneCountInString(a.Text)
	r.judgeFacts(q.Facts, a)
	r.judgeCitations(newNeedles(q.Evidence), a)
	known := map[int]rag.Citation{}
	for _, c := range a.Citations {
		known[c.Number] = c
	}
	r.Dangling = len(markers(a.Text, known).dangling)
	for _, s := range a.Sentences {
		named := markers(s.Text, known).named
		r.Sentences.Add(len(named) > 0)
		missing, total := unfounded(s, named)
		r.Unfounded = append(r.Unfounded, missing...)
		r.Numbers = r.Numbers.Plus(Share{total - len(missing), total})
	}
}

// judgeFacts counts facts; a refused answer has none.
func (r *Result) judgeFacts(facts []string, a rag.Answer) {
	text := foldText(marker.ReplaceAllString(a.Text, ""))
	for _, f := range facts {
		has := !a.Refused && hasFact(text, f)
		r.Facts.Add(has)
		if !has {
			r.Missing = append(r.Missing, f)
		}
	}
}

// judgeCitations counts the citations whose quote shares half of its 4-grams,
// or of the evidence's, with a piece of evidence. Refused answers and questions
// without evidence do not count: refusal is measured apart.
func (r *Result) judgeCitations(evidence []needle, a rag.Answer) {
	if a.Refused || len(evidence) == 0 {
		return
	}
	for _, c := range a.Citations {
		quote := grams(foldText(c.Quote))
		r.Citations.Add(slices.ContainsFunc(evidence, func(n needle) bool {
			both := shared(quote, n.grams)
			return both > 0 && (2*both >= len(quote) || 2*both >= len(n.grams))
		}))
	}
}

// marked is what the markers of a text name, each citation once.
type marked struct {
	named    []rag.Citation
	dangling []int // numbers of markers that name no citation
}

func markers(text string, known map[int]rag.Citation) marked {
	var m marked
	seen := map[int]bool{}
	for _, match := range marker.FindAllStringSubmatch(text, -1) {
		number, err := strconv.Atoi(match[1])
		c, ok := known[number]
		switch {
		case err != nil || !ok:
			m.dangling = append(m.dangling, number)
		case !seen[number]:
			seen[number] = true
			m.named = append(m.named, c)
		}
	}
	return m
}

// missed reports whether a developer should look at the result: evidence not
// in the first five passages, a fact not in the answer, a wrong refusal or a
// missing one, or a broken promise (no source, wrong quote, unfounded figure).
func (r Result) missed() bool {
	sought := r.Answerable && len(r.Evidence) > 0
	return sought && (r.Rank == 0 || r.Rank > 5) ||
		r.Refused == r.Answerable ||
		r.Answerable && r.Facts.Part < r.Facts.Of ||
		r.Sentences.Part < r.Sentences.Of ||
		r.Quotes.Part < r.Quotes.Of ||
		r.Numbers.Part < r.Numbers.Of ||
		r.Dangling > 0
}
