package rag

import "strings"

// marked is a sentence as it stands in an answer's text: behind one that did not
// stand the check follows why, in words, so that no outlet can show one without.
func (s Sentence) marked() string {
	if s.Supported {
		return s.Text
	}
	return s.Text + saidProblem(s.Problem)
}

// Sound is the text of an answer without the sentences that did not stand the
// check: what a later question may take for what was said before.
func (a Answer) Sound() string {
	var sound strings.Builder
	rest := a.Text
	for _, s := range a.Sentences {
		before, after, found := strings.Cut(rest, s.Text)
		if !found {
			continue
		}
		sound.WriteString(before)
		if rest = after; s.Supported {
			sound.WriteString(s.Text)
		} else {
			rest = strings.TrimPrefix(after, saidProblem(s.Problem))
		}
	}
	return strings.TrimSpace(sound.String() + rest)
}
