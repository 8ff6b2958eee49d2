package regions

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

//go:generate ./fetch

var (
	//go:embed regions.txt
	regionsFile string

	//go:embed words.txt
	wordsFile string
)

const longestName = 20 // characters

// A place is a province, city or county of the gazetteer.
type place struct {
	name   string
	parent int // -1 for a province
	level  string
}

// A gazetteer finds places by name.
type gazetteer struct {
	places   []place
	counties []int            // the places that stand as counties in the file, in its order
	named    map[string][]int // by own name
	shorts   map[string][]int // by short name
	words    map[string]bool  // short names that are also words
	lengths  map[rune]uint32  // by first rune: bit n is set if a name has n runes
}

var known = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{
		named: make(map[string][]int, 4000), shorts: make(map[string][]int, 4000),
		words: map[string]bool{}, lengths: make(map[rune]uint32, 1500),
	}
	for line := range strings.Lines(regionsFile) {
		g.addLine(strings.Fields(line))
	}
	for w := range strings.FieldsSeq(wordsFile) {
		g.words[w] = true
	}
	return g
})

// addLine adds a line of the file: province, city or -, counties.
func (g *gazetteer) addLine(f []string) {
	if len(f) < 2 {
		return
	}
	parent := g.add(f[0], -1, Province)
	if f[1] != "-" {
		parent = g.add(f[1], parent, City)
	}
	for _, name := range f[2:] {
		level := County
		if strings.HasSuffix(name, "街道") || strings.HasSuffix(name, "镇") {
			level = Street // of a city without counties
		}
		g.counties = append(g.counties, g.add(name, parent, level))
	}
}

// add is the number of a place, which it adds unless it is there.
func (g *gazetteer) add(name string, parent int, level string) int {
	for _, i := range g.named[name] {
		if g.places[i].parent == parent {
			return i
		}
	}
	i := len(g.places)
	g.places = append(g.places, place{name, parent, level})
	g.index(g.named, name, i)
	if s := short(name); s != "" {
		g.index(g.shorts, s, i)
		if strings.HasSuffix(name, "自治州") {
			g.index(g.shorts, s+"州", i)
		}
	}
	return i
}

// index files a place under a name, in the script that texts are looked through in.
func (g *gazetteer) index(m map[string][]int, name string, i int) {
	name = fold.Simplified(name)
	m[name] = append(m[name], i)
	first, _ := utf8.DecodeRuneInString(name)
	g.lengths[first] |= 1 << utf8.RuneCountInString(name)
}

// region is a place with the names of what it lies in.
func (g *gazetteer) region(i int) Region {
	p := g.places[i]
	r := Region{Name: p.name, Full: p.name, Level: p.level}
	if p.parent >= 0 {
		r.Parent = g.region(p.parent).Full
		r.Full = r.Parent + p.name
	}
	return r
}

// within tells whether a place lies in one of others.
func (g *gazetteer) within(i int, others []int) bool {
	for i = g.places[i].parent; i >= 0; i = g.places[i].parent {
		if slices.Contains(others, i) {
			return true
		}
	}
	return false
}
