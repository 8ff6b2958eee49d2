package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"path/filepath"
	"strings"

	"chuchu/rag"
)

// naming gives files their ids within one run: a file's name without
// extension, and what tells it from a file of the same name that came before,
// its folder or its extension. A file that the library holds under one of these
// keeps that id, whatever comes before it now.
type naming struct {
	held    map[string]string // the source of each document of the library
	claimed map[string]claim
}

// A claim is the file that has an id in this run.
type claim struct {
	folder string
	sum    [sha256.Size]byte
}

// newNaming knows what a library holds.
func newNaming(ctx context.Context, l rag.Library) (naming, error) {
	n := naming{held: map[string]string{}, claimed: map[string]claim{}}
	documents, err := l.Documents(ctx)
	for _, d := range documents {
		n.held[d.ID] = d.Source
	}
	return n, err
}

// id is the id of a file that was not given one.
func (n naming) id(e entry) string {
	folder, mine := filepath.Dir(e.name), sha256.Sum256(e.raw)
	plain := stem(filepath.Base(e.as))
	before, taken := n.claimed[plain]
	if taken && before.sum == mine {
		return plain
	}
	ids := append([]string{plain}, besides(e, taken && before.folder == folder)...)
	id := ""
	for _, candidate := range ids {
		if n.held[candidate] == e.given.Source && e.given.Source != "" {
			id = candidate
			break
		}
		if other, taken := n.claimed[candidate]; id == "" && (!taken || other.sum == mine) {
			id = candidate
		}
	}
	id = cmp.Or(id, plain)
	if _, taken := n.claimed[id]; !taken {
		n.claimed[id] = claim{folder, mine}
	}
	return id
}

// besides are the ids of a file whose plain one is taken: with its folder, with
// its extension, with both; the extension first beside a file of the same folder.
func besides(e entry, sameFolder bool) []string {
	plain := stem(filepath.Base(e.as))
	extension := strings.ToLower(strings.TrimPrefix(filepath.Ext(e.as), "."))
	folder := filepath.Base(filepath.Dir(cmp.Or(e.given.Source, e.name)))
	if folder == "." || strings.ContainsAny(folder, `/\`) {
		folder = ""
	}
	var out []string
	if folder != "" {
		out = append(out, folder+"-"+plain)
	}
	if extension != "" {
		out = append(out, plain+"-"+extension)
	}
	if sameFolder && len(out) > 1 {
		out[0], out[1] = out[1], out[0]
	}
	if len(out) > 1 {
		out = append(out, folder+"-"+plain+"-"+extension)
	}
	return out
}

// note tells that the library holds a document now.
func (n naming) note(id, source string) { n.held[id] = source }

// holds tells whether the library has a document of an id.
func (n naming) holds(id string) bool {
	_, ok := n.held[id]
	return ok
}
