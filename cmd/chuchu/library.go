package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
	"chuchu/rag/local"
)

// A library is an open database and what reads it.
type library struct {
	*local.Store
	embedder rag.Embedder
}

// openLibrary opens the database and the embedding model. Where nothing is
// there yet it makes an empty library.
func openLibrary(ctx context.Context, path databasePath) (library, error) {
	switch {
	case path == "":
		return library{}, errors.New("不知道资料库放在哪里，请用 --database 指明文件")
	case strings.HasPrefix(string(path), "postgres"):
		return library{}, errors.New("这个版本还不能使用 PostgreSQL，请用 --database 指明一个文件")
	}
	model, err := bge.Open()
	if err != nil {
		return library{}, err
	}
	kept, err := local.Open(ctx, string(path))
	if err != nil {
		return library{}, fmt.Errorf("%s 不能用作资料库（%s）；请用 --database 指明另一个文件", path, cause(err))
	}
	return library{kept, embedder{model}}, nil
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

// cause says why a file is no library.
func cause(err error) string {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return explain(err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		return "不是数据库文件"
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return "打不开或不能写入"
	case lib.SQLITE_BUSY:
		return "正被别的程序占用"
	}
	return explain(err)
}
