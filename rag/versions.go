package rag

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chuchu/chunk/fold"
)

// Versions returns documents with what each replaces and is superseded by:
// those of one title, issuer and period are versions of one plan, and the later
// date is the newer. Both stay in the library. What is made every year under one
// title, a report or a speech, has no versions.
func Versions(docs []Document) []Document {
	out := slices.Clone(docs)
	groups := map[version][]int{}
	for i, d := range out {
		out[i].Replaces, out[i].SupersededBy = "", ""
		if v, ok := versionOf(d); ok {
			groups[v] = append(groups[v], i)
		}
	}
	for _, group := range groups {
		slices.SortFunc(group, func(a, b int) int {
			return cmp.Or(strings.Compare(out[a].Published, out[b].Published), strings.Compare(out[a].ID, out[b].ID))
		})
		for n := 1; n < len(group); n++ {
			older, newer := &out[group[n-1]], &out[group[n]]
			if isLater(newer.Published, older.Published) {
				older.SupersededBy, newer.Replaces = newer.ID, older.ID
			}
		}
	}
	return out
}

// isLater tells whether a date is later than another; a year or month is not
// later than a day in it.
func isLater(date, than string) bool { return date > than && !strings.HasPrefix(date, than) }

// A version is what versions of one plan have in common.
type version struct {
	title, issuer string
	from, to      int
}

var (
	versionMark = regexp.MustCompile(`[（(](?:\d{4}年?)?(?:修订版?|修订稿|修正|更新|更新版|调整|调整版|第.版|新版|征求意见稿|草案|送审稿|试行|正式稿)[)）]$`)
	yearly      = []string{"政府工作报告", "讲话", "新闻报道", "解读"}
)

// versionOf is what a document has in common with its versions; false where too
// little is known of it.
func versionOf(d Document) (version, bool) {
	issuer := cmp.Or(d.Issuer, d.Region)
	if d.Title == "" || issuer == "" || d.Published == "" || slices.Contains(yearly, d.Kind) {
		return version{}, false
	}
	title := versionMark.ReplaceAllString(fold.Simplified(strings.TrimSpace(d.Title)), "")
	v := version{title: strings.Map(lettersOnly, title), issuer: fold.Simplified(issuer)}
	if d.Period != nil {
		v.from, v.to = d.Period.From, d.Period.To
	}
	return v, v.title != ""
}

// lettersOnly leaves out what titles are set with.
func lettersOnly(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// superseded are the notices of cited documents of which the library has a
// newer version, by its Versions.
func superseded(citations []Citation, docs []Document) []Notice {
	var out []Notice
	for _, d := range docs {
		if d.SupersededBy == "" || !slices.ContainsFunc(citations, func(c Citation) bool { return c.Document.ID == d.ID }) {
			continue
		}
		newer := docs[slices.IndexFunc(docs, func(o Document) bool { return o.ID == d.SupersededBy })]
		out = append(out, Notice{NoticeSuperseded, "《" + name(d.Meta) + "》已有更新的版本（" + newer.Published + "），引用前请核对。"})
	}
	return out
}

// olderVersion is what the scores of a superseded document count: what holds now
// is told first, and the older one still found where it alone says a thing.
const olderVersion = 0.85

// demote puts the chunks of superseded documents behind those of the newer ones,
// by the library's Versions.
func demote(hits []hit, docs []Document) {
	old := make(map[string]bool)
	for _, d := range docs {
		if d.SupersededBy != "" {
			old[d.ID] = true
		}
	}
	if len(old) == 0 {
		return
	}
	for i := range hits {
		if old[hits[i].key.Document] {
			hits[i].score = round(hits[i].score * olderVersion)
		}
	}
	slices.SortFunc(hits, byScore)
}
