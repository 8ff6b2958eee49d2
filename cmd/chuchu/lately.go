package main

import "sync"

const (
	latelyTexts = 2048 // a vector is 2 KB; at most twice as many are held
	latelyBytes = 900  // a longer text is no sentence, and hardly comes again
)

// A lately holds the vectors of sentences and questions that were embedded
// last: an answer embeds its question twice, and what it may quote was most
// often weighed for another answer before. A text has one vector, so nobody can
// tell. The zero value is not ready; see newLately.
type lately struct {
	mu         sync.Mutex
	young, old map[string][]float32
}

func newLately() *lately { return &lately{young: make(map[string][]float32)} }

// fill sets the vectors that are nil and known, and returns where one is still lacking.
func (l *lately) fill(vectors [][]float32, texts []string) (lacking []int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, text := range texts {
		if vectors[i] != nil {
			continue
		}
		v, found := l.young[text]
		if !found {
			if v = l.old[text]; v != nil {
				l.keep(text, v)
			}
		}
		if vectors[i] = v; v == nil {
			lacking = append(lacking, i)
		}
	}
	return lacking
}

// add takes what was computed.
func (l *lately) add(texts []string, vectors [][]float32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, text := range texts {
		if len(text) <= latelyBytes {
			l.keep(text, vectors[i])
		}
	}
}

// keep makes a text young. When there are many, those that nobody asked for
// since the last time are forgotten.
func (l *lately) keep(text string, vector []float32) {
	if len(l.young) >= latelyTexts {
		l.young, l.old = make(map[string][]float32), l.young
	}
	l.young[text] = vector
}
