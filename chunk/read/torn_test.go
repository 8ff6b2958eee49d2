package read_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk/read"
)

// tear changes bits, takes stretches out and puts others in twice.
func tear(r *rand.Rand, raw []byte) []byte {
	for range 1 + r.IntN(5) {
		if len(raw) == 0 {
			break
		}
		switch i := r.IntN(len(raw)); r.IntN(3) {
		case 0:
			raw[i] ^= 1 << r.IntN(8)
		case 1:
			raw = append(raw[:i:i], raw[min(len(raw), i+r.IntN(50)):]...)
		case 2:
			raw = append(raw[:i:i], append(raw[max(0, i-100):i:i], raw[i:]...)...)
		}
	}
	return raw
}

// TestTornFiles: real files that were damaged are read or refused with a reason,
// with pdftotext and without.
func TestTornFiles(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, mode := range []string{"pdftotext", "own"} {
		if mode == "own" {
			t.Setenv("PATH", t.TempDir())
		}
		for _, name := range []string{"features.docx", "haibin-table.xlsx", "haibin.html", "scan.pdf", "locked.pdf", "old.doc", "policy.pdf"} {
			whole := sampleOf(t, name)
			for range 12 {
				got, err := read.File(t.Context(), name, tear(r, []byte(whole)))
				switch {
				case err != nil && (read.Reason(err) == "" || !errors.Is(err, read.ErrUnsupported) && !errors.Is(err, read.ErrUnreadable)):
					t.Errorf("%s: %v has no reason", name, err)
				case err == nil && (!utf8.ValidString(got.Text) || strings.TrimSpace(got.Text) == ""):
					t.Errorf("%s: %.60q", name, got.Text)
				}
			}
		}
	}
}
