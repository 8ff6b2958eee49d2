package bge

func available() []kernels {
	return []kernels{plainKernels()}
}
