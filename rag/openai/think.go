package openai

import "strings"

// Marks around what a model thinks.
const (
	thinkOpen  = "<think>"
	thinkClose = "</think>"
)

// A thinker takes the thinking out of text that comes in pieces, wherever the
// pieces are cut.
type thinker struct {
	rest   string
	inside bool
	closed bool // a </think> has come
}

// push adds a piece. It returns what is certain not to be thinking; restart
// means that all returned before was thinking after all: a lone </think> came,
// and text is what followed it.
func (t *thinker) push(piece string) (text string, restart bool) {
	t.rest += piece
	var out strings.Builder
	for {
		open, end := strings.Index(t.rest, thinkOpen), strings.Index(t.rest, thinkClose)
		switch {
		case t.inside && end < 0:
			t.rest = held(t.rest, thinkClose)
			return out.String(), restart
		case end >= 0 && (t.inside || open < 0 || end < open):
			if !t.inside {
				restart = true
				out.Reset()
			}
			t.inside, t.closed, t.rest = false, true, t.rest[end+len(thinkClose):]
		case open >= 0:
			out.WriteString(t.rest[:open])
			t.inside, t.rest = true, t.rest[open+len(thinkOpen):]
		default:
			keep := held(t.rest, thinkOpen)
			if k := held(t.rest, thinkClose); len(k) > len(keep) {
				keep = k
			}
			out.WriteString(strings.TrimSuffix(t.rest, keep))
			t.rest = keep
			return out.String(), restart
		}
	}
}

// flush returns what is left: the beginning of a mark that did not come.
func (t *thinker) flush() string {
	if t.inside {
		return ""
	}
	return t.rest
}

// held is the longest end of text that mark may begin with.
func held(text, mark string) string {
	for n := min(len(mark)-1, len(text)); n > 0; n-- {
		if strings.HasSuffix(text, mark[:n]) {
			return text[len(text)-n:]
		}
	}
	return ""
}
