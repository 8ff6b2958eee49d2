package rag

import "chuchu/chunk/fold"

// A Turn is a question of the same conversation that came before, and its answer.
type Turn struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// What becomes of a sentence that its source does not support.
const (
	Drop = "drop" // it is left out; the zero value means the same
	Mark = "mark" // it is kept, with its Problem
)

// A Question is what a user asks.
type Question struct {
	Text        string
	History     []Turn   // oldest first
	Documents   []string // search only these; nil means all
	Unsupported string   // Drop or Mark
	NoFallback  bool     // a failing model is an error, not a reason to quote instead
	Focus       string   // the part of Text that is asked now, where the rest comes from History; the Answerer fills it in
	Places      []string // short names of the places it asks about; the Answerer fills them in for the Writer
}

// Simplified tells whether the question is written in simplified script, which
// its answer then follows.
func (q Question) Simplified() bool { return fold.Simplified(q.Text) == q.Text }
