package extract

import "testing"

func TestAnOrderOfACoveringLetterNamesNoOffice(t *testing.T) {
	for text, want := range map[string]bool{
		"《方案》已经区政府同意，现印发给你们，请认真组织实施。": true,
		"请各单位结合实际认真贯彻落实。":             true,
		"由区住建局负责组织实施。":                false,
		"申请补贴的，由街道办事处负责落实。":           false,
	} {
		if got := anOrder.MatchString(text); got != want {
			t.Errorf("%s is an order: %v", text, got)
		}
		cand, a := pair("危房改造由哪个部门负责", text, nil)
		if got := len(cand.answers(a)) > 0; got && want {
			t.Errorf("%s names an office", text)
		}
	}
}
