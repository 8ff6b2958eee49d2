//go:build !amd64

package local

// dot is the inner product; h is as long as q.
func dot(q []float32, h []uint16) float32 { return dotPlain(q, h) }
