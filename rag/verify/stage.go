package verify

import "strings"

// stages are groups of words for how far something has come, of which one may not
// stand for another: what was topped out is not in use.
var stages = classes(
	"启动 开工 动工 开建", "加快 加紧", "主体施工", "封顶", "完成 竣工 完工 建成 落成 验收", "投入使用 投用 启用 投产 通车 投入运营 投运", "筹建 筹备 谋划 前期",
)

// goingOn are words of which a source's clause that has no others says that
// something goes on. A claim may say so of any stage.
var goingOn = []string{"推进", "推动"}

// stagesOf is the set of the stages that words tell, a bit for each group.
func stagesOf(words string) (set uint) {
	for i, class := range stages {
		if holdsAny(words, class) {
			set |= 1 << i
		}
	}
	return set
}

// restaged tells whether a clause of a claim tells a stage of which the one of its
// source says nothing, and not what that says.
func restaged(claim, source string) bool {
	mine, theirs := stagesOf(claim), stagesOf(source)
	if theirs == 0 {
		return mine != 0 && mine&stagesOf("加快") == 0 && holdsAny(source, goingOn) && !holdsAny(claim, goingOn)
	}
	return mine&^theirs != 0 && theirs&^mine != 0
}

// stageIn is the words of a claim's clause where they tell how far something has
// come, "" where they do not.
func (c *claim) stageIn(clause int) string {
	words := ""
	for _, p := range c.pieces {
		if p.clause == clause {
			words += string(p.words) + " "
		}
	}
	if stagesOf(words) == 0 {
		return ""
	}
	return words
}

// clauseAt is the words of the clause that the k-th of pieces stands in. It goes
// on behind what stands in brackets.
func clauseAt(pieces []piece, k int) string {
	words := string(pieces[k].words)
	for _, by := range []int{-1, 1} {
		for i := k + by; i >= 0 && i < len(pieces) && goesAcross(pieces[i-by], pieces[i]); i += by {
			if !pieces[i].aside {
				words += " " + string(pieces[i].words)
			}
		}
	}
	return words
}

// goesAcross tells whether two pieces are of one clause, or one of them stands in
// brackets beside the other.
func goesAcross(p, o piece) bool {
	return p.clause == o.clause || (p.aside || o.aside) && max(p.clause, o.clause) == min(p.clause, o.clause)+1
}

// staged holds a claim that tells how far something has come against the clause
// that it is laid on: that must not tell otherwise, and where it tells so of
// something of its own, the claim's words are from there.
func (c *claim) staged(out *support, in *held, clause string) {
	if restaged(c.stage, clause) {
		out.add(5, Direction)
	}
	if c.onlyHere(clause) {
		in.whole, in.head, in.before = clause, "", ""
	}
}

// onlyHere tells whether the words of a claim that tells how far something has come
// must all be from one clause of its source: that tells so of something of its own.
func (c *claim) onlyHere(clause string) bool {
	return stagesOf(clause) != 0 && saysMore([]rune(strings.ReplaceAll(clause, " ", "")), c.text)
}
