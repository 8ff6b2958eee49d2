package talk

import (
	"context"
	"time"

	"chuchu/rag"
)

// An Archive keeps conversations beyond their answers' making: for a while,
// under a title, until their owner deletes them. An id that is unknown or
// another's is rag.ErrNotFound.
type Archive interface {
	// Conversations returns the headings of owner's conversations, those first
	// whose latest answer began last, at most a few hundred. An id asks for that
	// one alone.
	Conversations(ctx context.Context, owner, conversationID string) ([]Heading, error)
	// Said returns what was asked and answered in owner's conversations, of each
	// the earliest first; at most the latest few thousand.
	Said(ctx context.Context, owner string) ([]Said, error)
	// Rename gives owner's conversation a title in place of its first question.
	Rename(ctx context.Context, owner, conversationID, title string) error
	// Remove deletes owner's conversation, its answers and what was said of them.
	Remove(ctx context.Context, owner, conversationID string) error
	// Expire deletes conversations whose latest answer began before a time. What
	// was said of their answers stays.
	Expire(ctx context.Context, before time.Time) error
	// Run returns an answer's run, whoever's it is, without its last record.
	Run(ctx context.Context, answerID string) (Run, error)
}

// A Heading is what a list of conversations shows of one.
type Heading struct {
	ID     string    `json:"id"`
	Title  string    `json:"title"`
	Began  time.Time `json:"began"`
	Latest time.Time `json:"latest"` // when its latest answer began
	// Excerpt shows where a text that was looked for stands; "" in its title alone.
	Excerpt string `json:"excerpt"`

	First string `json:"-"` // its first question, the title of one that has none
}

// titled gives a heading the title that people see.
func (h Heading) titled() Heading {
	if h.Title == "" {
		h.Title = cut(h.First, maxTitle)
	}
	h.Began, h.Latest = h.Began.UTC().Truncate(time.Second), h.Latest.UTC().Truncate(time.Second)
	return h
}

// Conversations returns the headings of owner's conversations, newest first.
func (r *Runner) Conversations(ctx context.Context, owner string) ([]Heading, error) {
	all, err := r.o.Archive.Conversations(ctx, owner, "")
	for i := range all {
		all[i] = all[i].titled()
	}
	return all, err
}

// Heading returns the heading of owner's conversation.
func (r *Runner) Heading(ctx context.Context, owner, conversationID string) (Heading, error) {
	all, err := r.o.Archive.Conversations(ctx, owner, conversationID)
	if err == nil && len(all) == 0 {
		err = rag.ErrNotFound
	}
	if err != nil {
		return Heading{}, err
	}
	return all[0].titled(), nil
}

// Rename gives owner's conversation a title; "" gives it its first question back.
func (r *Runner) Rename(ctx context.Context, owner, conversationID, title string) error {
	return r.o.Archive.Rename(ctx, owner, conversationID, cut(title, maxTitle))
}

// Remove deletes owner's conversation. Its answers that are still being made
// end as stopped, in every process.
func (r *Runner) Remove(ctx context.Context, owner, conversationID string) error {
	return r.o.Archive.Remove(ctx, owner, conversationID)
}
