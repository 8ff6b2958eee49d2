package rag

import "testing"

// A follow-up is answered where the question before was, unless another
// document's chunk is much better.
func TestWhatIsAskedNextStaysInTheDocument(t *testing.T) {
	f := followed{document: "a", chunks: []Key{key("a", 3)}}
	hits := []hit{{key: key("b", 0), score: 0.62}, {key: key("a", 9), score: 0.55}, {key: key("a", 4), score: 0.54}, {key: key("b", 1), score: 0.9}}
	f.keep(hits)
	for i, want := range []Key{key("b", 1), key("a", 4), key("a", 9), key("b", 0)} {
		if hits[i].key != want {
			t.Errorf("place %d: %v, want %v", i, hits[i].key, want)
		}
		if hits[i].score > 1 {
			t.Errorf("%v scores %v", hits[i].key, hits[i].score)
		}
	}
	same := []hit{{key: key("b", 0), score: 0.5}}
	followed{}.keep(same)
	if same[0].score != 0.5 {
		t.Errorf("nothing was asked before, and a score is %v", same[0].score)
	}
}

func TestNearTheAnswerBefore(t *testing.T) {
	f := followed{document: "a", chunks: []Key{key("a", 10)}}
	for k, want := range map[Key]bool{key("a", 8): true, key("a", 12): true, key("a", 13): false, key("a", 7): false, key("b", 10): false} {
		if got := f.near(k); got != want {
			t.Errorf("%v is near: %v", k, got)
		}
	}
}
