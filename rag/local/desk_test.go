package local

import (
	"path/filepath"
	"testing"

	"chuchu/rag/ragtest"
)

func TestArchive(t *testing.T) {
	ragtest.TestArchive(t, func(t *testing.T) func() ragtest.Records {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		return func() ragtest.Records { return openAt(t, path) }
	})
}

func TestDesk(t *testing.T) {
	ragtest.TestDesk(t, func(t *testing.T) func() ragtest.Desk {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		return func() ragtest.Desk { return openAt(t, path) }
	})
}

// In memory there is one connection, which all share.
func TestDeskInMemory(t *testing.T) {
	ragtest.TestDesk(t, func(t *testing.T) func() ragtest.Desk {
		s := openAt(t, Memory)
		return func() ragtest.Desk { return s }
	})
}
