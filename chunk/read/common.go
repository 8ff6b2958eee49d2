package read

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// common is text with the common characters in place of those that some fonts
// map to: radicals, compatibility ideographs, ligatures, full-width letters and
// figures. Signs that mean something of their own, ① ㎡ ℃ and the full-width
// punctuation of Chinese, stay.
func common(s string) string {
	if !strings.ContainsFunc(s, isStandIn) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case radicals[r] != 0:
			b.WriteRune(radicals[r])
		case isStandIn(r):
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isStandIn tells characters that stand for others.
func isStandIn(r rune) bool {
	return r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F || r >= 0xFB00 && r <= 0xFB06 ||
		r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || r == '\u00A0' || r == '％' || r == '．'
}

// radicals are those of U+2E80–2EFF that stand for a character and that
// Unicode's compatibility mapping leaves alone.
var radicals = map[rune]rune{
	'⺀': '冫', '⺁': '厂', '⺃': '乚', '⺅': '亻', '⺆': '冂', '⺈': '刀', '⺉': '刂', '⺊': '卜', '⺌': '小', '⺍': '小', '⺒': '巳', '⺓': '幺',
	'⺔': '彑', '⺖': '忄', '⺗': '心', '⺘': '扌', '⺙': '攵', '⺛': '旡', '⺜': '日', '⺝': '月', '⺟': '母', '⺠': '民', '⺡': '氵', '⺢': '水',
	'⺣': '灬', '⺤': '爪', '⺦': '丬', '⺨': '犭', '⺩': '王', '⺬': '示', '⺭': '礻', '⺮': '竹', '⺯': '糹', '⺰': '纟', '⺷': '羊', '⺸': '羊',
	'⺹': '耂', '⺼': '肉', '⺽': '臼', '⺾': '艹', '⺿': '艹', '⻀': '艹', '⻁': '虎', '⻂': '衤', '⻄': '西', '⻅': '见', '⻆': '角', '⻈': '讠',
	'⻉': '贝', '⻋': '车', '⻌': '辶', '⻍': '辶', '⻎': '辶', '⻏': '阝', '⻐': '钅', '⻑': '長', '⻒': '镸', '⻓': '长', '⻔': '门', '⻖': '阝',
	'⻗': '雨', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻟': '飠', '⻠': '饣', '⻢': '马', '⻣': '骨', '⻤': '鬼',
	'⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉', '⻬': '齐', '⻭': '歯', '⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜', '⻲': '亀', '⻳': '龟',
}
