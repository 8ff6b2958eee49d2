package rag

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/read"
)

// Add reads a file and puts it into a store. Its id is given.ID, else the
// file's name without extension; its source given.Source, else the name;
// a text without a title has the name's, where that is Chinese. The document
// that comes back tells what was read; changed is false when the store held just
// that already. Errors are read's (unreadable bytes) and the store's.
func Add(ctx context.Context, s Store, name string, in Ingest) (doc Document, changed bool, err error) {
	r, err := read.File(ctx, name, in.Raw)
	if err != nil {
		return Document{}, false, err
	}
	if in.Given.ID == "" {
		in.Given.ID = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	if in.Given.Source == "" {
		in.Given.Source = name
	}
	found := r.Fill(in.Given)
	in.Plan = chunk.Parse(r.Text, found)
	if found.Title = read.TitleOfName(name); in.Plan.Title == "" && found.Title != "" { // the text has none
		in.Plan = chunk.Parse(r.Text, found)
	}
	in.Plan = in.Plan.Paged(r.Text, r.Pages)
	for _, w := range r.Warnings {
		in.Plan.Cleaning = append(in.Plan.Cleaning, chunk.Cleaning{Kind: unread, Count: 1, Examples: []string{w}})
	}
	if len(in.Plan.Chunks) == 0 {
		return Document{}, false, fmt.Errorf("%w: no sentence found", read.ErrUnreadable)
	}
	changed, err = s.Replace(ctx, in)
	return Document{Meta: in.Plan.Meta, Characters: len([]rune(in.Plan.Text)), Chunks: len(in.Plan.Chunks), Example: in.Example}, changed, err
}

// unread is the kind of the lines in the cleaning report that tell what of a
// file was not read.
const unread = "unread"

// embedBatch is how many chunks one call of the embedder takes.
const embedBatch = 32

// EmbedBacklog embeds chunks until none is left without a vector. After each
// batch progress, unless nil, is told how many it did.
func EmbedBacklog(ctx context.Context, b Backlog, e Embedder, progress func(n int)) error {
	for {
		todo, err := b.Pending(ctx, embedBatch)
		if err != nil || len(todo) == 0 {
			return err
		}
		texts := make([]string, len(todo))
		for i, p := range todo {
			texts[i] = SearchText(p)
		}
		vectors, err := e.Embed(ctx, ForPassage, texts)
		if err != nil {
			return fmt.Errorf("embed %d chunks: %w", len(todo), err)
		}
		done := make([]Vector, len(todo))
		for i, p := range todo {
			done[i] = Vector{Key: p.Key, Text: texts[i], Vector: vectors[i]}
		}
		if err := b.Embedded(ctx, done); err != nil {
			return fmt.Errorf("store vectors: %w", err)
		}
		if progress != nil {
			progress(len(done))
		}
	}
}
