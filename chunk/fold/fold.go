// Package fold folds script, width, case and numerals so that text can be compared.
//
// Two texts that say the same in traditional or simplified script, with
// full-width or plain letters, with 二〇三五年 or 2035年, 百分之七 or 7 %,
// fold to the same string:
//
//	fold.String("區(全區)達 ３０ 多家") == fold.String("区(全区)达30多家")
//
// What folds to something else, and what is left alone on purpose, stands in
// the tests' tables.
package fold

//go:generate ./opencc/fetch

// String returns s folded for comparison and searching. It
//
//   - turns traditional characters into simplified ones, by phrases first,
//   - turns full-width letters, digits and signs into plain ones, all kinds of
//     quotation marks, dashes and waves into one of each, and letters into lower case,
//   - drops white space beside Chinese characters and before %, makes one
//     blank of what is left, and keeps line breaks as one \n,
//   - drops what is not seen (zero-width characters, soft hyphens),
//   - turns numbers in Chinese numerals into Arabic ones where they are
//     certainly numbers, and 百分之七 into 7%; a lone 一 stays, and so does 十四五,
//   - drops the commas of 1,200, and the blanks of 1 9 9 7 年.
func String(s string) string {
	return string(folded(s, false).runes)
}

// Map folds s as String does and tells for each rune of the result the index,
// counted in runes of s, of the rune that it came from. Where several runes
// became several others (一千二百, 1200), the first and the last of the result
// point at the first and the last of the source.
func Map(s string) (result []rune, at []int) {
	t := folded(s, true)
	return t.runes, t.at
}

// A text is a sequence of runes, with the place each came from where that is asked for.
type text struct {
	runes []rune
	at    []int // nil, or as long as runes
}

// folded goes through the steps of folding in their order: signs, numbers, spaced
// digits, thousands.
func folded(s string, track bool) text {
	return joinThousands(joinSpaced(numbers(signs(s, track))))
}

// append adds the rune r that came from place at.
func (t *text) append(r rune, at int) {
	t.runes = append(t.runes, r)
	if t.at != nil {
		t.at = append(t.at, at)
	}
}

// copy adds the runes [from, to) of u.
func (t *text) copy(u text, from, to int) {
	t.runes = append(t.runes, u.runes[from:to]...)
	if t.at != nil {
		t.at = append(t.at, u.at[from:to]...)
	}
}

// spread adds s in place of the runes [from, to) of u.
func (t *text) spread(s string, u text, from, to int) {
	rs := []rune(s)
	for i, r := range rs {
		at := 0
		if u.at != nil {
			at = u.at[min(from+i, to-1)]
			if i == len(rs)-1 {
				at = u.at[to-1]
			}
		}
		t.append(r, at)
	}
}
