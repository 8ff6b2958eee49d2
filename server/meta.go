package server

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chuchu/chunk"
	"chuchu/chunk/read/fetch"
)

var (
	years    = regexp.MustCompile(`^(\d{4})\s*[-–—~～至]+\s*(\d{4})$`)
	standing = []string{"", chunk.Issued, chunk.Proposed, chunk.Reported}
	levels   = []string{"", "国家", "省", "市", "区县", "街道"}
	kinds    = []string{
		"", "规划纲要", "专项规划", "行动计划", "意见建议", "讲话", "政府工作报告", "新闻报道", "解读", "法规", "其他",
	}
)

// Years that a document can be of or about.
const (
	firstYear = 1900
	lastYear  = 2100
)

// maxID is the length of the longest id, in bytes.
const maxID = 200

// metaOf reads metadata from the fields of a form. A period is "2021-2025".
func metaOf(field func(string) string) (chunk.Meta, error) {
	m := chunk.Meta{
		ID: field("id"), Title: field("title"), Label: field("label"), Region: field("region"),
		Level: field("level"), Issuer: field("issuer"), Number: field("number"), Kind: field("kind"),
		Standing: field("standing"), Published: field("published"), Source: field("source"),
	}
	if period := strings.TrimSpace(field("period")); period != "" {
		part := years.FindStringSubmatch(period)
		if part == nil {
			return m, invalid(sayPeriod)
		}
		from, _ := strconv.Atoi(part[1]) // four digits
		to, _ := strconv.Atoi(part[2])
		m.Period = &chunk.Period{From: from, To: to}
	}
	return checkMeta(m)
}

// CheckMeta returns the metadata that somebody gives with a document as the
// library keeps them: the id in NFC, and nothing unprintable in the rest. Its
// error says in Chinese what is wrong with them. No field must be given.
func CheckMeta(m chunk.Meta) (chunk.Meta, error) {
	m, say := tidy(m)
	if say != (words{}) {
		return m, errors.New(strings.TrimSuffix(say[0], "。"))
	}
	return m, nil
}

// checkMeta is CheckMeta with an error for clients.
func checkMeta(m chunk.Meta) (chunk.Meta, error) {
	m, say := tidy(m)
	if say != (words{}) {
		return m, invalid(say)
	}
	return m, nil
}

// tidy cleans metadata, and says what in them would mislead; nothing is empty.
func tidy(m chunk.Meta) (chunk.Meta, words) {
	m.Revision = "" // the text's, nobody's to give
	m.ID = norm.NFC.String(strings.TrimSpace(m.ID))
	for _, field := range []*string{
		&m.Title, &m.Label, &m.Region, &m.Level, &m.Issuer, &m.Number, &m.Kind, &m.Standing, &m.Published, &m.Source,
	} {
		*field = printable(*field)
	}
	m.Source = fetch.Plain(m.Source)
	switch p := m.Period; {
	case m.ID != "" && !fit(m.ID):
		return m, sayID
	case !slices.Contains(standing, m.Standing):
		return m, sayStanding.about(m.Standing)
	case !slices.Contains(kinds, m.Kind):
		return m, sayKind.about(m.Kind)
	case !slices.Contains(levels, m.Level):
		return m, sayLevel.about(m.Level)
	case m.Published != "" && !isDate(m.Published):
		return m, sayPublished.about(m.Published)
	case p != nil && (p.From < firstYear || p.From > p.To || p.To > lastYear):
		return m, sayPeriod
	}
	return m, words{}
}

// about puts what was given into words, cut short.
func (w words) about(given string) words {
	const shown = 40
	if r := []rune(given); len(r) > shown {
		given = string(r[:shown]) + "…"
	}
	return words{fmt.Sprintf(w[0], given), fmt.Sprintf(w[1], given)}
}

// isDate tells whether text is a year, a month or a day that there is.
func isDate(text string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if d, err := time.Parse(layout, text); err == nil {
			return d.Year() >= firstYear && d.Year() <= lastYear
		}
	}
	return false
}

// fit reports whether an id can stand in an address and on a terminal.
func fit(id string) bool {
	bad := func(r rune) bool { return r == '/' || r == '\\' || r == utf8.RuneError || unprintable(r) }
	return id != "" && id != "." && id != ".." && len(id) <= maxID && utf8.ValidString(id) && !strings.ContainsFunc(id, bad)
}

// unprintable tells of a character that is none to see: a control, a format or
// a line break.
func unprintable(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }

// printable is text on one line, without what cannot be seen.
func printable(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case !unprintable(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, strings.ToValidUTF8(text, "")))
}
