package slack

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Slack's limits on what a message holds.
const (
	maxBlocks    = 50
	maxMarkdown  = 12000
	maxText      = 3000
	maxElements  = 10
	maxAllBlocks = 12000 // characters; undocumented, seen to be some 13,000
)

// A block is one as it was sent.
type block struct {
	Type     string    `json:"type"`
	BlockID  string    `json:"block_id"`
	Text     string    `json:"text"`
	Elements []element `json:"elements"`
}

type element struct {
	Type     string  `json:"type"`
	Text     string  `json:"text"`
	Verbatim bool    `json:"verbatim"`
	Emoji    *bool   `json:"emoji"`
	ActionID string  `json:"action_id"`
	Positive *button `json:"positive_button"`
	Negative *button `json:"negative_button"`
}

type button struct {
	Text  element `json:"text"`
	Value string  `json:"value"`
	Label string  `json:"accessibility_label"`
}

// blocks checks blocks and returns the Markdown among them and the rest.
func (w *workspace) blocks(data string) (text string, below []json.RawMessage, code string) {
	if data == "" {
		return "", nil, ""
	}
	var all []json.RawMessage
	if err := json.Unmarshal([]byte(data), &all); err != nil {
		w.wrong("blocks: %v", err)
		return "", nil, "invalid_blocks_format"
	}
	if len(all) > maxBlocks {
		w.wrong("%d blocks", len(all))
		return "", nil, "invalid_blocks"
	}
	size := 0
	for _, raw := range all {
		var b block
		if err := json.Unmarshal(raw, &b); err != nil {
			w.wrong("block %s: %v", raw, err)
			return "", nil, "invalid_blocks"
		}
		size += w.checkBlock(b)
		if b.Type == "markdown" {
			text += b.Text
		} else {
			below = append(below, raw)
		}
	}
	if size > maxAllBlocks {
		w.wrong("%d characters of blocks", size)
		return "", nil, "msg_blocks_too_long"
	}
	return text, below, ""
}

// checkBlock checks a block and returns how long its texts are.
func (w *workspace) checkBlock(b block) (size int) {
	if b.BlockID != "" {
		w.wrong("a block_id has to be new each time: %s", b.BlockID)
	}
	switch b.Type {
	case "markdown":
		w.checkMarkdown(b.Text)
		return utf8.RuneCountInString(b.Text)
	case "context":
		if len(b.Elements) == 0 || len(b.Elements) > maxElements {
			w.wrong("%d elements", len(b.Elements))
		}
	case "context_actions":
		if len(b.Elements) != 1 {
			w.wrong("%d feedback elements", len(b.Elements))
		}
	default:
		w.wrong("a block of type %q", b.Type)
	}
	for _, e := range b.Elements {
		size += w.checkElement(e)
	}
	return size
}

// ours are the links and mentions that stand in text of our own.
var ours = regexp.MustCompile(`<(?:https?://[^<>|\s]+\|[^<>|]+|@U\w+)>`)

// checkElement checks an element. Document text stands in plain text alone.
func (w *workspace) checkElement(e element) int {
	if n := utf8.RuneCountInString(e.Text); e.Type != "feedback_buttons" && (n == 0 || n > maxText) {
		w.wrong("a text of %d characters", n)
	}
	switch e.Type {
	case "plain_text":
		if e.Emoji == nil || *e.Emoji {
			w.wrong("plain text that turns :signs: into pictures: %q", e.Text)
		}
	case "mrkdwn":
		if rest := ours.ReplaceAllString(e.Text, ""); !e.Verbatim || strings.ContainsAny(rest, "<>") {
			w.wrong("text that Slack reads links and mentions into: %q", e.Text)
		}
	case "feedback_buttons":
		w.checkButton(e.Positive)
		w.checkButton(e.Negative)
		if e.ActionID == "" || len(e.ActionID) > 255 {
			w.wrong("action_id %q", e.ActionID)
		}
	default:
		w.wrong("an element of type %q", e.Type)
	}
	return utf8.RuneCountInString(e.Text)
}

func (w *workspace) checkButton(b *button) {
	if b == nil || b.Text.Type != "plain_text" || b.Text.Text == "" || len(b.Text.Text) > 75 || b.Value == "" || len(b.Value) > 2000 || len(b.Label) > 75 {
		w.wrong("button %+v", b)
	}
}

var linked = regexp.MustCompile(`(?i)https?://|www\.|\]\(|\]:|@(?:here|channel|everyone)`)

// checkMarkdown checks Markdown: nothing of a document links or mentions.
func (w *workspace) checkMarkdown(text string) {
	if n := utf8.RuneCountInString(text); n == 0 || n > maxMarkdown {
		w.wrong("markdown of %d characters", n)
	}
	w.checkPlain("markdown", text)
	if linked.MatchString(text) {
		w.wrong("markdown with a link or a mention: %q", text)
	}
}

// checkPlain checks text that Slack looks for its own signs in.
func (w *workspace) checkPlain(where, text string) {
	if strings.ContainsAny(text, "<>") {
		w.wrong("%s with Slack's signs: %q", where, text)
	}
}

// whole matches what ends with a sentence.
var whole = regexp.MustCompile(`[。！？；：\n\])”]$`)

// checkPiece checks what is appended: whole sentences.
func (w *workspace) checkPiece(text string) {
	w.checkMarkdown(text)
	if !whole.MatchString(text) {
		w.wrong("a piece that is no whole sentence: %q", text)
	}
}

// visible is what a person sees of a message, a line for a block.
func visible(text string, below []json.RawMessage) string {
	lines := []string{text}
	for _, raw := range below {
		var b block
		if json.Unmarshal(raw, &b) != nil {
			continue
		}
		var parts []string
		for _, e := range b.Elements {
			if e.Type == "feedback_buttons" {
				parts = append(parts, "["+e.Positive.Text.Text+"] ["+e.Negative.Text.Text+"]")
				continue
			}
			parts = append(parts, e.Text)
		}
		lines = append(lines, strings.Join(parts, "  "))
	}
	return strings.Join(lines, "\n---\n")
}
