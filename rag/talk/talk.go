// Package talk runs answers to their end; it numbers and keeps their events
// and their conversations.
//
// Runner.Ask starts an answer, Runner.Events follows it:
//
//	run, err := runner.Ask(ctx, talk.Ask{Owner: owner, Question: question})
//	for record, err := range runner.Events(ctx, owner, run.AnswerID, 0) { … }
//
// The answer is made in the background, whoever follows it: a client that was
// cut off calls Events again with the Seq it saw last, in this process or in
// another one on the same Keeper. Within the process records go from memory to
// all who follow; the Keeper gets them in batches, but has the last one before
// anybody sees it.
package talk

import (
	"context"
	"encoding/json"
	"time"
)

// A Record is one event of an answer as it is sent to clients.
type Record struct {
	Seq  int             // 1, 2, 3… within the answer
	Type string          // accepted, rewritten, retrieved, delta, checked, finished, stopped or failed
	Data json.RawMessage // the whole websocket message
}

// A Run is an answer in the making, or made.
type Run struct {
	AnswerID       string
	ConversationID string
	Owner          string // whose it is; nobody else may read it
	Question       string
	Replaces       string // the answer whose place it takes, see Ask; "" where it goes on
	Started        time.Time
	Prompt         string  // version of what the model is told, see Options
	Last           *Record // its latest record; nil before the first
}

// A Keeper keeps runs and their records. An id that is unknown or another's
// is rag.ErrNotFound.
type Keeper interface {
	// Begin keeps a new run, in a conversation that is new or its owner's.
	// It holds the lease until the time given.
	Begin(ctx context.Context, run Run, lease time.Time) error
	// Append adds records in order of Seq and renews the lease. It reports
	// whether somebody asked the run to stop. No records: the lease alone.
	// Records that it has already change nothing; others that are not next, or
	// come after a terminal one, are rag.ErrConflict and none is added.
	Append(ctx context.Context, answerID string, records []Record, lease time.Time) (stop bool, err error)
	// Records returns the records of owner's run after a Seq, in order.
	Records(ctx context.Context, owner, answerID string, after int) ([]Record, error)
	// Runs returns the runs of owner's conversation, oldest first, each with its last record.
	Runs(ctx context.Context, owner, conversationID string) ([]Run, error)
	// Stop asks whoever runs the answer to stop it.
	Stop(ctx context.Context, owner, answerID string) error
	// Lapsed returns runs without a terminal record whose lease ended before now,
	// and forgets records other than terminal ones that ended before the time given.
	Lapsed(ctx context.Context, now, forget time.Time) ([]Run, error)
}
