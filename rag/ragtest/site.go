package ragtest

import (
	"context"
	"testing"

	"chuchu/rag"
)

// A Site is a library that other processes open too.
type Site struct {
	Name  string                                                                         // by which another process opens it
	Open  func(t *testing.T) Handle                                                      // one more handle, which is closed when t ends
	Renew func(ctx context.Context, s Handle, model string) (rag.Backlog, Switch, error) // Store.Renew and its Switch
	Sound func(t *testing.T, s Handle)                                                   // expects that what the library keeps fits together
	Lapse func(t *testing.T, s Handle)                                                   // ends a dead process's claims, as time would
	Age   func(t *testing.T, s Handle, ids []string)                                     // has documents be as an older parser left them
}

// A Switch is the method of that name of a store's Renewal.
type Switch func(ctx context.Context, note, value string) (bool, error)

// A Handle is all that a store offers to the program beside a talk.Keeper, and
// but for Renew.
type Handle interface {
	Store
	Outdated(ctx context.Context, n int) ([]rag.Ingest, error)
	EmbeddedWhile(ctx context.Context, note, value string, vectors []rag.Vector) (bool, error)
	Close() error
}

// TestSite runs the suite of what happens in a library's life: processes beside
// each other, some of which are killed, other models and other parsers. Each
// test gets a site of its own. The test's program must call Main.
func TestSite(t *testing.T, site func(t *testing.T) Site) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, site Site)
	}{
		{"another process", testAnotherProcess},
		{"open together", testOpenTogether},
		{"killed", testKilled},
		{"renewal", testRenewal},
		{"vectors while a note stands", testEmbeddedWhile},
		{"outdated", testOutdated},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, site(t)) })
	}
}
