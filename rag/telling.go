package rag

import (
	"context"
	"log/slog"
	"strings"
)

// A telling takes a writer's sentences into a draft and tells what came of them.
type telling struct {
	ctx  context.Context
	d    *draft
	tell func(Event) bool
	told int // bytes of the draft's text that events have carried
}

// take checks sentences one after the other; false means that nobody listens.
// With the first that stands the check whole, what is left of those before it
// is told as well.
func (t *telling) take(sentences ...string) bool {
	for _, s := range sentences {
		if t.d.begin(s) && !t.rest() {
			return false
		}
		checked, ok := t.add(s)
		if ok && !t.checked(checked) || !ok && checked.Problem != "" && !t.tell(Dropped{checked.Problem}) {
			return false
		}
	}
	return true
}

// end takes what was worked out from figures that came behind it.
func (t *telling) end() bool {
	t.d.patient = false
	return t.take(t.d.sums...)
}

// rest takes what is left of sentences that did not stand the check; that they
// were dropped was told before.
func (t *telling) rest() bool {
	t.d.begun = true
	for _, s := range t.d.before() {
		if checked, ok := t.add(s); ok && !t.checked(checked) {
			return false
		}
	}
	return true
}

// add is the draft's, with its time noted.
func (t *telling) add(sentence string) (Sentence, bool) {
	_, verified := Step(t.ctx, "verify")
	checked, ok := t.d.add(sentence)
	verified(nil, slog.String("problem", checked.Problem))
	return checked, ok
}

// checked tells a sentence, with the layout in front of it.
func (t *telling) checked(s Sentence) bool {
	text := t.d.text.String()[t.told:]
	at := strings.LastIndex(text, s.Text)
	t.told += at + len(s.Text)
	return t.tell(Checked{s, text[:at]})
}

// remains is a draft with what is left of its writer's sentences, none of which
// stood the check whole.
func (d *draft) remains(ctx context.Context, tell func(Event) bool) (*draft, error) {
	t := telling{ctx: ctx, d: d, tell: tell, told: d.text.Len()}
	if !t.rest() {
		return nil, errStopped
	}
	return d, ctx.Err()
}
