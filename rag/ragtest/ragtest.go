// Package ragtest has fakes of what rag needs, and the suite that every store
// must pass.
//
// A store's own test makes places and hands them to the suite:
//
//	func TestStore(t *testing.T) {
//		ragtest.TestStore(t, func(t *testing.T) ragtest.Place {
//			path := filepath.Join(t.TempDir(), "chuchu.db")
//			return func() ragtest.Store { return open(t, path) }
//		})
//	}
//
// Library is the simplest thing that finds: it looks at everything, and the
// suite expects of a store what Library finds.
package ragtest

import "chuchu/rag"

// A Store is all that a library keeps of documents.
type Store interface {
	rag.Store
	rag.Finder
	rag.Backlog
	rag.Notes
}

// A Place is an empty library. Each call opens one more handle on it, as
// another process would; the test that made the place closes them.
type Place func() Store
