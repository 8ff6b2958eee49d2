package local

import "math"

// dotPlain is dot in Go.
func dotPlain(q []float32, h []uint16) float32 {
	h = h[:len(q)]
	var a, b float32 // two sums, so that one addition need not wait for the other
	for len(q) >= 2 {
		a += q[0] * widen(h[0])
		b += q[1] * widen(h[1])
		q, h = q[2:], h[2:]
	}
	if len(q) > 0 {
		a += q[0] * widen(h[0])
	}
	return a + b
}

// widen is rag.Single for finite numbers: exponent and fraction are where
// single precision has them, but the exponent counts from 15, not from 127.
func widen(h uint16) float32 {
	return math.Float32frombits(uint32(h&0x8000)<<16|uint32(h&0x7fff)<<13) * 0x1p112
}
