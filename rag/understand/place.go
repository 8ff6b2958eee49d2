package understand

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/regions"
)

// A Place is a region that a question names.
type Place struct {
	Name  string           // what people call it, 赤坎
	Found string           // as it stands in the question, in simplified script: 赤坎区
	Own   string           // the full name of the region of documents that is meant, "" where none is
	May   []regions.Region // what it may mean, nothing where only the documents know it
	at    int              // bytes of the simplified text
}

// Regions returns the regions of documents, by the full names that these have.
func Regions(names []string) []regions.Region {
	var out []regions.Region
	for _, n := range names {
		if n == "" || slices.ContainsFunc(out, func(r regions.Region) bool { return r.Full == n }) {
			continue
		}
		r := regions.Region{Name: regions.Last(n, 1), Full: n}
		if known := regions.Called(n); len(known) == 1 {
			r = known[0]
			r.Full = n // as the documents write it
		}
		out = append(out, r)
	}
	return out
}

// Places returns the places that a text names, in its order, each once. own are
// the regions that documents are of: their short names count wherever they
// stand, others' only where they cannot be mere words.
func Places(text string, own []regions.Region) []Place {
	s := simplified(text)
	var out []Place
	taken := make([]bool, len(s)+1)
	add := func(p Place) {
		if !taken[p.at] && !slices.ContainsFunc(out, func(o Place) bool { return o.Name == p.Name && o.Own == p.Own }) {
			out = append(out, p)
		}
	}
	take := func(at, length int) {
		for i := range length {
			taken[at+i] = true
		}
	}
	runes := []rune(s)
	for _, m := range regions.Named(s) {
		p := Place{Found: string(runes[m.Start:m.End]), May: m.Regions, at: len(string(runes[:m.Start]))}
		meant := ownOf(m.Regions, own)
		for _, r := range meant {
			p.Own, p.Name = r.Full, short(r)
			if len(meant) > 1 {
				p.Name = withParent(r) // 南京市鼓楼区, 徐州市鼓楼区
			}
			add(p)
		}
		if len(meant) == 0 && !m.Doubtful && sure(m) {
			p.Name = short(m.Regions[0])
			add(p)
		}
		if len(meant) > 0 || !m.Doubtful && sure(m) {
			take(p.at, len(p.Found))
		}
	}
	for _, r := range own {
		for _, name := range Names(r) {
			if i := strings.Index(s, name); i >= 0 && !taken[i] {
				add(Place{Name: short(r), Found: name, Own: r.Full, at: i})
				take(i, len(name))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Place) int { return cmp.Compare(a.at, b.at) })
	return out
}

// ownOf are the regions of documents among candidates: several where a name is
// shared.
func ownOf(candidates, own []regions.Region) []regions.Region {
	var out []regions.Region
	for _, r := range own {
		same := func(o regions.Region) bool {
			return strings.HasSuffix(o.Full, r.Full) || strings.HasSuffix(r.Full, o.Full)
		}
		if slices.ContainsFunc(candidates, same) && !slices.ContainsFunc(out, same) {
			out = append(out, r)
		}
	}
	return out
}

// withParent is a region's name behind that of what it lies in.
func withParent(r regions.Region) string {
	parts := regions.Parts(r.Full)
	return strings.Join(parts[max(0, len(parts)-2):], "")
}

// sure tells a place's name from a word that looks like one. Short names of
// streets (中和, of 中和镇) are as often something else.
func sure(m regions.Mention) bool {
	if slices.Contains(wards, m.Name) {
		return false
	}
	whole := utf8.RuneCountInString(m.Name) > 2 && suffix.MatchString(m.Name)
	return whole || m.Regions[0].Level != regions.Street
}

// wards are names of districts that are words for a part of any city.
var wards = []string{"城区", "郊区", "矿区"}

// suffix is what a place is, behind its name.
var suffix = regexp.MustCompile(`(?:特别行政区|自治[区州县]|新区|街道|[省市区县州盟旗镇乡])$`)

// Names are what people call a region, the longest first.
func Names(r regions.Region) []string {
	out := append([]string{r.Name}, r.Names()...)
	if bare := suffix.ReplaceAllString(r.Name, ""); utf8.RuneCountInString(bare) > 1 {
		out = append(out, bare)
		if strings.HasSuffix(r.Name, "街道") {
			out = append(out, bare+"街")
		}
	}
	out = slices.DeleteFunc(out, func(n string) bool { return utf8.RuneCountInString(n) < 2 })
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	return slices.Compact(out)
}

// short is what people call a region: without 区, 街道 and the like.
func short(r regions.Region) string {
	all := Names(r)
	if len(all) == 0 {
		return r.Name
	}
	return all[len(all)-1]
}
