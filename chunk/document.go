package chunk

import (
	"regexp"
	"strings"
)

// A file may hold several documents: a notice, and the plan that it issues; a
// form to fill in; a list. Each begins with its title on a line of its own.

// ofDocument is how the title of a document ends.
var ofDocument = regexp.MustCompile(`(?:通知|办法|规定|决定|细则|条例|方案|意见|规则|章程|制度|公告|通告|批复|函|说明|解释|指引|指南|标准|规划|计划|纲要|报告|决议|要点|措施|政策|清单|目录)(?:[（(][^（）()]{1,12}[）)])?$`)

// beginsDocument tells whether another document begins with the i-th paragraph:
// its title stands below the signature or the foot of the one before.
func (g page) beginsDocument(i int) bool {
	p := g.ps[i]
	return i > 0 && i+1 < len(g.ps) && (g.isDate(i-1) || g.isFoot(i-1)) && g.marks[i].kind == unmarked && p.length() >= minPart && p.length() <= maxSigner+maxSigner/2 &&
		ofDocument.MatchString(g.slice(p)) && !strings.ContainsAny(g.slice(p), "。；：:")
}
