package talk

import (
	"encoding/json"
	"slices"

	"chuchu/rag"
)

// A turn is a run that stands in its conversation.
type turn struct {
	Run
	before []turn // what stood in its place and after it, until it was asked anew
}

// standing returns the turns of a conversation as its owner sees it. A run that
// replaces another takes its place, and what came after is gone from there; a
// run that ended without an answer changes nothing.
func standing(runs []Run) []turn {
	var all []turn
	for _, run := range runs {
		if run.Last != nil && run.Last.Ends() && run.Last.Type != Finished {
			continue
		}
		t := turn{Run: run}
		if at := place(all, run.Replaces); at >= 0 {
			for _, gone := range all[at:] {
				t.before = append(append(t.before, gone.before...), turn{Run: gone.Run})
			}
			all = all[:at]
		}
		all = append(all, t)
	}
	return all
}

// place returns where an answer stands, or that which took its place; -1 where
// neither does. A question that is sent twice finds its place twice.
func place(turns []turn, answerID string) int {
	return slices.IndexFunc(turns, func(t turn) bool {
		return answerID != "" && (t.AnswerID == answerID || place(t.before, answerID) >= 0)
	})
}

// answers are those of turns that have one.
func answers(turns []turn) []json.RawMessage {
	all := []json.RawMessage{}
	for _, t := range turns {
		if t.Last == nil {
			continue
		}
		if answer, ok := t.Last.Answer(); ok {
			all = append(all, answer)
		}
	}
	return all
}

// history is what was said in turns, as far as they were answered: the last of them.
func history(turns []turn) []rag.Turn {
	var said []rag.Turn
	for _, t := range turns {
		if t.Last == nil {
			continue
		}
		if text, ok := t.Last.said(); ok {
			said = append(said, rag.Turn{Question: t.Question, Answer: text})
		}
	}
	return said[max(0, len(said)-maxTurns):]
}
