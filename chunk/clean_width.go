package chunk

import "strings"

// minFullWidth is how many full-width digits a text must have before they pass
// for its way of writing numbers and not for a choice here and there.
const minFullWidth = 20

// narrowFigures makes full-width digits and letters plain, and the signs
// between and behind them, in a text that writes most of its figures so.
func (d *draft) narrowFigures() {
	wide, plain := 0, 0
	for _, l := range d.lines {
		for _, r := range l {
			switch {
			case r >= '０' && r <= '９':
				wide++
			case r >= '0' && r <= '9':
				plain++
			}
		}
	}
	if wide < minFullWidth || wide <= plain {
		return
	}
	for i, l := range d.lines {
		if n := narrowLine(l); n != l {
			d.note("full_width", l)
			d.lines[i] = n
		}
	}
}

// narrowLine is a line with plain figures.
func narrowLine(l string) string {
	var b strings.Builder
	rs := []rune(l)
	for i, r := range rs {
		digitBefore := i > 0 && isWideDigit(rs[i-1])
		switch {
		case isWideDigit(r), r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			r -= 'Ａ' - 'A'
		case r == '．' && digitBefore && i+1 < len(rs) && isWideDigit(rs[i+1]):
			r = '.'
		case r == '％' && digitBefore:
			r = '%'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isWideDigit tells full-width digits.
func isWideDigit(r rune) bool { return r >= '０' && r <= '９' }
