package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
	"chuchu/rag/local"
	"chuchu/rag/postgres"
	"chuchu/rag/talk"
)

// A store is a database that holds all that a library keeps.
type store interface {
	rag.Store
	rag.Finder
	rag.Backlog
	rag.Notes
	talk.Keeper
	Close() error
}

// A library is an open database and what reads it.
type library struct {
	store
	embedder rag.Embedder
}

// openLibrary opens the database and the embedding model. Where nothing is
// there yet it makes an empty library.
func openLibrary(ctx context.Context, path databasePath) (library, error) {
	if path == "" {
		return library{}, errors.New("不知道资料库放在哪里，请用 --database 指明文件")
	}
	model, err := bge.Open()
	if err != nil {
		return library{}, err
	}
	kept, err := openStore(ctx, string(path))
	if err != nil {
		return library{}, err
	}
	return library{kept, embedder{model}}, nil
}

// openStore opens a file or a postgres:// URL.
func openStore(ctx context.Context, path string) (store, error) {
	if strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://") {
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

// openSeeded opens the library and loads the seeds if it never held a document.
func openSeeded(ctx context.Context, path databasePath) (library, error) {
	l, err := openLibrary(ctx, path)
	if err != nil {
		return library{}, err
	}
	if err := seed(ctx, l, l.embedder); err != nil {
		return library{}, errors.Join(fmt.Errorf("无法装入示例资料：%w", err), l.Close())
	}
	return l, nil
}

// answerer answers from the library, by quoting.
func (l library) answerer() *rag.Answerer {
	return &rag.Answerer{Library: l, Finder: l, Embedder: l.embedder, Writer: extract.Writer{Embedder: l.embedder}}
}

// writing answers from the library with the model that is stated, if any, and
// tells where it sends what it reads.
func (l library) writing(c chat, getenv environ) (a *rag.Answerer, sends string, err error) {
	a = l.answerer()
	a.Writer, a.Fallback, sends, err = c.writers(getenv, a.Writer)
	return a, sends, err
}
