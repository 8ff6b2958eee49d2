package openai

import (
	"encoding/json"
	"strings"
)

// Chores are what chat pages ask a model for beside the user's questions: a
// title of the conversation, tags, questions that might follow. They are
// answered at once, from the question, without a search. The form is that of
// Open WebUI, whose prompts name the key of the JSON that they want.

const (
	choreHead = "### Task:"
	maxTitle  = 20 // characters
)

// chore returns the answer to a chore; false where a message is a question.
func chore(message string) (string, bool) {
	if !strings.HasPrefix(message, choreHead) {
		return "", false
	}
	title := cut(firstAsked(message), maxTitle)
	for _, key := range []string{"follow_ups", "queries", "tags"} {
		if strings.Contains(message, `"`+key+`"`) {
			return `{"` + key + `": []}`, true
		}
	}
	if strings.Contains(message, `"title"`) {
		data, _ := json.Marshal(title) // a string
		return `{"title": ` + string(data) + `}`, true
	}
	return title, true
}

// firstAsked returns the first question of the conversation that a chore quotes.
func firstAsked(message string) string {
	_, history, _ := strings.Cut(message, "<chat_history>")
	_, asked, ok := strings.Cut(history, "USER:")
	if !ok {
		return sayUntitled
	}
	line, _, _ := strings.Cut(strings.TrimSpace(asked), "\n")
	line, _, _ = strings.Cut(line, "</chat_history>")
	if line = strings.TrimSpace(line); line == "" {
		return sayUntitled
	}
	return line
}

// cut returns at most n characters of a text.
func cut(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
