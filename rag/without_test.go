package rag

import "testing"

func TestSwitch(t *testing.T) {
	var w Without
	for _, part := range []string{"words", "meaning", "second", "around", "places", "sides", "sections", "history", "pinyin", "typos", "rewriting", "reading"} {
		before := w
		if err := w.Switch(part); err != nil || w == before {
			t.Errorf("%s: %v, %+v", part, err, w)
		}
	}
	if w != (Without{true, true, true, true, true, true, true, true, true, true, true, true}) {
		t.Errorf("not all is off: %+v", w)
	}
	if err := w.Switch("nothing"); err == nil {
		t.Error("an unknown part is switched off")
	}
}
