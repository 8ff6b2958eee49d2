package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
	"chuchu/rag/local"
	"chuchu/rag/postgres"
	"chuchu/rag/talk"
	"chuchu/server"
)

// A store is a database that holds all there is: documents, answers, what bots
// owe, records, and who does what alone.
type store interface {
	stacks
	talk.Keeper
	talk.Errands
	records
	leaser
	Close() error
}

// Stacks are a database's documents.
type stacks interface {
	rag.Store
	rag.Finder
	rag.Backlog
	rag.Notes
	// Outdated returns documents that an older version of the parser made.
	Outdated(ctx context.Context, n int) ([]rag.Ingest, error)
	// EmbeddedWhile keeps vectors as Embedded does, in one step with seeing that
	// a note has a value; it reports false, and keeps none, where it has another.
	EmbeddedWhile(ctx context.Context, note, value string, vectors []rag.Vector) (kept bool, err error)
}

// Records are what a store keeps beside a library and the answers in the
// making: conversations, feedback, files on their way in and out.
type records interface {
	talk.Archive
	talk.Judge
	server.Shelf
}

// A leaser tells one of those who share a store that it alone does what a name
// stands for, until the length is over; zero gives that back.
type leaser interface {
	Lease(ctx context.Context, name string, length time.Duration) (held bool, err error)
}

// A library is an open database, which has the vectors of one model, and what
// reads it.
type library struct {
	store
	embedder rag.Embedder // finds
	quoter   embedder     // chooses sentences: the embedded model, which never fails
	sends    string       // says where documents go to be embedded; "" for nowhere
	home     string       // the region of questions that name none
	reranker rag.Reranker // nil for none
	reranks  string       // says where passages go to be reranked; "" for nowhere
	without  rag.Without  // parts of finding that are switched off
}

// An origin is where a library is, and what it is read with.
type origin struct {
	path    databasePath
	stated  bool // by a flag or a variable
	embed   embedding
	find    finding
	without rag.Without
	getenv  environ
}

// open opens the database and the embedding model, which must be the one that
// the library has. Where nothing is there yet it makes an empty library.
func (o origin) open(ctx context.Context) (library, error) {
	l, err := o.openAny(ctx)
	if err != nil {
		return library{}, err
	}
	if err := o.agreed(ctx, &l); err != nil {
		return library{}, errors.Join(err, l.Close())
	}
	return l, nil
}

// openAny opens the database, whatever model it has, and leaves it without an embedder.
func (o origin) openAny(ctx context.Context) (library, error) {
	if o.path == "" {
		return library{}, errors.New("不知道资料库放在哪里，请用 --database 指明文件")
	}
	model, err := bge.Open()
	if err != nil {
		return library{}, err
	}
	kept, err := openStore(ctx, string(o.path))
	if err != nil {
		return library{}, err
	}
	return library{store: kept, quoter: newEmbedder(model)}, nil
}

// agreed gives a library the embedder that is stated and that it agrees with.
// A library without a model notes it.
func (o origin) agreed(ctx context.Context, l *library) error {
	noted, err := notedModel(ctx, l.store)
	if err != nil {
		return err
	}
	if err := agree(noted, o.embed.name()); err != nil {
		return err
	}
	if err := o.equip(ctx, l, noted); err != nil {
		return err
	}
	if kept, err := l.Note(ctx, noteEmbedding); err != nil || kept != "" {
		return err
	}
	note, err := noteOf(l.embedder.Model())
	if err != nil {
		return err
	}
	return l.SetNote(ctx, noteEmbedding, note)
}

// equip gives a library the reranker that is stated and the embedder, of whose
// model known is known.
func (o origin) equip(ctx context.Context, l *library, known rag.EmbeddingModel) (err error) {
	l.home, l.without = o.find.HomeRegion, o.without
	if l.reranker, l.reranks, err = o.find.reranker(o.getenv); err != nil {
		return err
	}
	config, err := o.embed.config(o.getenv)
	if err != nil {
		return err
	}
	if config.Model == "" {
		l.embedder = l.quoter
		return nil
	}
	l.sends = fmt.Sprintf(saySendsDocuments, config.Host(), config.Model)
	l.embedder, err = openEndpoint(ctx, config, known)
	return err
}

// openStore opens a file or a postgres:// URL.
func openStore(ctx context.Context, path string) (store, error) {
	if isPostgres(path) {
		kept, err := postgres.Open(ctx, path, slog.Default())
		if err != nil {
			return nil, fmt.Errorf("PostgreSQL 资料库打不开：%s", postgresCause(err))
		}
		return kept, nil
	}
	kept, err := local.Open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("%s 不能用作资料库（%s）；请用 --database 指明另一个文件", path, fileCause(err))
	}
	return kept, nil
}

// there tells whether a library that is only read has a place: a folder that was
// mistyped is not made.
func (o origin) there() error {
	if o.path == "" || !o.stated || isPostgres(string(o.path)) {
		return nil
	}
	if _, err := os.Stat(filepath.Dir(string(o.path))); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf(sayNoFile, o.path)
	}
	return nil
}

// openToRead is openSeeded for commands that only read.
func (o origin) openToRead(ctx context.Context) (library, error) {
	if err := o.there(); err != nil {
		return library{}, err
	}
	return o.openSeeded(ctx)
}

// isPostgres tells an address from a file.
func isPostgres(path string) bool {
	return strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://")
}

// openSeeded opens the library and loads the seeds if it never held a document.
// An endpoint embeds them later: nothing waits for it, or fails where it does.
func (o origin) openSeeded(ctx context.Context) (library, error) {
	l, err := o.open(ctx)
	if err != nil {
		return library{}, err
	}
	shipped := l.embedder
	if l.sends != "" {
		shipped = nil
	}
	if err := seed(ctx, l, shipped); err != nil {
		return library{}, errors.Join(fmt.Errorf("无法装入示例资料：%w", err), l.Close())
	}
	return l, nil
}

// answerer answers from the library, by quoting.
func (l library) answerer() *rag.Answerer {
	quotes := extract.Writer{Embedder: l.quoter, Reader: l.quoter}
	if l.without.Reading {
		quotes.Reader = nil
	}
	return &rag.Answerer{
		Library: l, Finder: l, Embedder: l.embedder, Writer: quotes,
		HomeRegion: l.home, Reranker: l.reranker, Without: l.without,
	}
}

// writing answers from the library with the model that is stated, if any, and
// tells what is sent where.
func (l library) writing(c chat, getenv environ) (a *rag.Answerer, sends string, err error) {
	a = l.answerer()
	a.Writer, a.Fallback, sends, err = c.writers(getenv, a.Writer)
	a.Model, _ = a.Writer.(rag.Model) // the same model words questions anew
	said := slices.DeleteFunc([]string{sends, l.reranks, l.sends}, func(s string) bool { return s == "" })
	if len(said) == 0 {
		said = []string{sayLocal}
	}
	return a, strings.Join(said, "；"), err
}
