package openai

import (
	"strings"
	"unicode"
)

// twins stand in text for the marks that fences, handles and the special
// tokens of models are made of: the reader and our checks see the same, a
// model sees no fence.
var twins = strings.NewReplacer("<", "＜", ">", "＞", "[", "［", "]", "］", "【", "［", "】", "］", "\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// block makes text fit to stand within a fence. Characters that nobody sees
// are left out: orders can hide in them.
func block(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.Is(unicode.C, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, twins.Replace(text))
}

// longestName is how many characters of a title, label or heading are shown.
const longestName = 120

// line makes text fit for one line.
func line(text string) string {
	s := strings.Join(strings.Fields(block(text)), " ")
	if rs := []rune(s); len(rs) > longestName {
		return string(rs[:longestName]) + "…"
	}
	return s
}
