package talk

import (
	"testing"
	"testing/synctest"
	"time"
)

// A hinting memory hints at whatever is kept.
type hinting struct {
	*memory
	hints chan struct{}
	over  bool
}

// Hints implements Hinter.
func (h *hinting) Hints(string) (<-chan struct{}, func()) {
	return h.hints, func() { h.over = true }
}

// TestHints: a hint brings records before the next poll would, and polls bring
// what nobody hinted at.
func TestHints(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hinting{memory: &memory{}, hints: make(chan struct{}, 1)}
		begun := time.Now()
		run := Run{AnswerID: "a", ConversationID: "c", Owner: "o", Started: begun}
		if err := h.Begin(t.Context(), run, begun.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		keep := func(seq int, kind string) {
			if _, err := h.Append(t.Context(), "a", []Record{{Seq: seq, Type: kind, Data: []byte("{}")}}, begun.Add(time.Minute)); err != nil {
				t.Error(err)
			}
		}
		hinted := pollEvery / 4
		time.AfterFunc(hinted, func() { keep(1, "delta"); h.hints <- struct{}{} })
		time.AfterFunc(hinted+1, func() { keep(2, Failed) })
		var came []time.Duration
		for _, err := range newRunner(h, nil).Events(t.Context(), "o", "a", 0) {
			if err != nil {
				t.Fatal(err)
			}
			came = append(came, time.Since(begun))
		}
		if len(came) != 2 || came[0] != hinted || came[1] != pollEvery || !h.over {
			t.Errorf("records came after %v; over: %v", came, h.over)
		}
	})
}
