package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/bge"
)

func TestLately(t *testing.T) {
	l := newLately()
	l.add([]string{"甲", strings.Repeat("长", latelyBytes)}, [][]float32{{1}, {2}})
	vectors := [][]float32{nil, nil, {9}}
	lacking := l.fill(vectors, []string{"甲", strings.Repeat("长", latelyBytes), "甲"})
	if !slices.Equal(lacking, []int{1}) || vectors[0][0] != 1 || vectors[2][0] != 9 {
		t.Errorf("lacks %v, has %v", lacking, vectors)
	}
	for i := range 4 * latelyTexts {
		l.add([]string{fmt.Sprint(i)}, [][]float32{{0}})
		if i%latelyTexts == 0 && len(l.fill([][]float32{nil}, []string{"甲"})) > 0 {
			t.Fatalf("what is asked for is forgotten after %d others", i)
		}
	}
	if held := len(l.young) + len(l.old); held > 2*latelyTexts {
		t.Errorf("holds %d texts", held)
	}
	if len(l.fill([][]float32{nil}, []string{"0"})) == 0 {
		t.Error("what nobody asked for is not forgotten")
	}
}

// What is remembered is what the model gives, in its place.
func TestEmbedderRemembers(t *testing.T) {
	model, err := bge.Open()
	if err != nil {
		t.Fatal(err)
	}
	e, fresh := newEmbedder(model), newEmbedder(model)
	for _, texts := range [][]string{{"养老"}, {"托育", "养老", "托育"}, {"养老", "教育"}} {
		for _, use := range []rag.Use{rag.ForQuery, rag.ForPassage} {
			got, err := e.Embed(t.Context(), use, texts)
			if err != nil {
				t.Fatal(err)
			}
			for i, text := range texts {
				want, err := fresh.Embed(t.Context(), use, []string{text})
				if err != nil || !slices.Equal(got[i], want[0]) {
					t.Errorf("%s: another vector, %v", text, err)
				}
				fresh.lately = newLately()
			}
		}
	}
}
