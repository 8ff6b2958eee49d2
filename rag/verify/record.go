package verify

import (
	"fmt"
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// What a claim may say of a document itself, besides what the document says:
//
//	《甲规划》发布时间为2021年5月
//	《甲规划》由甲区人民政府于2021年5月印发
//	《甲规划》发布机关为甲区人民政府
//	《甲规划》文号为甲府〔2021〕3号
//	《甲规划》规划期为2021—2025年
var (
	recordOf = regexp.MustCompile(`^《([^》]+(?:《[^》]*》[^》]*)?)》的?(发布时间|发布机关|文号|规划期)[为是](.+)$`)
	issuedOn = regexp.MustCompile(`^《([^》]+(?:《[^》]*》[^》]*)?)》(?:由([^，。；]+?))?于([0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)(?:正式)?(?:发布|印发|公布|出台)$`)
)

// onRecord holds a claim about a document itself against what is known of it.
// ok is false where the claim is none of these.
func onRecord(claim string, texts []*Text) (v Verdict, ok bool) {
	claim = strings.TrimRight(strings.TrimSpace(fold.String(claim)), "。. ")
	if m := recordOf.FindStringSubmatch(unfolded(claim)); m != nil {
		return onAny(texts, func(a About) bool { return isCalled(m[1], a) && sameText(m[3], a.field(m[2])) }), true
	}
	if m := issuedOn.FindStringSubmatch(unfolded(claim)); m != nil {
		return onAny(texts, func(a About) bool {
			return isCalled(m[1], a) && (m[2] == "" || sameText(m[2], a.Issuer)) && sameText(m[3], a.field("发布时间"))
		}), true
	}
	return v, false
}

// unfolded gives a folded claim the marks back that the forms are written with.
func unfolded(claim string) string { return strings.NewReplacer(",", "，", ";", "；").Replace(claim) }

// onAny is the verdict of a claim that one of the texts must bear out.
func onAny(texts []*Text, holds func(a About) bool) Verdict {
	for i, t := range texts {
		if holds(t.about) {
			return Verdict{Used: []Used{{Text: i}}}
		}
	}
	return Verdict{Problem: NotInSource}
}

// field is what is known of a document under a name, "" where nothing is.
func (a About) field(name string) string {
	switch name {
	case "发布时间":
		return fold.Date(a.Published)
	case "发布机关":
		return a.Issuer
	case "文号":
		return a.number()
	}
	if a.From == 0 {
		return ""
	}
	return fmt.Sprintf("%d—%d年", a.From, a.To)
}

// number is the document's: the last of its names is that, where it has one.
func (a About) number() string {
	if n := len(a.Names); n > 0 && strings.HasSuffix(strings.TrimSpace(a.Names[n-1]), "号") {
		return a.Names[n-1]
	}
	return ""
}

// isCalled tells whether a document has a name.
func isCalled(name string, a About) bool {
	for _, n := range a.Names {
		if n != "" && n != a.Issuer && sameText(name, strings.Trim(n, "《》")) {
			return true
		}
	}
	return false
}

// sameText tells whether two texts are the same but for script, width and blanks.
// Nothing is the same as an unknown one.
func sameText(a, b string) bool {
	bare := func(s string) string { return strings.Join(strings.Fields(fold.String(s)), "") }
	return b != "" && bare(a) == bare(b)
}
