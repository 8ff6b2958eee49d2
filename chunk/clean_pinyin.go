package chunk

import (
	"maps"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"chuchu/chunk/fold"
)

// Some web pages that show traditional script put a character's reading
// behind it: 區(qū)域, 養(yǎng)老.

const toned = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

var pinyin = regexp.MustCompile(`^[(（]([a-zü]{0,5}[` + toned + `][a-z]{0,4})[)）]`)

const maxPinyin = 24 // bytes of a reading in its brackets

// dropPinyin takes out readings put behind common characters, and the same
// readings where the character before them is broken. A reading that explains
// a rare character (垚(yáo)) was written by the author and stays.
func (d *draft) dropPinyin() {
	inserted := map[string]rune{}
	for _, l := range d.lines {
		for _, m := range pinyinIn(l) {
			if c := before(l, m[0]); isCommon(c) {
				inserted[l[m[2]:m[3]]] = c
			}
		}
	}
	if len(inserted) == 0 {
		return
	}
	if d.readings == nil {
		d.readings = map[string]rune{}
	}
	maps.Copy(d.readings, inserted)
	for i, l := range d.lines {
		d.lines[i] = d.withoutPinyin(l)
	}
}

// withoutPinyin is a line without the readings that were found to be inserted.
func (d *draft) withoutPinyin(l string) string {
	found := pinyinIn(l)
	if len(found) == 0 {
		return l
	}
	var b strings.Builder
	done := 0
	for _, m := range found {
		if d.readings[l[m[2]:m[3]]] == 0 || m[0] == 0 {
			continue
		}
		b.WriteString(l[done:m[0]])
		done = m[1]
		d.note("inserted_pinyin", string(before(l, m[0]))+l[m[0]:m[1]])
	}
	b.WriteString(l[done:])
	return Squeeze(b.String())
}

// pinyinIn are the readings of a line: where each stands with its brackets, and without them.
func pinyinIn(l string) [][4]int {
	var out [][4]int
	for i := 0; i < len(l); i++ {
		if l[i] != '(' && !strings.HasPrefix(l[i:], "（") {
			continue
		}
		if m := pinyin.FindStringSubmatchIndex(l[i:min(len(l), i+maxPinyin)]); m != nil {
			out = append(out, [4]int{i, i + m[1], i + m[2], i + m[3]})
			i += m[1] - 1
		}
	}
	return out
}

// before is the character that ends at byte i.
func before(s string, i int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// isCommon tells whether a character, in simplified script, is one of the
// 3,755 of GB 2312's first level.
func isCommon(r rune) bool {
	b, err := simplifiedchinese.GBK.NewEncoder().String(fold.Simplified(string(r)))
	return err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xD7 && b[1] >= 0xA1
}
