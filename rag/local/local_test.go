package local

import (
	"path/filepath"
	"testing"

	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// openAt opens a library for the length of a test.
func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	ragtest.TestStore(t, func(t *testing.T) ragtest.Place {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		return func() ragtest.Store { return openAt(t, path) }
	})
}

// In memory there is one handle, which every caller shares.
func TestStoreInMemory(t *testing.T) {
	ragtest.TestStore(t, func(t *testing.T) ragtest.Place {
		s := openAt(t, Memory)
		return func() ragtest.Store { return s }
	})
}

func TestKeeper(t *testing.T) {
	ragtest.TestKeeper(t, func(t *testing.T) func() talk.Keeper {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		return func() talk.Keeper { return openAt(t, path) }
	})
}
