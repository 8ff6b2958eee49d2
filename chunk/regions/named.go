package regions

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// A Mention is where a text names a place: 广东省湛江市赤坎区, 湛江赤坎 and 赤坎 are one each.
type Mention struct {
	Name       string   // in simplified script
	Start, End int      // code points of the text
	Regions    []Region // what it may mean, never empty, in the gazetteer's order
	Doubtful   bool     // the name is also a word or a road's: 朝阳, 合作, 北京路
}

// Named finds the places that a text names, in its order. The script of the
// text does not matter, the longest name counts, and mentions do not overlap.
func Named(text string) []Mention {
	s := newScan(text)
	var out []Mention
	for i := 0; i < s.length(); i++ {
		if m, ok := s.mention(i); ok {
			out = append(out, m)
			i = m.End - 1
		}
	}
	return out
}

// At reads the place whose name stands at the beginning of a text.
func At(text string) (Mention, bool) {
	if rs := []rune(text); len(rs) > 4*longestName {
		text = string(rs[:4*longestName])
	}
	return newScan(text).mention(0)
}

// A scan is a text in simplified script and where its runes begin.
type scan struct {
	*gazetteer
	text string
	at   []int // of each rune, and the end
}

func newScan(text string) scan {
	s := scan{gazetteer: known(), text: fold.Simplified(text)}
	s.at = make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range s.text {
		s.at = append(s.at, i)
	}
	s.at = append(s.at, len(s.text))
	return s
}

func (s scan) length() int { return len(s.at) - 1 }

// slice is the text from rune i up to rune j.
func (s scan) slice(i, j int) string { return s.text[s.at[i]:s.at[j]] }

// rune is the one at i, 0 outside the text.
func (s scan) rune(i int) rune {
	if i < 0 || i >= s.length() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.at[i]:])
	return r
}

// A step is one part of a name: 湛江市, or 湛江.
type step struct {
	end    int
	places []int
	short  bool
}

// mention reads the place named at rune i, part by part.
func (s scan) mention(i int) (Mention, bool) {
	first, ok := s.step(i, nil)
	if !ok {
		return s.streetAlone(i)
	}
	last, parts := first, 1
	for {
		next, ok := s.step(last.end, last.places)
		if !ok {
			break
		}
		last = next
		parts++
	}
	m := Mention{Start: i, End: last.end}
	for _, p := range last.places {
		m.Regions = append(m.Regions, s.region(p))
	}
	if end, streets := s.streetWithin(last); end > 0 {
		m.End, m.Regions = end, streets
		parts++
	}
	m.Name = s.slice(i, m.End)
	m.Doubtful = parts == 1 && (first.short && (s.words[m.Name] || s.isRoad(m.End)) || commonNoun(m.Name))
	return m, true
}

// commonNoun tells whether the whole name of a district is a word for any place of
// its kind: 矿区, 城区, 郊区.
func commonNoun(name string) bool {
	return utf8.RuneCountInString(name) == 2 && strings.HasSuffix(name, "区")
}

// step reads the longest name at rune i; of a place within others, if there are others.
func (s scan) step(i int, within []int) (step, bool) {
	lengths := s.lengths[s.rune(i)]
	for n := min(longestName, s.length()-i); n > 1; n-- {
		if lengths&(1<<n) == 0 {
			continue
		}
		name := s.slice(i, i+n)
		for _, by := range []map[string][]int{s.named, s.shorts} {
			short := len(s.named[name]) == 0
			if places := s.inside(by[name], within); len(places) > 0 && s.isWhole(i, i+n, short) {
				return step{i + n, places, short}, true
			}
		}
	}
	return step{}, false
}

// inside are the places that lie in one of others; all if there are no others.
func (s scan) inside(places, others []int) []int {
	if others == nil {
		return places
	}
	var out []int
	for _, p := range places {
		if s.within(p, others) {
			out = append(out, p)
		}
	}
	return out
}

// runsOn lists what follows the last character of a name where that belongs to
// another word: 海淀区域, 北京市场, 新城镇化, 新增城镇.
var runsOn = map[rune]string{'区': "域划位间块", '市': "场值", '镇': "化域", '乡': "村土镇", '州': "", '旗': "帜舰", '省': "", '城': "镇乡"}

// rivers are what stands before 南, 北, 东, 西 where these are directions: 沿海南部, 黄河南岸.
const rivers = "沿黄长淮近太"

// isWhole tells whether the name from i to j is not part of other words.
func (s scan) isWhole(i, j int, short bool) bool {
	last, next := s.rune(j-1), s.rune(j)
	if next != 0 && strings.ContainsRune(runsOn[last], next) {
		return false
	}
	if !short {
		return true
	}
	before := s.rune(i - 1)
	return before == 0 || !strings.ContainsRune(rivers, before) || !strings.ContainsRune("南北东西", last)
}

// isRoad tells whether what follows makes a short name a road's or a school's.
func (s scan) isRoad(end int) bool {
	rest := s.text[s.at[end]:]
	return slices.ContainsFunc([]string{"路", "街", "大道", "大学", "学院", "中学"}, func(r string) bool { return strings.HasPrefix(rest, r) })
}

const (
	shortestStreet = 2
	longestStreet  = 10
)

// streetWithin reads the street that follows the name of a city or a county.
func (s scan) streetWithin(last step) (end int, streets []Region) {
	for n := min(longestStreet, s.length()-last.end); n >= shortestStreet; n-- {
		name, ok := s.streetName(last.end, last.end+n)
		if !ok {
			continue
		}
		for _, c := range s.streetCounties(name) {
			if slices.Contains(last.places, c) || s.within(c, last.places) {
				streets = append(streets, s.street(name, c))
			}
		}
		if len(streets) > 0 {
			return last.end + n, streets
		}
	}
	return 0, nil
}

// streetAlone reads a street that stands without its county. Towns are
// doubtful there: 新城镇, 本乡.
func (s scan) streetAlone(i int) (Mention, bool) {
	for n := min(longestStreet, s.length()-i); n >= shortestStreet+1; n-- {
		name, ok := s.streetName(i, i+n)
		if !ok || name != s.slice(i, i+n) {
			continue
		}
		m := Mention{Name: name, Start: i, End: i + n, Doubtful: !strings.HasSuffix(name, "街道")}
		for _, c := range s.streetCounties(name) {
			m.Regions = append(m.Regions, s.street(name, c))
		}
		if len(m.Regions) > 0 {
			return m, true
		}
	}
	return Mention{}, false
}

// streetName is the name of the street that the runes from i to j may be:
// they end as one, 街 standing for 街道.
func (s scan) streetName(i, j int) (string, bool) {
	name := s.slice(i, j)
	switch s.rune(j - 1) {
	case '镇', '乡':
		return name, s.isWhole(i, j, false)
	case '街':
		return name + "道", s.rune(j) != '道'
	case '道':
		return name, strings.HasSuffix(name, "街道")
	case '木':
		return name, strings.HasSuffix(name, "苏木")
	}
	return "", false
}
