package verify

import (
	"regexp"
	"strings"
)

// headEnd stands in a claim between what a list is of and its items.
const headEnd = '\uE001'

// listHead matches the head of a list with the word that leads to its items:
// 六类领域包括甲、乙. The head names something; a figure right behind the word is
// no item.
var listHead = regexp.MustCompile(`([^,;。:()、和与及]{2,}?)(分别是|分别为|分别指|指的是|是指|包括了|包括|包含|涵盖|名为|为|是|指|有)([^0-9,;:。()、][^,;:。()]*、[^,;:。()]+)`)

// headed parts the heads of a claim's lists from their items.
func headed(claim string) string {
	return listHead.ReplaceAllStringFunc(claim, func(list string) string {
		m := listHead.FindStringSubmatch(list)
		if words := []rune(m[1]); (m[2] == "有" || m[2] == "指") && (strings.ContainsRune(partOfWord, words[len(words)-1]) || strings.ContainsRune(wordWith, []rune(m[3])[0])) {
			return list
		}
		return m[1] + string(headEnd) + m[3]
	})
}

// partOfWord are characters that make one word with 有 behind them: 拥有, 具有.
const partOfWord = "拥具占现所还没国享富特"

// wordWith are characters that make one word with 有 or 指 in front of them: 有条件, 指定.
const wordWith = "条关效序机利力限色益志些定导示挥标数南明出引"
