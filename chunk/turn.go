package chunk

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// topicHead is how a sentence begins, in simplified script, that turns to another
// topic: it says of what it speaks before it says anything.
var topicHead = regexp.MustCompile(`^(?:当然，)?(?:在[^，。；：]{2,18}(?:方面|问题上|工作[上中]|领域)，|[^，。；：]{2,10}方面，|` +
	`[关对至]于|(?:[再还又][以拿就从]|就)[^，。；：]{2,16}(?:来[说看]|而论)，|有[人些][^，。]{0,4}认为|有人说|` +
	`此外，|另外，|另一方面是|当前，|目前，|今后|现在(?:我|[谈讲])|下面|为了[^，。]{4,30}，)`)

// referring is how a sentence begins, in simplified script, that goes on with the
// one before, or concludes from it.
var referring = regexp.MustCompile(`^(?:(?:所有|凡)?[这此][^里几次年五外]|[在从对以按照根据由经于向就为把将用]{1,2}(?:这[^里几次年五]|他们|它|此|上述|以上)|` +
	`其(?:中|实|结果|原因|目的)|以上|上述|上面|前述|总之|综上|总(?:的|起来)来?[说看]|因[此而]|所以|由此|由于[这此]|可见|显然|为此|从而|但|然而|可是|不过，|而|并且|也|还|又|` +
	`它|他们?|她|那[么种些]|换句话|即|例如|比如|譬如|如果?[不没]|否则|同样|不[仅但]如此|当然|事实[说证正上]|实践[证再]|尽管|虽然如此|正[是因如]|反之|相反|究其|于是|` +
	`另一方面，|与此同时|只有[这如]|[以拿][^，。；：]{2,12}来[说看]，|特别是|尤其)`)

// What such sentences begin with, in both scripts, so that most others are
// spared the regular expression.
const (
	topicFirst     = "当當在关關对對至再还還又就有此另与與目今现現下为為"
	referringFirst = "与與凡这這在从從对對以按照根据據由经經于於向就为為把将將用此其上前总總综綜因所可显顯但然不而并並也还還又它他她那换換即例比譬如否同当當事实實尽儘虽雖正反相究另只拿特尤"
)

// opensTopic tells whether a sentence turns to another topic.
func (b body) opensTopic(s Span) bool {
	return (strings.ContainsRune(topicFirst, b.runes[s.Start]) || b.namesSide(s)) && topicHead.MatchString(fold.Simplified(b.head(s, 2*longestMark)))
}

// namesSide tells whether 方面 stands near the beginning of a sentence.
func (b body) namesSide(s Span) bool {
	for i := s.Start; i+1 < min(s.End, s.Start+longestMark); i++ {
		if b.runes[i] == '方' && b.runes[i+1] == '面' {
			return true
		}
	}
	return false
}

// refersBack tells whether a sentence begins with a word for what stands before it.
func (b body) refersBack(s Span) bool {
	return strings.ContainsRune(referringFirst, b.runes[s.Start]) && referring.MatchString(fold.Simplified(b.head(s, longestMark)))
}
