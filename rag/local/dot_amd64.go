package local

// fast tells whether this processor, and the system it runs, know what dotF16C uses.
var fast = supported()

// supported asks the processor for FMA and F16C, and both it and the system for
// the wide registers (Intel SDM volume 1, 14.5.3 and 14.4.1).
func supported() bool {
	const (
		fma, osxsave, avx, f16c = 1 << 12, 1 << 27, 1 << 28, 1 << 29 // leaf 1, ecx
		registers               = 1<<1 | 1<<2                        // xmm and ymm are saved
	)
	if last, _, _, _ := cpuid(0, 0); last < 1 {
		return false
	}
	_, _, c, _ := cpuid(1, 0)
	const all = fma | osxsave | avx | f16c
	return c&all == all && xgetbv()&registers == registers
}

// dot is the inner product; h is as long as q.
func dot(q []float32, h []uint16) float32 {
	n := len(q) &^ 31
	if !fast || n == 0 || len(h) < n {
		return dotPlain(q, h)
	}
	return dotF16C(&q[0], &h[0], n) + dotPlain(q[n:], h[n:])
}

//go:noescape
func dotF16C(q *float32, h *uint16, n int) float32

//go:noescape
func cpuid(leaf, subleaf uint32) (a, b, c, d uint32)

//go:noescape
func xgetbv() uint32
