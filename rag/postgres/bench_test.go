package postgres

import (
	"context"
	"log/slog"
	"testing"

	"chuchu/rag/bge"
	"chuchu/rag/ragtest"
)

func BenchmarkSearch(b *testing.B) {
	m, err := bge.Open()
	if err != nil {
		b.Fatal(err)
	}
	ragtest.BenchmarkSearch(b, ragtest.Bench{
		Embed: m.Embed, Instruction: bge.QueryInstruction,
		Settle: func(b *testing.B, s ragtest.Handle) { settle(b, s.(*Store)) },
		Place: func(b *testing.B) func() ragtest.Handle {
			there := newDatabase(b)
			return func() ragtest.Handle {
				s, err := Open(b.Context(), there, slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				return s
			}
		},
	})
}

// settle merges postings and builds the index of vectors, or waits until upkeep has.
func settle(b *testing.B, s *Store) {
	for ready := false; !ready; {
		for name, do := range map[string]func(context.Context) error{"merge": s.mergeAll, "index": s.index} {
			if err := s.underLease(b.Context(), name, do); err != nil {
				b.Fatal(err)
			}
		}
		st, err := s.stateNow(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		ready = st.hnsw || st.chunks < int64(s.threshold)
	}
	logSizes(b, s)
}

// logSizes tells how large the tables are.
func logSizes(b *testing.B, s *Store) {
	rows, err := s.pool.Query(b.Context(), `SELECT relname, pg_total_relation_size(oid) / 1000000.0, pg_relation_size(oid) / 1000000.0, reltuples::bigint
		FROM pg_class WHERE relkind = 'r' AND relnamespace = 'chuchu'::regnamespace AND pg_total_relation_size(oid) > 1000000 ORDER BY 2 DESC`)
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		var name string
		var all, heap float64
		var n int64
		if err := rows.Scan(&name, &all, &heap, &n); err != nil {
			b.Fatal(err)
		}
		b.Logf("%-10s %7.1f MB, %.1f of it rows, %d rows", name, all, heap, n)
	}
}

func BenchmarkReplace(b *testing.B) { ragtest.BenchmarkReplace(b, openAt(b, newDatabase(b))) }
