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
	for _, key := range []string{"follow_ups", "queries", "tags"} { // nothing to suggest
		if strings.Contains(message, `"`+key+`"`) {
			return `{"` + key + `": []}`, true
		}
	}
	if strings.Contains(message, `"text"`) { // nothing to complete
		return `{"text": ""}`, true
	}
	if strings.Contains(message, `"title"`) {
		data, _ := json.Marshal(title) // a string
		return `{"title": ` + string(data) + `}`, true
	}
	return title, true
}

// unwrapped returns the user's own words where a page has put a task and texts
// of its choice around them. Those texts are no sources of ours.
func unwrapped(message string) string {
	if !strings.HasPrefix(message, choreHead) {
		return message
	}
	if _, after, ok := strings.Cut(message, "<user_query>"); ok {
		words, _, _ := strings.Cut(after, "</user_query>")
		return strings.TrimSpace(words)
	}
	if i := strings.LastIndex(message, "</context>"); i >= 0 {
		return strings.TrimSpace(message[i+len("</context>"):])
	}
	return message
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
