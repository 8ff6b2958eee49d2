package extract

import "testing"

func TestABoundIsPutFirst(t *testing.T) {
	for _, c := range []struct {
		question, best, next string
		want                 bool // the next one is put first
	}{
		{"一所学校最多能报几个项目", "一所学校的项目一般在3个左右。", "每所学校参与项目不超过2个。", true},
		{"一所学校能报几个项目", "一所学校的项目一般在3个左右。", "每所学校参与项目不超过2个。", false},
		{"一所学校最多能报几个项目", "一所学校限报3个项目。", "每所学校参与项目不超过2个。", false},
		{"一所学校至少要报几个项目", "一所学校的项目一般在3个左右。", "每所学校参与项目不少于2个。", true},
		{"一所学校至少要报几个项目", "一所学校的项目一般在3个左右。", "每所学校参与项目不超过2个。", false},
	} {
		best, a := pair(c.question, c.best, nil)
		next, _ := pair(c.question, c.next, nil)
		found := []scored{{choice: choice{best, []int{0}, false}, worth: 1.4}, {choice: choice{next, []int{0}, false}, worth: 1.3}}
		if got := a.boundFirst(found)[0].text == c.next; got != c.want {
			t.Errorf("%s: %s first: %v", c.question, c.next, got)
		}
		found[1].worth = 0.9 // far from the best
		if a.boundFirst(found)[0].text == c.next {
			t.Errorf("%s: %s first from afar", c.question, c.next)
		}
	}
}
