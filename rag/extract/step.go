package extract

import (
	"regexp"
	"slices"
	"strconv"

	"chuchu/chunk/fold"
)

// aStep matches the step of a plan that the points behind it are of, with its
// year: 第一步，到2020年.
var aStep = regexp.MustCompile(`第[0-9一二三四五](?:步|阶段)[^。；;\n]{0,8}?((?:19|20)[0-9]{2})年`)

// stepsBack is how many passages a step may begin in front of one of its points.
const stepsBack = 3

// stepOf is the year of the step that a place of a passage stands in: the last
// that its own text names in front of it, else that of the passages right before
// it, as far as those were found as well; 0 where no step is known.
func stepOf(r ranked, start int, group []ranked) int {
	runes := []rune(r.Text)
	if y := lastStep(string(runes[:min(start, len(runes))])); y != 0 {
		return y
	}
	for back := 1; back <= stepsBack; back++ {
		i := slices.IndexFunc(group, func(o ranked) bool {
			return o.Key.Document == r.Key.Document && o.Number == r.Number-back && o.Fact == nil && sameSection(o.Path, r.Path)
		})
		if i < 0 {
			return 0
		}
		if y := lastStep(group[i].Text); y != 0 {
			return y
		}
	}
	return 0
}

// sameSection tells whether two paths are of one section or of points of one.
func sameSection(a, b []string) bool {
	n := max(min(len(a), len(b))-1, 1)
	if len(a) != len(b) {
		n = min(len(a), len(b))
	}
	return len(a) >= n && len(b) >= n && slices.Equal(a[:n], b[:n])
}

// lastStep is the year of the last step that a text names, 0 where it names none.
func lastStep(text string) int {
	all := aStep.FindAllStringSubmatch(fold.String(text), -1)
	if len(all) == 0 {
		return 0
	}
	y, _ := strconv.Atoi(all[len(all)-1][1])
	return y
}
