package rag

import "math"

// Half turns a vector into IEEE 754 half precision, rounding to nearest even.
// Values beyond its range become infinite; vectors of unit length have none.
func Half(v []float32) []uint16 {
	out := make([]uint16, len(v))
	for i, f := range v {
		out[i] = half(f)
	}
	return out
}

func half(f float32) uint16 {
	bits := math.Float32bits(f)
	sign := uint16(bits >> 16 & 0x8000)
	exp := int(bits>>23&0xff) - 127 + 15
	mant := bits & 0x7fffff
	switch {
	case exp >= 31:
		return sign | 0x7c00
	case exp <= 0: // subnormal, or too small for one
		if exp < -10 {
			return sign
		}
		return sign | roundShift(mant|0x800000, uint(14-exp))
	}
	return sign + uint16(exp)<<10 + roundShift(mant, 13) // a carry out of the mantissa is right in the exponent
}

// roundShift shifts right, rounding to nearest, ties to even.
func roundShift(m uint32, by uint) uint16 {
	out, rest, tie := m>>by, m&(1<<by-1), uint32(1)<<(by-1)
	if rest > tie || rest == tie && out&1 == 1 {
		out++
	}
	return uint16(out)
}

// Single turns a half-precision number into single precision, exactly.
func Single(h uint16) float32 {
	sign, exp, mant := uint32(h&0x8000)<<16, uint32(h>>10&0x1f), uint32(h&0x3ff)
	switch exp {
	case 0:
		f := float32(mant) / (1 << 24)
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | mant<<13)
	}
	return math.Float32frombits(sign | (exp+127-15)<<23 | mant<<13)
}

// cosine of a unit query vector and a kept one, summed in float64 so that every
// store gives the same.
func cosine(query []float32, kept []uint16) float64 {
	var dot, norm float64
	for i, h := range kept {
		f := float64(Single(h))
		dot += float64(query[i]) * f
		norm += f * f
	}
	if norm == 0 {
		return 0
	}
	return dot / math.Sqrt(norm)
}
