package verify

import "strings"

// unnamed is a folded claim without the name of the cited document that it
// begins with ("第3县供水规划：…"). Figures in a name (十四五, 35条) are no
// claim of the sentence's, and a name that is the document's own needs no
// support. Where several documents are cited, a name in front that is not
// common to all stays, to be held like the rest.
func unnamed(claim string, texts []*Text) string {
	head, tail, found := strings.Cut(claim, ":")
	for _, name := range titlesOf(texts) { // which may have a colon of its own
		if rest, ok := strings.CutPrefix(claim, name+":"); ok {
			head, tail = name, rest
		}
	}
	if !found || strings.TrimSpace(tail) == "" || len(texts) == 0 {
		return claim
	}
	for _, t := range texts {
		if !t.about.calledLike(head) && (t.about.Issued || !t.about.calledLike(speaker(head))) {
			return claim
		}
	}
	return tail
}

// speaker is who says what stands behind a colon: 甲局 of 甲局建议 and of 据甲局报道.
func speaker(head string) string {
	if said, ok := strings.CutSuffix(head, "报道"); ok {
		return strings.TrimPrefix(said, "据")
	}
	return strings.TrimSuffix(head, "建议")
}

// titlesOf are the names of the first text's document, folded.
func titlesOf(texts []*Text) []string {
	var out []string
	for i := range texts[:min(1, len(texts))] {
		for _, name := range texts[i].about.Names {
			if name != "" {
				out = append(out, plain(name))
			}
		}
	}
	return out
}

// calledLike tells whether a folded text is one of a document's names.
func (a About) calledLike(head string) bool {
	head = strings.Trim(head, "《》 ")
	for _, name := range append([]string{a.Region, a.Issuer}, a.Names...) {
		if name != "" && strings.Trim(plain(name), "《》 ") == head {
			return true
		}
	}
	return false
}
