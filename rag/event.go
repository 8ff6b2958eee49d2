package rag

// An Event is a step of an answer as it is made: Rewritten, Retrieved, any
// number of Delta, Checked and Dropped, and Finished last. An error of the iterator ends
// it without Finished.
type Event interface{ event() }

type (
	// Rewritten carries the question as it stands without its history.
	Rewritten struct{ Query string }
	// Retrieved carries the passages, best first.
	Retrieved struct{ Passages []Passage }
	// Delta is a piece of text that nothing has checked yet.
	Delta struct{ Text string }
	// Checked is a whole sentence that was held against its sources. Before is
	// the layout in front of it, line breaks and the like: put together they are
	// the text of the answer, unless another writer has to begin anew.
	Checked struct {
		Sentence Sentence
		Before   string
	}
	// Dropped tells that a sentence did not stand the check, and why. It is for
	// those who count: what it said is nobody's to see.
	Dropped struct{ Problem string }
	// Finished carries the whole checked answer, which replaces all before.
	Finished struct{ Answer Answer }
)

func (Rewritten) event() {}
func (Retrieved) event() {}
func (Delta) event()     {}
func (Checked) event()   {}
func (Dropped) event()   {}
func (Finished) event()  {}
