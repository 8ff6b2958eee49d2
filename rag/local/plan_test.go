package local

import (
	"strings"
	"testing"
)

// TestQueryPlans holds the queries that run often to their indexes: none may
// look at every row of a table that grows.
func TestQueryPlans(t *testing.T) {
	s := openAt(t, Memory)
	for name, query := range map[string]string{
		"changed":  strings.Replace(changedSince, "?", "5", 1),
		"pending":  `SELECT c.document FROM chunk c JOIN document d ON d.id = c.document WHERE c.vector IS NULL ORDER BY c.document, c.number LIMIT 32`,
		"lapsed":   `SELECT answer FROM run WHERE ended IS NULL AND lease < 5`,
		"over":     `SELECT answer FROM run WHERE ended < 5 AND forgotten = 0`,
		"runs":     runColumns + `WHERE r.conversation = 'c' AND r.owner = 'o' ORDER BY r.started, r.answer`,
		"vectors":  `SELECT document, number, vector FROM chunk WHERE vector IS NOT NULL AND generation > 5`,
		"length":   `SELECT length(vector) / 2 FROM chunk WHERE vector IS NOT NULL AND generation >= 0 LIMIT 1`,
		"document": `SELECT count(*) FROM chunk WHERE document = 'a' AND vector IS NULL`,
	} {
		rows, err := s.read.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "chunk_pending") || strings.Contains(step, "TEMP B-TREE") {
				t.Errorf("%s: %s", name, step)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
