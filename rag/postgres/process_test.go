package postgres

import (
	"context"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

func TestMain(m *testing.M) {
	ragtest.Main(m, func(ctx context.Context, url string) (ragtest.Handle, error) {
		return Open(ctx, url, slog.New(slog.DiscardHandler))
	})
}

func TestSite(t *testing.T) {
	ragtest.TestSite(t, func(t *testing.T) ragtest.Site {
		url := newDatabase(t)
		return ragtest.Site{
			Name: url,
			Open: func(t *testing.T) ragtest.Handle { return openAt(t, url) },
			Renew: func(ctx context.Context, s ragtest.Handle, model string) (rag.Backlog, ragtest.Switch, error) {
				r, err := s.(*Store).Renew(ctx, model)
				return r, r.Switch, err
			},
			Sound: func(t *testing.T, s ragtest.Handle) { expectSound(t, s.(*Store)) },
			Lapse: func(t *testing.T, s ragtest.Handle) { forgetClaims(t, s.(*Store)) },
			Age: func(t *testing.T, s ragtest.Handle, ids []string) {
				execAt(t, url, `UPDATE chuchu.document SET parser = $1 WHERE id = ANY ($2)`, chunk.Version-1, ids)
			},
		}
	})
}

// forgetClaims is what a minute does to a dead process's claims.
func forgetClaims(t *testing.T, s *Store) {
	t.Helper()
	if _, err := s.pool.Exec(t.Context(), `UPDATE backlog SET until = now() - interval '1 second' WHERE until IS NOT NULL`); err != nil {
		t.Fatal(err)
	}
}

// embedAll embeds a backlog.
func embedAll(t *testing.T, b rag.Backlog, e rag.Embedder) {
	t.Helper()
	if err := rag.EmbedBacklog(t.Context(), b, e, nil); err != nil {
		t.Fatal(err)
	}
}

// expectSound looks for rows that do not fit together.
func expectSound(t *testing.T, s *Store) {
	t.Helper()
	for what, query := range map[string]string{
		"documents with another number of chunks": `SELECT count(*) FROM document d WHERE chunks <> (SELECT count(*) FROM chunk c WHERE c.key = d.key)`,
		"documents without content":               `SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.key = d.key)`,
		"chunks neither embedded nor pending":     `SELECT count(*) FROM chunk c JOIN document d USING (key) CROSS JOIN vectorset v WHERE NOT EXISTS (SELECT 1 FROM embedding e WHERE e.key = c.key AND e.vectorset = v.id AND e.digest = c.digest) AND NOT EXISTS (SELECT 1 FROM backlog b WHERE b.document = d.id AND b.vectorset = v.id AND b.number = c.number)`,
		"chunks both embedded and pending":        `SELECT count(*) FROM backlog b JOIN document d ON d.id = b.document JOIN chunk c ON c.key = d.key AND c.number = b.number JOIN embedding e ON e.key = c.key AND e.vectorset = b.vectorset AND e.digest = c.digest`,
		"vectors of no chunk":                     `SELECT count(*) FROM embedding e WHERE NOT EXISTS (SELECT 1 FROM chunk c WHERE c.key = e.key AND c.digest = e.digest)`,
		"pending chunks that are not there":       `SELECT count(*) FROM backlog b WHERE NOT EXISTS (SELECT 1 FROM chunk c JOIN document d USING (key) WHERE d.id = b.document AND c.number = b.number)`,
		"versions in no or two segments":          `SELECT count(*) FROM document d WHERE 1 <> (SELECT count(*) FROM segment g WHERE d.serial = ANY (g.serials))`,
		"postings of no segment":                  `SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM segment g WHERE g.id = p.segment)`,
		"segments with other sizes":               `SELECT count(*) FROM segment g WHERE bytes <> (SELECT coalesce(sum(length(data)), 0) FROM posting p WHERE p.segment = g.id)`,
		"a wrong number of chunks":                `SELECT count(*) FROM library WHERE chunks <> (SELECT count(*) FROM chunk)`,
	} {
		var n int
		err := s.look(t.Context(), func(ctx context.Context, tx pgx.Tx) error { return tx.QueryRow(ctx, query).Scan(&n) })
		if err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
}
