package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
	"chuchu/seeds"
)

// What a library notes of its seeding: that it had the seeds once, or that its
// first document was the user's.
const (
	noteSeeded = "seeded"
	hadSeeds   = "yes"
	hadOwn     = "own"
)

// A garden is what seeding needs of a library.
type garden interface {
	rag.Store
	rag.Backlog
	rag.Notes
	leaser
}

// seedLease is how long after a process that loads seeds was killed another one
// tries; while it is alive it renews the lease.
const seedLease = 9 * time.Second

// seed loads the five plans into a library that never held a document. Of the
// processes that share a library one does, and the others wait for it.
func seed(ctx context.Context, g garden, e rag.Embedder) error {
	for {
		note, err := g.Note(ctx, noteSeeded)
		if err != nil || note != "" {
			return err
		}
		held, err := g.Lease(ctx, noteSeeded, seedLease)
		if err != nil {
			return err
		}
		if held {
			return sowAlone(ctx, g, e)
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// sowAlone is sow under a lease, which is given back when it is over, however
// it ends: the next process need not wait for it to lapse.
func sowAlone(ctx context.Context, g garden, e rag.Embedder) error {
	renewed := talk.Every(seedLease/3, func() { _, _ = g.Lease(ctx, noteSeeded, seedLease) })
	err := sow(ctx, g, e)
	renewed()
	_, given := g.Lease(context.WithoutCancel(ctx), noteSeeded, 0)
	return errors.Join(err, given)
}

// sow is seed for one process. It may be interrupted anywhere and run again:
// the note comes last, and until then only examples are in the library. Without
// an embedder the backlog keeps their chunks.
func sow(ctx context.Context, g garden, e rag.Embedder) error {
	note, err := g.Note(ctx, noteSeeded)
	if err != nil || note != "" {
		return err
	}
	documents, err := g.Documents(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(documents, func(d rag.Document) bool { return !d.Example }) {
		return g.SetNote(ctx, noteSeeded, hadOwn)
	}
	names, err := fs.Glob(seeds.Files, "*.txt")
	if err != nil {
		return err
	}
	for _, name := range names {
		raw, err := fs.ReadFile(seeds.Files, name)
		if err != nil {
			return err
		}
		if _, _, err := rag.Add(ctx, g, name, rag.Ingest{Raw: raw, Example: true}); err != nil {
			return fmt.Errorf("seed %s: %w", name, err)
		}
	}
	if e != nil {
		if err := rag.EmbedBacklog(ctx, g, e, nil); err != nil {
			return err
		}
	}
	return g.SetNote(ctx, noteSeeded, hadSeeds)
}

// neverSeed notes that the user's own documents come first.
func neverSeed(ctx context.Context, n rag.Notes) error {
	note, err := n.Note(ctx, noteSeeded)
	if err != nil || note != "" {
		return err
	}
	return n.SetNote(ctx, noteSeeded, hadOwn)
}
