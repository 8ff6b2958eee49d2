package chunk

import (
	"math"
	"unicode"
)

// reach is how many characters are compared on each side of a cut, in whole units.
const reach = 120

// bonds tells of each unit of a text that no chunk holds how much what stands
// before it and what stands behind have in common: from -1 to 1, 0 where it is as
// usual in this text. They are told by the pairs of characters on both sides,
// the rarer in the text the weightier, as TextTiling does (Hearst, 1997).
func (b body) bonds(units []unit) []float64 {
	out := make([]float64, len(units))
	if units[len(units)-1].End-units[0].Start <= MaxChunk {
		return out
	}
	w := b.wordingOf(units)
	sum := 0.
	for j := 1; j < len(units); j++ {
		out[j] = w.likeness(j)
		sum += out[j]
	}
	mean := sum / float64(max(1, len(units)-1))
	for j := 1; j < len(units) && mean > 0; j++ {
		out[j] = min(1, out[j]/mean-1)
	}
	return out
}

// A wording is the pairs of characters that stand in units, by number.
type wording struct {
	units  []unit
	of     [][]int   // each unit's, each once
	weight []float64 // of each pair, squared
	seen   []int     // of each pair, where it was seen last
}

// wordingOf numbers the pairs of Han characters in units.
func (b body) wordingOf(units []unit) wording {
	w := wording{units: units, of: make([][]int, len(units))}
	number := map[[2]rune]int{}
	for i, u := range units {
		for k := u.Start; k+1 < u.End; k++ {
			pair := [2]rune{b.runes[k], b.runes[k+1]}
			if !unicode.Is(unicode.Han, pair[0]) || !unicode.Is(unicode.Han, pair[1]) {
				continue
			}
			n, known := number[pair]
			if !known {
				n = len(number)
				number[pair] = n
				w.weight, w.seen = append(w.weight, 0), append(w.seen, 0)
			}
			if w.seen[n] <= i {
				w.seen[n] = i + 1
				w.weight[n]++ // units that have it
				w.of[i] = append(w.of[i], n)
			}
		}
	}
	for n, units := range w.weight {
		rarity := math.Log(float64(len(w.units)+1) / units)
		w.weight[n], w.seen[n] = rarity*rarity, 0
	}
	return w
}

// likeness is the cosine of what stands before the j-th unit and what stands
// behind it, 0 where either has no pairs. It is called for rising j.
func (w wording) likeness(j int) float64 {
	var before, behind, shared float64
	for i, n := j-1, 0; i >= 0 && n < reach; i-- {
		for _, p := range w.of[i] {
			if w.seen[p] != 2*j {
				w.seen[p] = 2 * j
				before += w.weight[p]
			}
		}
		n += w.units[i].length()
	}
	for i, n := j, 0; i < len(w.units) && n < reach; i++ {
		for _, p := range w.of[i] {
			if w.seen[p] == 2*j+1 {
				continue
			}
			if w.seen[p] == 2*j {
				shared += w.weight[p]
			}
			w.seen[p] = 2*j + 1
			behind += w.weight[p]
		}
		n += w.units[i].length()
	}
	if before*behind == 0 {
		return 0
	}
	return shared / math.Sqrt(before*behind)
}
