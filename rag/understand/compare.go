package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chuchu/chunk/regions"
)

// A Side is what one search of a comparison looks for.
type Side struct {
	Name  string // 盐田, 2020年, 金沙湾; "" for a question that compares nothing
	Text  string // the question without the other sides
	Place Place  // its place, where places are compared
	Apart bool   // Text is a question by itself
}

// Sides cuts a question that compares places, years or things into one search
// for each. Any other question is one side.
func Sides(text string, places []Place) []Side {
	if sides := ofPlaces(text, places); sides != nil {
		return sides
	}
	if sides := ofThings(text); sides != nil {
		return sides
	}
	if sides := ofPair(text, places); sides != nil {
		return sides
	}
	if sides := ofYears(text); sides != nil {
		return sides
	}
	return []Side{{Text: text}}
}

// together matches what asks about several places side by side.
var together = regexp.MustCompile(`和|与|跟|及|、|各|分别|比|哪个|哪里|区别|不同|不一样|还是|都`)

// ofPlaces gives each place the question without the others. A place in which
// another lies says where that is. A place that no document is of is a side
// only where the words say that places are compared.
func ofPlaces(text string, places []Place) []Side {
	s := simplified(text)
	if !together.MatchString(s) {
		return nil
	}
	strict := kindOf(s) == Comparison
	var compared []Place
	for _, p := range places {
		if p.Own != "" || strict && !above(p, places) {
			compared = append(compared, p)
		}
	}
	if len(compared) < 2 {
		return nil
	}
	sides := make([]Side, len(compared))
	for i, p := range compared {
		own := s
		for _, other := range compared {
			if other.Found != p.Found {
				own = strings.ReplaceAll(own, other.Found, "")
			}
		}
		sides[i] = Side{Name: p.Name, Text: own, Place: p}
	}
	return sides
}

// above tells whether another of the places lies in p.
func above(p Place, places []Place) bool {
	return slices.ContainsFunc(places, func(other Place) bool {
		return slices.ContainsFunc(p.May, func(r regions.Region) bool {
			return other.Name != p.Name && strings.Contains(other.Own, r.Name) ||
				slices.ContainsFunc(other.May, func(c regions.Region) bool { return c.Full != r.Full && strings.HasPrefix(c.Full, r.Full) })
		})
	})
}

// things matches an enumeration of what is compared: 海田、金沙湾、调顺岛三个片区.
var things = regexp.MustCompile(`((?:\p{Han}{2,6}、)+\p{Han}{2,6}?)(?:这)?([一二两三四五六七八九十]个)(\p{Han}{2})`)

// ofThings gives each thing of an enumeration the question without the others,
// with the word for what they all are: 海田片区, 金沙湾片区.
func ofThings(text string) []Side {
	s := simplified(text)
	m := things.FindStringSubmatchIndex(s)
	if m == nil || kindOf(s) != Comparison {
		return nil
	}
	named := strings.Split(s[m[2]:m[3]], "、")
	kind := s[m[6]:m[7]]
	sides := make([]Side, len(named))
	for i, n := range named {
		sides[i] = Side{Name: n, Text: s[:m[0]] + n + kind + s[m[1]:]}
	}
	return sides
}

// ofYears gives each of several years the question without the others.
func ofYears(text string) []Side {
	s := simplified(text)
	years := Years(s)
	if len(years) < 2 || kindOf(s) != Comparison && kindOf(s) != Number {
		return nil
	}
	sides := make([]Side, len(years))
	for i, year := range years {
		own := s
		for _, other := range years {
			if other != year {
				own = strings.ReplaceAll(strings.ReplaceAll(own, strconv.Itoa(other)+"年", ""), strconv.Itoa(other), "")
			}
		}
		sides[i] = Side{Name: strconv.Itoa(year) + "年", Text: own}
	}
	return sides
}
