package local

import (
	"path/filepath"
	"testing"

	"chuchu/rag/ragtest"
)

func TestErrands(t *testing.T) {
	ragtest.TestErrands(t, func(t *testing.T) func() ragtest.Office {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		return func() ragtest.Office { return openAt(t, path) }
	})
}
