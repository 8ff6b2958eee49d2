//go:build !amd64

package bge

// available returns the kernels this processor can run, the fastest first.
func available() []kernels {
	return []kernels{plainKernels()}
}
