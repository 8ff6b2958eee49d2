package talk

import (
	"context"
	"strings"

	"chuchu/chunk/fold"
)

// A Said is what was asked once in a conversation, and answered.
type Said struct {
	ConversationID string
	Question       string
	Answer         string // its text; "" without one
}

// Search returns the headings of owner's conversations in which all words of
// what is looked for stand: in the title, in questions or in answers, in either
// script, newest first. Each has an excerpt, unless its title has them all.
func (r *Runner) Search(ctx context.Context, owner, wanted string) ([]Heading, error) {
	words := strings.Fields(wanted)
	for i, w := range words {
		words[i] = fold.String(w)
	}
	all, err := r.Conversations(ctx, owner)
	if err != nil || len(words) == 0 {
		return all, err
	}
	said, err := r.o.Archive.Said(ctx, owner)
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	for _, s := range said {
		texts[s.ConversationID] = append(texts[s.ConversationID], s.Question, s.Answer)
	}
	var found []Heading
	for _, h := range all {
		if excerpt, ok := find(words, h.Title, texts[h.ID]); ok {
			h.Excerpt = excerpt
			found = append(found, h)
		}
	}
	return found, nil
}

// find tells whether every word stands in a title or in one of texts; the
// excerpt is of the first text that has a word the title lacks.
func find(words []string, title string, texts []string) (excerpt string, ok bool) {
	folded := make([]string, len(texts))
	for i, text := range texts {
		folded[i] = fold.String(text)
	}
	title = fold.String(title)
	for _, w := range words {
		if strings.Contains(title, w) {
			continue
		}
		at := indexOf(folded, w)
		if at < 0 {
			return "", false
		}
		if excerpt == "" {
			excerpt = around(texts[at], w)
		}
	}
	return excerpt, true
}

// indexOf is the first of texts in which a word stands, or -1.
func indexOf(texts []string, word string) int {
	for i, text := range texts {
		if strings.Contains(text, word) {
			return i
		}
	}
	return -1
}

// What an excerpt shows of a text, in characters.
const (
	excerptBefore = 10
	excerptLong   = 50
)

// around cuts an excerpt out of a text, where a folded word stands in it.
func around(text, word string) string {
	text = strings.Join(strings.Fields(text), " ")
	folded, at := fold.Map(text)
	bytes := strings.Index(string(folded), word)
	if bytes < 0 {
		return cut(text, excerptLong) // the word went over a line
	}
	runes := []rune(text)
	from := at[len([]rune(string(folded)[:bytes]))]
	from = max(0, min(from-excerptBefore, len(runes)-excerptLong))
	before := ""
	if from > 0 {
		before = "…"
	}
	return before + cut(string(runes[from:]), excerptLong)
}
