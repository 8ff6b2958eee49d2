package slack

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// joiner is a character of no width at which no line and no link goes on.
const joiner = "\u2060"

// markdown makes the text of an answer fit for Slack's Markdown. What documents
// say can mention nobody and links nowhere: Slack's own signs become entities, @
// becomes its wide form, and addresses and links are broken by a character that
// nobody sees. What is said of a text does not depend on what follows it, so that
// a stream may be appended to.
func markdown(text string) string {
	var out strings.Builder
	last := rune(0)
	for _, r := range text {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '@':
			out.WriteRune('＠')
		case splits(last, r):
			out.WriteString(joiner)
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
		last = r
	}
	return out.String()
}

// splits reports whether two characters together might be part of a link: the
// :/ of an address, the dot of a name, the ]( and ]: of Markdown.
func splits(last, r rune) bool {
	switch r {
	case '/':
		return last == ':'
	case '.':
		return last < utf8.RuneSelf && unicode.IsLetter(last)
	case '(', ':':
		return last == ']'
	}
	return false
}

// plainText is text that Slack shows as it is, whatever stands in it.
func plainText(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}

// link is a link with words of ours.
func link(address, words string) string {
	clean := strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "|", "%7C").Replace(address)
	return "<" + clean + "|" + words + ">"
}

// linkText is text of ours with links in it.
func linkText(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, text, false, true)
}

// clip returns at most so many characters of a text, whole sentences if there
// are any: of a text that grows it returns more and more, and then always the
// same, so that a stream may show it as it comes.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	part := string([]rune(text)[:most])
	end := strings.LastIndexAny(part, "。！？；\n")
	if end < 0 {
		return string([]rune(part)[:most-1]) + "…"
	}
	_, size := utf8.DecodeRuneInString(part[end:])
	return strings.TrimRight(part[:end+size], "\n")
}
