package rag

import "chuchu/chunk"

// Reasons of a refusal.
const (
	NoEvidence  = "no_evidence" // 资料中没有找到
	NotCovered  = "not_covered" // 资料未收录: another place, plan or year than the library holds
	Unsupported = "unsupported" // no sentence passed the check
)

// Problems of a sentence that is not supported (see DESIGN section 7).
const (
	ProblemNoCitation  = "no_citation"
	ProblemQuote       = "quote"
	ProblemNumber      = "number"
	ProblemEntity      = "entity"
	ProblemPeriod      = "period"
	ProblemDirection   = "direction"
	ProblemStanding    = "standing"
	ProblemNotInSource = "not_in_source"
)

// Codes of notices.
const (
	NoticePeriodOver    = "period_over"
	NoticeUndated       = "undated"
	NoticeFallback      = "fallback"
	NoticeConflict      = "conflict"
	NoticeNothingFound  = "nothing_found"
	NoticeSourceDamaged = "source_damaged"
	NoticeNotIssued     = "not_issued"
	NoticeSuperseded    = "superseded"
)

// A Notice is what a reader must know of an answer besides its sentences.
type Notice struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// A Sentence is one claim of an answer, with its markers. In the answer's text
// the words that tell its Problem stand right behind it.
type Sentence struct {
	Text      string `json:"text"`
	Citations []int  `json:"citations"` // numbers of Citation
	Supported bool   `json:"supported"`
	Computed  bool   `json:"computed"` // a difference or ratio that the program computed from cited values
	Problem   string `json:"problem"`  // "" when supported
}

// A Citation is the exact place in a document that a sentence rests on.
type Citation struct {
	Number     int             `json:"number"` // from 1, in order of first appearance
	Document   chunk.Meta      `json:"document"`
	Path       []string        `json:"path"`
	Quote      string          `json:"quote"` // exact slice of the clean text
	chunk.Span                 // of Quote
	Context    []chunk.Excerpt `json:"context"`  // what gives the quote its meaning: a table's title and heads, the sentence that names the year
	Repaired   bool            `json:"repaired"` // overlaps a repaired span
	Damaged    bool            `json:"damaged"`  // overlaps a span that could not be repaired
	Raw        string          `json:"raw"`      // the source as it came, where Repaired or Damaged
	Page       int             `json:"page"`     // 0 where the source has none
	URL        string          `json:"url"`
}

// Timings of an answer, in milliseconds from its start.
type Timings struct {
	Rewrite    int `json:"rewrite_ms"`
	Retrieve   int `json:"retrieve_ms"`
	FirstToken int `json:"first_token_ms"`
	Total      int `json:"total_ms"`
}

// An Answer is what a question gets. Lists are never nil.
type Answer struct {
	ID             string     `json:"id"`
	ConversationID string     `json:"conversation_id"`
	Question       string     `json:"question"`
	Standalone     string     `json:"standalone_question"`
	Text           string     `json:"text"`
	Refused        bool       `json:"refused"`
	Reason         string     `json:"reason"`
	Missing        []string   `json:"missing"`
	Notices        []Notice   `json:"notices"`
	Sentences      []Sentence `json:"sentences"`
	Citations      []Citation `json:"citations"`
	Passages       []Passage  `json:"passages"`
	Model          string     `json:"model"`
	Timings        Timings    `json:"timings"`
}
