package regions

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed streets.txt.gz
var streetsFile []byte

// streetLines is the list of streets, a line for each name: the name and the
// numbers of the counties that have one, in byte order. It is unpacked when
// a street is first looked for.
var streetLines = sync.OnceValue(func() []string {
	z, err := gzip.NewReader(bytes.NewReader(streetsFile))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
})

// streetCounties are the counties, as places, that have a street of a name.
func (g *gazetteer) streetCounties(name string) []int {
	lines := streetLines()
	i := sort.SearchStrings(lines, name+" ")
	if i == len(lines) || !strings.HasPrefix(lines[i], name+" ") {
		return nil
	}
	var out []int
	for f := range strings.FieldsSeq(lines[i][len(name):]) {
		if n, err := strconv.Atoi(f); err == nil && n < len(g.counties) {
			out = append(out, g.counties[n])
		}
	}
	return out
}

// street is the region of a street in a county.
func (g *gazetteer) street(name string, county int) Region {
	parent := g.region(county)
	return Region{Name: name, Full: parent.Full + name, Level: Street, Parent: parent.Full}
}
