package local

import (
	"context"
	"path/filepath"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

func TestMain(m *testing.M) {
	ragtest.Main(m, func(ctx context.Context, path string) (ragtest.Handle, error) { return Open(ctx, path) })
}

func TestSite(t *testing.T) {
	ragtest.TestSite(t, func(t *testing.T) ragtest.Site {
		path := filepath.Join(t.TempDir(), "new", "chuchu.db")
		return ragtest.Site{
			Name: path,
			Open: func(t *testing.T) ragtest.Handle { return openAt(t, path) },
			Renew: func(ctx context.Context, s ragtest.Handle, model string) (rag.Backlog, ragtest.Switch, error) {
				r, err := s.(*Store).Renew(ctx, model)
				return r, r.Switch, err
			},
			Sound: func(t *testing.T, s ragtest.Handle) { expectSound(t, s.(*Store)) },
			Lapse: func(*testing.T, ragtest.Handle) {}, // nobody claims anything
			Age: func(t *testing.T, s ragtest.Handle, ids []string) {
				for _, id := range ids {
					if _, err := s.(*Store).write.ExecContext(t.Context(), `UPDATE document SET parser = ? WHERE id = ?`, chunk.Version-1, id); err != nil {
						t.Fatal(err)
					}
				}
			},
		}
	})
}

// expectSound asks SQLite whether the file is as it should be.
func expectSound(t *testing.T, s *Store) {
	t.Helper()
	for query, want := range map[string]string{
		`SELECT * FROM pragma_integrity_check`:                                                                      "ok",
		`SELECT count(*) FROM pragma_foreign_key_check`:                                                             "0",
		`SELECT count(*) FROM content WHERE document NOT IN (SELECT id FROM document)`:                              "0",
		`SELECT count(*) FROM document WHERE chunks != (SELECT count(*) FROM chunk WHERE document = id)`:            "0",
		`SELECT count(*) FROM document WHERE id NOT IN (SELECT document FROM change)`:                               "0",
		`SELECT count(*) FROM chunk WHERE (vector IS NULL) != (generation IS NULL)`:                                 "0",
		`SELECT max(count(DISTINCT length(vector)) - 1, 0) FROM chunk`:                                              "0",
		`SELECT count(*) FROM image_part WHERE image NOT IN (SELECT id FROM image)`:                                 "0",
		`SELECT count(*) FROM image WHERE parts != (SELECT count(*) FROM image_part WHERE image = id)`:              "0",
		`SELECT count(*) FROM renewal WHERE NOT EXISTS (SELECT 1 FROM note WHERE key = 'renewing' AND value != '')`: "0",
		`SELECT count(*) FROM library, change WHERE library.generation < change.generation`:                         "0",
		`SELECT count(*) FROM library, chunk WHERE library.generation < chunk.generation`:                           "0",
	} {
		var got string
		if err := s.read.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", query, got, err, want)
		}
	}
}
