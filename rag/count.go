package rag

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

var (
	// countOf matches how many there are of what is listed: 三种, 五条.
	countOf = regexp.MustCompile(`([二三四五六七八九十两]|[2-9])(?:个|条|项|类|种|大|方面|级|座|家|所|处|点)`)
	// itemised matches the items of a list behind the words that lead to them.
	itemised = regexp.MustCompile(`(?:分别是|分别为|是|为|包括|有|指|：|:)[：:]?([^。，：:]+[、→—和；][^。，：:]+)`)
	// itemsBefore matches items with how many they are behind them: 甲、乙、丙三处.
	itemsBefore = regexp.MustCompile(`([^。，：:]+、[^。，：:]+)$`)
	// betweenItems matches what parts them.
	betweenItems = regexp.MustCompile(`[、；;→—和]+|以及`)
	// ordinals number items inside a sentence.
	ordinals = regexp.MustCompile(`[①-⑳]|([：；])\s*[0-9]{1,2}[.．、)）]\s*([^0-9])`)
)

// uncounted is a claim as it is held against passages: without the numbers of
// items, and without how many there are where it lists as many, and the question
// asks for so many or the passages list no more. Such a count is the sentence's
// own, and right.
func (d *draft) uncounted(claim string, cited []int) string {
	if plain := ordinals.ReplaceAllString(claim, "$1$2"); !slices.ContainsFunc(cited, func(i int) bool { return ordinals.MatchString(d.passages[i].Text) }) {
		claim = plain
	}
	at := countOf.FindStringSubmatchIndex(claim)
	if at == nil {
		return claim
	}
	m := itemised.FindStringSubmatch(claim[at[1]:])
	if m == nil {
		m = itemsBefore.FindStringSubmatch(claim[:at[0]])
	}
	if m == nil {
		return claim
	}
	items := slices.DeleteFunc(betweenItems.Split(m[1], -1), func(s string) bool { return strings.TrimSpace(s) == "" })
	if fold.Count(claim[at[2]:at[3]]) != len(items) || !strings.Contains(d.asked.Text, claim[at[0]:at[1]]) && !d.listsNoMore(items, cited) {
		return claim
	}
	return claim[:at[0]] + claim[at[1]:]
}

// listsNoMore tells whether one of the passages has the last of items, and does
// not say that there are more.
func (d *draft) listsNoMore(items []string, cited []int) bool {
	last := strings.Trim(fold.String(items[len(items)-1]), ` "“”。`)
	return slices.ContainsFunc(cited, func(i int) bool {
		_, behind, found := strings.Cut(fold.String(d.passages[i].Text), last)
		behind, _, _ = strings.Cut(behind, "。")
		behind, _, _ = strings.Cut(behind, ",")
		return found && !strings.Contains(behind, "等") && !strings.Contains(behind, "、")
	})
}
