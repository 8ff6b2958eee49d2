package openai

import "unicode"

// tokens counts what a text takes of a model's context, rather too many than
// too few: one for each character that is not ASCII, digit and mark, one for
// three letters.
func tokens(text string) int {
	n, letters := 0, 0
	for _, r := range text {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || r == ' ') {
			letters++
			continue
		}
		n++
	}
	return n + (letters+2)/3
}

// cutShare is the least share of our count that a whole prompt may have: the
// tokenizers of Qwen and DeepSeek need about .55 for plans.
const cutShare = 0.4

// wasCut tells from the endpoint's own count whether a prompt was cut. Ollama
// cuts at the size of its window, a power of two, and says nothing. A count of
// 0 is none.
func wasCut(counted, reported int) bool {
	if reported <= 0 || reported >= counted {
		return false
	}
	if float64(reported) < cutShare*float64(counted) {
		return true
	}
	window := reported >= 2048 && reported&(reported-1) == 0
	return window || reported >= 2047 && (reported+1)&reported == 0
}
