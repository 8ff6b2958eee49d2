package desk_test

import (
	"testing"

	"chuchu/rag/desk"
)

func TestFlags(t *testing.T) {
	for want, u := range []desk.Upload{{}, {Replace: true}, {English: true}, {Replace: true, English: true}} {
		var got desk.Upload
		got.SetFlags(u.Flags())
		if u.Flags() != want || got.Replace != u.Replace || got.English != u.English {
			t.Errorf("%d of %+v, read as %+v", u.Flags(), u, got)
		}
	}
}
