package openai

import (
	"regexp"
	"strings"
)

// An opening holds back the beginning of an answer while it may be thinking
// that only a lone </think> will tell apart. An answer's first sentence cites
// a passage, thinking begins without: once the first sentence has a marker the
// text flows, else it is kept until the </think> or the end.
type opening struct {
	kept    strings.Builder
	judged  bool // the first sentence has no marker
	thought bool // thinking is over: the rest is answer
	flows   bool // some has passed
}

// firstMarks finds the full stop of a first sentence, a marker, or the two together.
var firstMarks = regexp.MustCompile(`[。！？]\s*(?:[^\s]|$)|[\[【［](?:资料|段落|来源|出处|\^)?\s*[0-9０-９]`)

// push adds a piece and returns what may pass.
func (o *opening) push(text string) string {
	if o.flows {
		return text
	}
	o.kept.WriteString(text)
	if o.thought || !o.judged && o.cites() {
		return o.flush()
	}
	return ""
}

// cites tells whether the first sentence of what is kept has a marker, in it
// or right behind it.
func (o *opening) cites() bool {
	mark := firstMarks.FindString(o.kept.String())
	next := strings.TrimSpace(strings.TrimLeft(mark, "。！？"))
	if next == "" {
		return false // what follows decides
	}
	o.judged = !strings.ContainsAny(next, "[【［")
	return !o.judged
}

// restart forgets what was kept. It reports false when some has passed already.
func (o *opening) restart() bool {
	o.kept.Reset()
	o.thought = true
	return !o.flows
}

// flush returns what is kept, without the blanks in front.
func (o *opening) flush() string {
	text := strings.TrimLeft(o.kept.String(), " \r\n\t\u3000")
	o.kept.Reset()
	o.flows = o.flows || text != ""
	return text
}
