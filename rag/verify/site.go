package verify

import (
	"regexp"
	"slices"
	"strings"
)

// site matches the name of a part of a place, with the kind that it is of.
var site = regexp.MustCompile(`([\p{Han}]{1,3}?[^城乡农街新老旧全本各行政明美丽一两三导进建个的\P{Han}])(片区|院区|校区|园区|街区|村|镇)`)

// otherSite tells whether a source says of one part of a place what the claim,
// which names another of the kind and not that one, says.
func (c *claim) otherSite(near string) bool {
	all := site.FindAllStringSubmatch(near, -1)
	if len(all) == 0 {
		return false
	}
	theirs := all[len(all)-1] // the one named last is what the words behind it are of
	if strings.Contains(c.text, lastOf(theirs[1])+theirs[2]) {
		return false
	}
	return slices.ContainsFunc(site.FindAllStringSubmatch(c.text, -1), func(ours []string) bool { return ours[2] == theirs[2] })
}

// lastOf is the end of a name, in front of which other words may have been read.
func lastOf(name string) string {
	runes := []rune(name)
	return string(runes[max(0, len(runes)-2):])
}

// borrows tells whether words name another place, or something else in it, with a
// part of the name of a text's own: 福田区 for 盐田区, 盐田港.
func (t *Text) borrows(run string) bool {
	for _, name := range partOfRegion.FindAllString(t.place, -1) {
		runes := []rune(name)
		before, _, found := strings.Cut(run, string(runes[1:]))
		if found && !strings.HasSuffix(before, string(runes[:1])) && len(content([]rune(before))) > 0 {
			return true
		}
		_, behind, found := strings.Cut(run, shortOf(name))
		if found && besides.MatchString(behind) {
			return true
		}
	}
	return false
}

// besides matches what makes the name of something else of a place's short name.
var besides = regexp.MustCompile(`^(?:港|局|厅|办|院|站|河|山|湖|岛|湾|村|镇|乡)`)
