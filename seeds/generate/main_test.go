package main

import (
	"testing"

	"chuchu/rag/bge"
	"chuchu/seeds"
)

// A chunk without a shipped vector would be embedded on every fresh machine's
// first start.
func TestEverySeedChunkHasVector(t *testing.T) {
	texts, err := searchTexts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, text := range texts {
		if v := seeds.Vector(bge.Name, text); len(v) != bge.Dimensions {
			missing++
			t.Logf("no vector: %.40q", text)
		}
	}
	if missing > 0 || len(texts) == 0 {
		t.Errorf("%d of %d chunks have no vector: run make generate", missing, len(texts))
	}
}
