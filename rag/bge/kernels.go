package bge

import "unsafe"

// kernels is the arithmetic of the network for one kind of processor. All
// kinds give the same bits. Lengths of rows are multiples of 16.
type kernels struct {
	name string
	// tile8 and tile16 compute a tile of a product: uint8 by int8, four of
	// each a step, or int16 by int16, two a step.
	tile8, tile16 func(t *tile)
	// rescale turns the integers in x (as bits) into w's numbers: with the
	// scales of w and q, without q's zero, plus bias.
	rescale func(x []float32, w *matrix, q step)
	// gelu sets each x to x·Φ(x).
	gelu func(x []float32)
	// norm sets x to the layer norm of x + y.
	norm func(x, y []float32, n *layerNorm)
	// extremes returns the least and the greatest of x.
	extremes func(x []float32) (lo, hi float32)
	// toBytes sets dst to x·perUnit + zero, toInt16 to x·perUnit, rounded.
	toBytes func(dst []uint8, x []float32, perUnit float32, zero int32)
	toInt16 func(dst []int16, x []float32, perUnit float32)
	// exps turns the integers in x (as bits) into e to the power of their
	// distance from the greatest, times factor.
	exps func(x []float32, factor float32)
	// shares sets dst to x, scaled so that it adds up to 1<<14.
	shares func(dst []int16, x []float32)
}

// A tile is 6 rows and 64 columns of a product c = a·b. In a, a step takes
// four bytes of each row; b has [steps][64] times the same; c is int32.
// Strides are in bytes.
type tile struct {
	c, a, b          unsafe.Pointer
	cStride, aStride int
	steps            int
}

// bytesOf returns where a slice begins.
func bytesOf[T any](s []T) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(s))
}
