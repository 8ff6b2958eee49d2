package postgres

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/local"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// plant adds the five plans as they came, embedded.
func plant(tb testing.TB, s ragtest.Store) {
	tb.Helper()
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatal("the seeds are not there: ", err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		if _, _, err := rag.Add(context.Background(), s, filepath.Base(f), rag.Ingest{Raw: raw}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := rag.EmbedBacklog(context.Background(), s, ragtest.Embedder{}, nil); err != nil {
		tb.Fatal(err)
	}
}

var asked = []string{
	"赤坎区养老服务目标是什么", "海滨街的社零总额五年后目标是多少,比2020年的数高吗", "盐田和赤坎给PM2.5定的目标哪个更严",
	"盐田改造那40座市政公厕总共花多少万", "哪五条基本原则", "2025年", "區養老", "惠州", "没有的东西", "？",
}

// TestSameAsLocal holds the two stores to the same lists.
func TestSameAsLocal(t *testing.T) {
	embedded, err := local.Open(t.Context(), local.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer embedded.Close()
	s := openAt(t, newDatabase(t))
	plant(t, embedded)
	plant(t, s)
	for round := range 2 {
		sameDocuments(t, s, embedded)
		for _, q := range asked {
			sameFinds(t, s, embedded, q)
			sameSearch(t, s, embedded, q)
		}
		if round == 0 { // and once more with merged postings
			for i := range mergeOf {
				in := ragtest.Ingest(fmt.Sprint("more", i), strings.Repeat("养老服务目标。\n", i+1))
				for _, store := range []ragtest.Store{s, embedded} {
					if _, err := store.Replace(t.Context(), in); err != nil {
						t.Fatal(err)
					}
					embedAll(t, store, ragtest.Embedder{})
				}
			}
			if err := s.mergeAll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func sameDocuments(t *testing.T, a, b ragtest.Store) {
	t.Helper()
	da, err := a.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	db, err := b.Documents(t.Context())
	if err != nil || !reflect.DeepEqual(da, db) {
		t.Errorf("documents\n got %+v\nwant %+v, %v", da, db, err)
	}
	for _, d := range da {
		wa, errA := a.Read(t.Context(), d.ID)
		wb, errB := b.Read(t.Context(), d.ID)
		if errA != nil || errB != nil || !reflect.DeepEqual(wa, wb) {
			t.Errorf("%s is another: %v, %v", d.ID, errA, errB)
		}
	}
}

func sameFinds(t *testing.T, a, b ragtest.Store, q string) {
	t.Helper()
	terms := bm25.Distinct(bm25.Terms(q))
	for _, scope := range []rag.Scope{
		{}, {Documents: []string{"chikan", "haibin"}}, {Documents: []string{"yantian"}, Chunks: []rag.Key{{Document: "chikan", Number: 7}, {Document: "chikan", Number: 7}, {Document: "haigang"}}},
	} {
		for _, limit := range []int{0, 1, 20, 200} {
			ma, errA := a.Match(t.Context(), terms, scope, limit)
			mb, errB := b.Match(t.Context(), terms, scope, limit)
			if errA != nil || errB != nil || fmt.Sprint(ma) != fmt.Sprint(mb) {
				t.Errorf("match %s in %v, at most %d\n got %v, %v\nwant %v, %v", q, scope, limit, ma, errA, mb, errB)
			}
			na, errA := a.Near(t.Context(), ragtest.Vector(q), scope, limit)
			nb, errB := b.Near(t.Context(), ragtest.Vector(q), scope, limit)
			if errA != nil || errB != nil || fmt.Sprint(na) != fmt.Sprint(nb) {
				t.Errorf("near %s in %v, at most %d: %d and %d neighbours, %v, %v", q, scope, limit, len(na), len(nb), errA, errB)
			}
		}
	}
}

func sameSearch(t *testing.T, a, b ragtest.Store, q string) {
	t.Helper()
	search := func(s ragtest.Store) []rag.Passage {
		answerer := rag.Answerer{Library: s, Finder: s, Embedder: ragtest.Embedder{}, Writer: &ragtest.Writer{}}
		found, err := answerer.Search(t.Context(), rag.Question{Text: q}, 20)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if fa, fb := search(a), search(b); !reflect.DeepEqual(fa, fb) {
		t.Errorf("%s: the stores find differently", q)
	}
}

// A library is what a program holds that does not care which store it has.
type library interface {
	ragtest.Store
	talk.Keeper
	Outdated(ctx context.Context, n int) ([]rag.Ingest, error)
	Close() error
}

// Both stores are one. Renew is not part of it: each returns a type of its own,
// which is a rag.Backlog with Switch.
var _, _ library = (*Store)(nil), (*local.Store)(nil)
