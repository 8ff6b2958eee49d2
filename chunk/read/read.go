// Package read turns files into text: plain text in any encoding that Chinese
// offices use, Markdown, web pages, DOCX, XLSX, and PDF with a text layer.
//
//	r, err := read.File(ctx, "规划.docx", raw)
//	plan := chunk.Parse(r.Text, r.Fill(given)).Paged(r.Text, r.Pages)
//
// What a file is, its bytes tell; its name only where they do not. All kinds
// come out as package chunk takes them: a paragraph a line; a heading as it
// stands where all have numbers, else behind ##; a row of a table a line, with
// tabs between its cells, a merged cell in each place that it covers.
//
// A file is not trusted: what it unpacks to, how deep it nests and how long it
// takes are bounded, and whatever is wrong with one is an error that says so.
package read

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk"
)

// Reasons for which a file gives no text. The text of the error that wraps
// one of them says in Chinese what the file is and what can be done.
var (
	ErrUnsupported = errors.New("unsupported file type")
	ErrUnreadable  = errors.New("unreadable file")
)

// A Result is what was read from a file.
type Result struct {
	Text     string     // in UTF-8, \n at the ends of lines, no byte order mark
	Pages    []int      // where each page begins in Text, in code points; nil for what has no pages
	Found    chunk.Meta // what the file says of the document outside its text
	Warnings []string   // what was not read, in Chinese
}

// Fill returns what is given of a document, with what was found of it where
// nothing was given.
func (r Result) Fill(given chunk.Meta) chunk.Meta {
	given.Title = cmp.Or(given.Title, r.Found.Title)
	given.Issuer = cmp.Or(given.Issuer, r.Found.Issuer)
	given.Number = cmp.Or(given.Number, r.Found.Number)
	given.Published = cmp.Or(given.Published, r.Found.Published)
	return given
}

// File reads a file. It returns an error that is ErrUnsupported for a kind
// that cannot be read, one that is ErrUnreadable for a file that is empty,
// broken, locked, or has no text, and ctx's where that ended.
func File(ctx context.Context, name string, raw []byte) (r Result, err error) {
	defer func() {
		if p := recover(); p != nil { // the libraries below were not made for hostile files
			r, err = Result{}, unreadable(sayBroken)
		}
	}()
	if err := Check(name, raw); err != nil {
		return Result{}, err
	}
	if len(bytes.Trim(raw, "\x00")) == 0 {
		return Result{}, unreadable(sayEmpty)
	}
	reader, ok := readers[kindOf(name, raw)]
	if !ok { // an archive
		return Result{}, unsupported(sayArchive)
	}
	r, err = reader(ctx, name, raw)
	if err == nil {
		r.Text, err = legible(r.Text)
	}
	if err != nil {
		return Result{}, err
	}
	return r, nil
}

// legible is a text with \n at the ends of its lines, or why it is none.
func legible(s string) (string, error) {
	switch {
	case strings.TrimSpace(s) == "":
		return "", unreadable(sayEmpty)
	case isBinary(s):
		return "", unreadable(sayNoText)
	}
	if err := ordinary(s); err != nil {
		return "", err
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), nil
}

// ordinary tells a text that people may have written from one that is too
// long, or holds one character thousands of times in a row.
func ordinary(s string) error {
	if len(s) > maxText {
		return errText
	}
	count, run, before := 0, 0, rune(-1)
	for _, r := range s {
		count++
		if run++; r != before || unicode.IsSpace(r) {
			run, before = 1, r
		}
		if run > maxRepeated {
			return unreadable(fmt.Sprintf(sayRepeated, maxRepeated))
		}
	}
	if count > maxCharacters {
		return errText
	}
	return nil
}

// readers read the kinds of file that can be read.
var readers = map[kind]func(ctx context.Context, name string, raw []byte) (Result, error){
	plainText:   readPlain,
	markdown:    readMarkdown,
	commaTable:  readCommas,
	webPage:     readPage,
	wordFile:    readWord,
	spreadsheet: readSheets,
	portable:    readPortable,
}

// readPlain reads plain text.
func readPlain(_ context.Context, _ string, raw []byte) (Result, error) {
	s, err := decode(raw)
	switch {
	case err != nil:
		return Result{}, err
	case len(s) > maxText:
		return Result{}, errText
	}
	return Result{Text: s, Pages: fedPages(s)}, nil
}

// fedPages are where the pages of a text begin that form feeds part, nil for
// one without any.
func fedPages(s string) []int {
	if !strings.Contains(strings.TrimSpace(s), "\f") {
		return nil
	}
	out := []int{0}
	for i, r := range []rune(s) {
		if r == '\f' {
			out = append(out, i+1)
		}
	}
	return out
}

// A refusal is why a file was not read, for people, and which of the errors
// above that is.
type refusal struct {
	reason string
	err    error
}

// Error implements error.
func (r refusal) Error() string { return r.reason + "（" + r.err.Error() + "）" }

// Unwrap is ErrUnsupported or ErrUnreadable.
func (r refusal) Unwrap() error { return r.err }

// Reason is what people are told of an error of this package, in Chinese, with
// the way out where there is one; "" of another error.
func Reason(err error) string {
	var r refusal
	if errors.As(err, &r) {
		return r.reason
	}
	return ""
}

// unreadable is ErrUnreadable with the reason that people are told.
func unreadable(reason string) error { return refusal{reason, ErrUnreadable} }

// unsupported is ErrUnsupported with what to do.
func unsupported(reason string) error { return refusal{reason, ErrUnsupported} }

// isBinary tells whether s is no text: more than one character in fifty is a
// control character or could not be decoded.
func isBinary(s string) bool {
	bad, all := 0, 0
	for _, r := range s {
		all++
		if r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) {
			bad++
		}
	}
	return bad*50 > all
}
