package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"chuchu/chunk"
)

// maxQuestion is the length of the longest question, in characters.
const maxQuestion = 2000

// questionText joins the words of a command line into a question.
func questionText(words []string) (string, error) {
	question := strings.TrimSpace(strings.Join(words, " "))
	switch {
	case flat(question) == "":
		return "", errors.New("问题是空的")
	case !utf8.ValidString(question):
		return "", errors.New("问题不是有效的 UTF-8 文字")
	case utf8.RuneCountInString(question) > maxQuestion:
		return "", fmt.Errorf("问题超过%d字", maxQuestion)
	}
	return question, nil
}

// printJSON prints a value as the HTTP API would send it, indented.
func printJSON(out io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(out, escaped(b.Bytes()))
	return err
}

// notNil makes an empty list of none, which JSON tells apart.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func titleOf(m chunk.Meta) string {
	for _, s := range []string{m.Title, m.Label, m.ID} {
		if s = strings.Trim(flat(s), "《》"); s != "" {
			return s
		}
	}
	return ""
}

// flat puts a text on one line, without what a terminal would obey.
func flat(text string) string { return strings.Join(strings.Fields(shown(text)), " ") }

// shown is text without controls, line breaks and tabs apart, and without
// format characters, which turn the direction of what follows.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// plain is a terminal that gets no control characters out of documents. Each
// Write is of whole characters.
type plain struct{ io.Writer }

// Write implements io.Writer.
func (p plain) Write(text []byte) (int, error) {
	if _, err := io.WriteString(p.Writer, shown(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}

// escaped is JSON with the characters that shown leaves out as \u….
func escaped(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
