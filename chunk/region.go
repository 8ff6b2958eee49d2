package chunk

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:generate ./regions/fetch

//go:embed regions/regions.txt
var regionsFile string

// A region is a place with the places it belongs to, "" where there is none.
type region struct {
	province, city, county, street string
}

// A gazetteer finds regions by their full names.
type gazetteer struct {
	provinces map[string]bool
	cities    map[string]region
	counties  map[string][]region // several may have one name
}

var regions = sync.OnceValue(func() gazetteer {
	g := gazetteer{provinces: map[string]bool{}, cities: map[string]region{}, counties: map[string][]region{}}
	for line := range strings.Lines(regionsFile) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		r := region{province: f[0]}
		g.provinces[f[0]] = true
		if f[1] != "-" {
			r.city = f[1]
			g.cities[f[1]] = r
		}
		for _, c := range f[2:] {
			r.county = c
			g.counties[c] = append(g.counties[c], r)
		}
	}
	return g
})

const longestRegion = 15 // characters, of one part of a name

// String is the full name from the province down.
func (r region) String() string { return r.province + r.short() }

// short is the full name from the city down, or the province alone; a
// municipality's districts keep its name.
func (r region) short() string {
	if r.city == "" && r.county != "" && isMunicipality(r.province) {
		return r.county + r.street
	}
	return r.city + r.county + r.street
}

// named is the name by which people call the region: from the city down, a
// municipality counting as one.
func (r region) named() string {
	if r.city == "" && (isMunicipality(r.province) || r.county == "") {
		return r.String()
	}
	return r.short()
}

// isMunicipality tells 北京市 from provinces.
func isMunicipality(province string) bool { return strings.HasSuffix(province, "市") }

// level is the level of the smallest part of the name.
func (r region) level() string {
	switch {
	case r.street != "":
		return "街道"
	case r.county != "":
		return "区县"
	case r.city != "":
		return "市"
	case r.province != "":
		return "省"
	}
	return ""
}

// regionAt reads the region whose name stands at the beginning of s, from
// whatever level on it is given: 广东省湛江市赤坎区, 湛江市赤坎区 or 赤坎区.
// Counties that share a name are told apart by what stands in context.
func regionAt(s, context string) (region, string) {
	g := regions()
	var r region
	rest := s
	if p := longestPrefix(rest, func(n string) bool { return g.provinces[n] }); p != "" {
		r.province, rest = p, rest[len(p):]
	}
	if c := longestPrefix(rest, func(n string) bool { return within(r, g.cities[n]) }); c != "" {
		r, rest = g.cities[c], rest[len(c):]
	}
	if c := longestPrefix(rest, func(n string) bool { return len(g.below(r, n)) > 0 }); c != "" {
		r, rest = pick(g.below(r, c), c, context), rest[len(c):]
	}
	if r.county != "" || r.city != "" {
		if m := streetName.FindStringSubmatch(rest); m != nil {
			r.street = m[1] + m[2]
			rest = rest[len(r.street):]
		}
	}
	return r, rest
}

// streetName wants behind 镇 and 乡 what tells them from words like 城镇化.
var streetName = regexp.MustCompile(`^([\p{Han}]{2,5}?街道|[\p{Han}]{1,5}?[镇乡])(?:办事处|办|国民经济|人民政府|政府|党委|人大|第|“|十|\d|总体|$)|^([\p{Han}]{2,5}?街道)`)

// below are the counties of a name that lie in r.
func (g gazetteer) below(r region, name string) []region {
	var out []region
	for _, c := range g.counties[name] {
		if (r.province == "" || r.province == c.province) && (r.city == "" || r.city == c.city) {
			out = append(out, c)
		}
	}
	return out
}

// within tells whether a city lies in the province of r, if r has one.
func within(r, c region) bool {
	return c.city != "" && (r.province == "" || r.province == c.province)
}

// pick tells counties that share a name apart by whose city or province the
// context names most; none if nothing does.
func pick(cs []region, name, context string) region {
	best, most := region{county: name}, 0
	for _, c := range cs {
		n := strings.Count(context, c.city+c.county) * 100
		if c.city != "" {
			n += strings.Count(context, strings.TrimSuffix(c.city, "市"))
		}
		n += strings.Count(context, c.province)
		if len(cs) == 1 {
			n++
		}
		if n > most {
			best, most = c, n
		}
	}
	return best
}

// longestPrefix is the longest beginning of s that is a name.
func longestPrefix(s string, isName func(string) bool) string {
	best, n := "", 0
	for i, r := range s {
		if n > 1 && isName(s[:i]) {
			best = s[:i]
		}
		if n++; n > longestRegion || r < 0x2E80 {
			return best
		}
	}
	if isName(s) {
		best = s
	}
	return best
}
