package bge

import "golang.org/x/sys/cpu"

// available returns the kernels this processor can run, the fastest first.
func available() []kernels {
	all := []kernels{plainKernels()}
	if !cpu.X86.HasAVX2 {
		return all
	}
	avx2 := kernels{
		name: "AVX2", tile8: tile8AVX2, tile16: tile16AVX2,
		rescale: rescaleAVX2, gelu: geluAVX2, norm: normAVX2, extremes: extremesAVX2,
		toBytes: toBytesAVX2, toInt16: toInt16AVX2, exps: expsAVX2, shares: sharesAVX2,
	}
	all = append([]kernels{avx2}, all...)
	if !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512VNNI {
		return all
	}
	vnni := avx2
	vnni.name, vnni.tile8, vnni.tile16 = "AVX-512 VNNI", tile8VNNI, tile16VNNI
	return append([]kernels{vnni}, all...)
}

// In tiles_amd64.s.

//go:noescape
func tile8VNNI(t *tile)

//go:noescape
func tile16VNNI(t *tile)

//go:noescape
func tile8AVX2(t *tile)

//go:noescape
func tile16AVX2(t *tile)

// In rows_amd64.s.

//go:noescape
func rescaleAVX2(x []float32, w *matrix, q step)

//go:noescape
func geluAVX2(x []float32)

//go:noescape
func normAVX2(x, y []float32, n *layerNorm)

//go:noescape
func extremesAVX2(x []float32) (lo, hi float32)

//go:noescape
func toBytesAVX2(dst []uint8, x []float32, perUnit float32, zero int32)

//go:noescape
func toInt16AVX2(dst []int16, x []float32, perUnit float32)

//go:noescape
func expsAVX2(x []float32, factor float32)

//go:noescape
func sharesAVX2(dst []int16, x []float32)
