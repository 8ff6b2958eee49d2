package chunk

import (
	"regexp"
	"strings"
)

// licenceLine begins the licence that a library puts below a text.
var licenceLine = regexp.MustCompile(`^(?:本|这部|這部|此)(?:作品|文献|文獻)`)

// commentLine is a remark to machines, or of a library to its readers.
var commentLine = regexp.MustCompile(`^\s*(?:<!--[^>]*-->|法宝联想[:：].{0,30})\s*$`)

const maxLicence = 160 // lines of a licence, blank ones included

// dropLicence takes the licence of a library off the end of a text, and remarks
// to machines out of it.
func (d *draft) dropLicence() {
	end := len(d.lines)
	for i := max(0, len(d.lines)-maxLicence); i < len(d.lines); i++ {
		if licenceLine.MatchString(strings.TrimSpace(d.lines[i])) && isLicence(d.lines[i:]) {
			end = i
			break
		}
	}
	kept := make([]string, 0, end)
	for i, l := range d.lines {
		if i >= end || commentLine.MatchString(l) {
			d.note("furniture", l)
			continue
		}
		kept = append(kept, l)
	}
	d.lines = kept
}

// isLicence tells whether lines speak of whose a text is.
func isLicence(lines []string) bool {
	text := strings.ToLower(strings.Join(lines, "\n"))
	for _, word := range []string{"public domain", "公有领域", "公有領域", "著作权", "著作權", "版权", "版權", "creative commons"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
