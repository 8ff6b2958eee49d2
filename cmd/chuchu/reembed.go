package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"chuchu/rag"
	"chuchu/rag/local"
	"chuchu/rag/postgres"
)

type reembedCommand struct{}

// Run makes the vectors of the model that is stated beside those that the
// library has, and puts them in their place once all are there. An interrupted
// run is gone on with.
func (reembedCommand) Run(ctx context.Context, t terminal, from origin) error {
	l, err := from.openAny(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	noted, err := notedModel(ctx, l.store)
	if err != nil {
		return err
	}
	if noted.Name == from.embed.name() {
		fmt.Fprintf(t.out, sayModelKept, noted.Name)
		return nil
	}
	if err := from.equip(ctx, &l, rag.EmbeddingModel{}); err != nil {
		return err
	}
	if l.sends != "" {
		fmt.Fprintln(t.out, l.sends)
	}
	if err := l.reembed(ctx, t.err); err != nil {
		return err
	}
	fmt.Fprintf(t.out, sayReembedded, l.embedder.Model().Name)
	return nil
}

// A renewal is the backlog of a second set of vectors. Switch puts them in
// place of the first and sets a note, at once, unless one is missing.
type renewal interface {
	rag.Backlog
	Switch(ctx context.Context, note, value string) (done bool, err error)
}

// renew begins the second set of a store's vectors, or goes on with it.
func renew(ctx context.Context, s store, set string) (renewal, error) {
	switch s := s.(type) {
	case *local.Store:
		return s.Renew(ctx, set)
	case *postgres.Store:
		return s.Renew(ctx, set)
	}
	return nil, fmt.Errorf("no second set of vectors in %T", s)
}

// noteReembed is the note that names the set of vectors that is being made.
const noteReembed = "reembed"

// reembed makes the vectors of the library's embedder and switches to them.
// More than one process may do so at once.
func (l library) reembed(ctx context.Context, stderr io.Writer) error {
	model := l.embedder.Model()
	note, err := noteOf(model)
	if err != nil {
		return err
	}
	set := fmt.Sprintf("%s/%d", model.Name, model.Dimensions)
	if err := l.SetNote(ctx, noteReembed, set); err != nil {
		return err
	}
	progress, done := l.progress(ctx, stderr)
	defer done()
	for {
		second, err := renew(ctx, l.store, set)
		if err != nil {
			return err
		}
		if err := rag.EmbedBacklog(ctx, wanted{second, l, set}, l.embedder, progress); err != nil {
			return err
		}
		switched, err := second.Switch(ctx, noteEmbedding, note)
		if err != nil || switched {
			return err
		}
		if l.unswitched(ctx) == nil { // another process was first
			return nil
		}
		if err := wait(ctx, othersEvery); err != nil {
			return err
		}
	}
}

// A wanted renewal is one that no run for another model has taken the place of.
type wanted struct {
	renewal
	library library
	set     string
}

// Pending implements rag.Backlog. There is nothing to do once another process
// has switched to the model.
func (w wanted) Pending(ctx context.Context, n int) ([]rag.Passage, error) {
	now, err := w.library.Note(ctx, noteReembed)
	switch {
	case err != nil:
		return nil, err
	case now != w.set:
		return nil, errors.New(sayTakenOver)
	case w.library.unswitched(ctx) == nil:
		return nil, nil
	}
	return w.renewal.Pending(ctx, n)
}

// progress counts chunks, with a bar on a terminal, until done is called.
func (l library) progress(ctx context.Context, stderr io.Writer) (progress func(n int), done func()) {
	documents, err := l.Documents(ctx)
	if err != nil || !onTerminal(stderr) {
		return nil, func() {}
	}
	total := 0
	for _, d := range documents {
		total += d.Chunks
	}
	bar := newBar(stderr, total, sayEmbedding)
	return func(n int) { _ = bar.Add(n) }, func() { _ = bar.Close() }
}
