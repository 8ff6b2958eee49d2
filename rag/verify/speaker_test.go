package verify

import "testing"

// The name of a draft or a report may have figures, which say nothing of what it says.
func TestNamesOfDraftsAreNoClaims(t *testing.T) {
	draft := Source{Text: "到2022年，制定30项以上国家标准。", About: About{Names: []string{"智能船舶建设指南（二次征求意见稿）"}}}
	for claim, want := range map[string]string{
		"智能船舶建设指南（二次征求意见稿）建议：到2022年，制定30项以上国家标准。":    "",
		"据智能船舶建设指南（二次征求意见稿）报道：到2022年，制定30项以上国家标准。":   "",
		"智能船舶建设指南（二次征求意见稿）建议：到2022年，制定50项以上国家标准。":    Number,
		"智能船舶建设指南（三次征求意见稿）建议：到2022年，制定30项以上国家标准。":    NotInSource,
		"智能船舶建设指南（二次征求意见稿）建议：到2022年，制定30项以上国家标准50种。": Number,
	} {
		if v := Check(claim, []*Text{Read(draft)}); v.Problem != want {
			t.Errorf("%s: %q, want %q", claim, v.Problem, want)
		}
	}
}
