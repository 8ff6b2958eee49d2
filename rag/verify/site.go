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
