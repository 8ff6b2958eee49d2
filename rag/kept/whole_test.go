package kept_test

import (
	"reflect"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/kept"
)

// TestWhole has a document come back with every field there is.
func TestWhole(t *testing.T) {
	in := rag.Ingest{Plan: filled[chunk.Plan](), Given: filled[chunk.Meta](), Example: true, Raw: []byte("raw\x00")}
	if got := through(t, kept.OfIngest(in)).Ingest(in.Raw); !reflect.DeepEqual(got, in) {
		t.Errorf("\n got %+v\nwant %+v", got, in)
	}
	if got := through(t, kept.OfIngest(rag.Ingest{})).Ingest(nil); !reflect.DeepEqual(got, rag.Ingest{}) {
		t.Errorf("of nothing: %+v", got)
	}
}
