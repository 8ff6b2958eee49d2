package verify

import "testing"

// A document's own name in front needs no support, figures in it neither; any
// other name does.
func TestNamedInFront(t *testing.T) {
	text := Read(Source{Text: "到2026年，农村自来水普及率达到81%。", About: About{Names: []string{"第3县供水规划"}, Region: "甲省乙市", Plans: true, Issued: true}})
	other := Read(Source{Text: "到2026年，农村自来水普及率达到81%。", About: About{Names: []string{"第4县供水规划"}, Plans: true, Issued: true}})
	for _, c := range []struct {
		claim string
		texts []*Text
		holds bool
	}{
		{"第3县供水规划：到2026年，农村自来水普及率达到81%。", []*Text{text}, true},
		{"《第3县供水规划》：农村自来水普及率达到81%。", []*Text{text}, true},
		{"甲省乙市：农村自来水普及率达到81%。", []*Text{text}, true},
		{"第4县供水规划：到2026年，农村自来水普及率达到81%。", []*Text{text}, false},
		{"第3县供水规划：到2026年，农村自来水普及率达到82%。", []*Text{text}, false},
		{"第3县供水规划：到2026年，农村自来水普及率达到81%。", []*Text{other, text}, false},
	} {
		if v := Check(c.claim, c.texts); (v.Problem == "") != c.holds {
			t.Errorf("%s: %q", c.claim, v.Problem)
		}
	}
}
