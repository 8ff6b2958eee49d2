package eval

// A Report is what came of a question file.
type Report struct {
	Kinds   []Scores `json:"kinds"` // of the kinds that were asked, in the order of Kinds
	All     Scores   `json:"all"`
	Results []Result `json:"results"` // in the order of the questions
}

// Scores are the measures of a number of questions. The JSON names are also
// those of Floors.
type Scores struct {
	Kind      string `json:"kind"` // "all" for all
	Questions int    `json:"questions"`

	// Of answerable questions with evidence, those all of whose evidence is in
	// the first k passages or within the first 2,500 characters.
	Hit1   Share   `json:"hit@1"`
	Hit3   Share   `json:"hit@3"`
	Hit5   Share   `json:"hit@5"`
	Hit10  Share   `json:"hit@10"`
	Hit20  Share   `json:"hit@20"`
	Within Share   `json:"within"`
	MRR    float64 `json:"mrr"` // mean of 1/k for the least such k up to 20, 0 for none

	// Of facts, citations, sentences and figures together, not a mean of means.
	Facts     Share `json:"facts"`    // of the facts of answerable questions
	Complete  Share `json:"complete"` // of questions with facts, those with all of them
	Citations Share `json:"citation_precision"`
	Sentences Share `json:"sentences_cited"`
	Quotes    Share `json:"quotes_exact"`
	Numbers   Share `json:"numbers_cited"`
	Dangling  int   `json:"dangling_markers"`
	Median    int   `json:"median_length"` // of answers that are not refused, in characters
	Longest   int   `json:"max_length"`    // likewise

	Refused     Share `json:"refused"`           // of all questions
	Precision   Share `json:"refusal_precision"` // of refused questions, the unanswerable
	Recall      Share `json:"refusal_recall"`    // of unanswerable questions, the refused
	F1          Share `json:"refusal_f1"`
	OverRefusal Share `json:"over_refusal"` // of answerable questions, the refused

	// Milliseconds of Search and of Answer until Finished.
	SearchP50 float64 `json:"search_p50_ms"`
	SearchP95 float64 `json:"search_p95_ms"`
	AnswerP50 float64 `json:"answer_p50_ms"`
	AnswerP95 float64 `json:"answer_p95_ms"`
}

// scopeAll is the Kind of the scores of all questions.
const scopeAll = "all"

// maxRank is the rank from which on evidence counts as not found.
const maxRank = 20

func newReport(results []Result) Report {
	report := Report{Kinds: []Scores{}, All: newScores(scopeAll, results), Results: results}
	for _, kind := range Kinds() {
		var of []Result
		for _, r := range results {
			if r.Kind == kind {
				of = append(of, r)
			}
		}
		if len(of) > 0 {
			report.Kinds = append(report.Kinds, newScores(kind, of))
		}
	}
	return report
}

// Misses returns the results that a developer should look at: evidence not in
// the first five passages, a fact not in the answer, a refusal too many or too
// few, a sentence, quote or figure that its source does not bear out.
func (r Report) Misses() []Result {
	var missed []Result
	for _, result := range r.Results {
		if result.missed() {
			missed = append(missed, result)
		}
	}
	return missed
}

func newScores(kind string, results []Result) Scores {
	s := Scores{Kind: kind, Questions: len(results)}
	reciprocal := 0.0
	for _, r := range results {
		if r.Answerable && len(r.Evidence) > 0 {
			s.countFound(r)
			if 0 < r.Rank && r.Rank <= maxRank {
				reciprocal += 1 / float64(r.Rank)
			}
		}
		s.countAnswer(r)
		s.countRefusal(r)
	}
	if s.Hit1.Of > 0 {
		s.MRR = rounded(reciprocal/float64(s.Hit1.Of), 4)
	}
	s.F1 = Share{2 * s.Recall.Part, s.Refused.Part + s.Recall.Of}
	s.measure(results)
	return s
}

func (s *Scores) countFound(r Result) {
	for hit, k := range map[*Share]int{&s.Hit1: 1, &s.Hit3: 3, &s.Hit5: 5, &s.Hit10: 10, &s.Hit20: 20} {
		hit.Add(0 < r.Rank && r.Rank <= k)
	}
	s.Within.Add(r.Within)
}

func (s *Scores) countAnswer(r Result) {
	s.Facts = s.Facts.Plus(r.Facts)
	if r.Facts.Of > 0 {
		s.Complete.Add(r.Facts.Part == r.Facts.Of)
	}
	s.Citations = s.Citations.Plus(r.Citations)
	s.Sentences = s.Sentences.Plus(r.Sentences)
	s.Quotes = s.Quotes.Plus(r.Quotes)
	s.Numbers = s.Numbers.Plus(r.Numbers)
	s.Dangling += r.Dangling
}

func (s *Scores) countRefusal(r Result) {
	s.Refused.Add(r.Refused)
	if r.Refused {
		s.Precision.Add(!r.Answerable)
	}
	if r.Answerable {
		s.OverRefusal.Add(r.Refused)
	} else {
		s.Recall.Add(r.Refused)
	}
}

// measure fills in lengths and times.
func (s *Scores) measure(results []Result) {
	var lengths []int
	var searches, answers []float64
	for _, r := range results {
		if !r.Refused {
			lengths = append(lengths, r.Length)
		}
		searches = append(searches, r.SearchMS)
		answers = append(answers, r.AnswerMS)
	}
	s.Median, s.Longest = percentile(lengths, .5), percentile(lengths, 1)
	s.SearchP50, s.SearchP95 = percentile(searches, .5), percentile(searches, .95)
	s.AnswerP50, s.AnswerP95 = percentile(answers, .5), percentile(answers, .95)
}
