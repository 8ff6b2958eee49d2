package server

import (
	"regexp"
	"slices"
	"strconv"

	"chuchu/chunk"
)

var (
	years    = regexp.MustCompile(`^(\d{4})\s*[-–—~～至]+\s*(\d{4})$`)
	date     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	standing = []string{"", chunk.Issued, chunk.Proposed, chunk.Reported}
)

// metaOf reads metadata from the fields of a form. A period is "2021-2025".
func metaOf(field func(string) string) (chunk.Meta, error) {
	m := chunk.Meta{
		ID: field("id"), Title: field("title"), Label: field("label"), Region: field("region"),
		Level: field("level"), Issuer: field("issuer"), Number: field("number"), Kind: field("kind"),
		Standing: field("standing"), Published: field("published"), Source: field("source"),
	}
	if period := field("period"); period != "" {
		part := years.FindStringSubmatch(period)
		if part == nil {
			return m, invalid(sayMeta)
		}
		from, _ := strconv.Atoi(part[1]) // four digits
		to, _ := strconv.Atoi(part[2])
		m.Period = &chunk.Period{From: from, To: to}
	}
	return checkMeta(m)
}

// checkMeta refuses metadata that would mislead.
func checkMeta(m chunk.Meta) (chunk.Meta, error) {
	m.Revision = "" // the text's, nobody's to give
	switch {
	case !slices.Contains(standing, m.Standing),
		m.Published != "" && !date.MatchString(m.Published),
		m.Period != nil && m.Period.From > m.Period.To:
		return m, invalid(sayMeta)
	}
	return m, nil
}
