package local

import (
	"encoding/binary"
	"math"
	"runtime"
	"sync"

	"chuchu/rag"
)

// block is how many slots' vectors lie in one piece of memory, so that the
// index grows without copying.
const block = 1024

// vectors are the vectors of an index, in half precision. All have the same
// length; one of another length takes the place of all.
type vectors struct {
	length  int
	blocks  [][]uint16 // nil where no slot has one
	inverse []float32  // of each slot, 1/norm of its vector; 0 where there is none
	count   int
}

// set gives a slot its vector. One without any length has no direction and
// counts as none.
func (v *vectors) set(at int, packed []byte) {
	if length := len(packed) / 2; length != v.length {
		*v = vectors{length: length}
	}
	for len(v.inverse) <= at {
		v.inverse = append(v.inverse, make([]float32, block)...)
		v.blocks = append(v.blocks, nil)
	}
	if v.blocks[at/block] == nil {
		v.blocks[at/block] = make([]uint16, block*v.length)
	}
	unpack(v.at(at), packed)
	var sum float64
	for _, h := range v.at(at) {
		f := float64(rag.Single(h))
		sum += f * f
	}
	v.unset(at)
	if sum > 0 {
		v.inverse[at] = float32(1 / math.Sqrt(sum))
		v.count++
	}
}

// unset takes a slot's vector away.
func (v *vectors) unset(at int) {
	if v.has(at) {
		v.inverse[at] = 0
		v.count--
	}
}

// has tells whether a slot has a vector.
func (v *vectors) has(at int) bool { return at < len(v.inverse) && v.inverse[at] != 0 }

// at is a slot's vector in place; only where the slot's block is there.
func (v *vectors) at(at int) []uint16 {
	return v.blocks[at/block][at%block*v.length:][:v.length]
}

// move copies a slot of from, if it has a vector.
func (v *vectors) move(to int, from *vectors, at int) {
	if !from.has(at) {
		return
	}
	packed := make([]byte, 0, 2*from.length)
	for _, h := range from.at(at) {
		packed = append(packed, byte(h), byte(h>>8))
	}
	v.set(to, packed)
}

// cosine is exact up to float64.
func (v *vectors) cosine(at int, q []float32) float64 {
	var dot, vv, qq float64
	for i, h := range v.at(at) {
		a, b := float64(widen(h)), float64(q[i])
		dot, vv, qq = dot+a*b, vv+a*a, qq+b*b
	}
	if vv == 0 || qq == 0 {
		return 0
	}
	return dot / math.Sqrt(vv*qq)
}

// scan calls visit with the approximate score of each slot that has a vector
// and is wanted. It runs on all cores, each with a visit of its own.
func (v *vectors) scan(q []float32, wanted func(at int) bool, visit func(worker int) func(at int, score float32)) {
	workers := min(cores(), 1+v.count/(4*block))
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			each := visit(w)
			for b := w; b < len(v.blocks); b += workers {
				v.scanBlock(b, q, wanted, each)
			}
		})
	}
	wait.Wait()
}

// scanBlock is scan for one block.
func (v *vectors) scanBlock(b int, q []float32, wanted func(at int) bool, each func(at int, score float32)) {
	for at := b * block; at < (b+1)*block; at++ {
		if inverse := v.inverse[at]; inverse != 0 && (wanted == nil || wanted(at)) {
			each(at, dot(q, v.at(at))*inverse)
		}
	}
}

// cores is how many goroutines can run at once.
func cores() int { return runtime.GOMAXPROCS(0) }

// pack returns a vector as the file keeps it.
func pack(v []float32) []byte {
	b := make([]byte, 0, 2*len(v))
	for _, h := range rag.Half(v) {
		b = binary.LittleEndian.AppendUint16(b, h)
	}
	return b
}

// unpack reads what pack wrote into v, which has room for all.
func unpack(v []uint16, b []byte) {
	for i := range v {
		v[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
}
