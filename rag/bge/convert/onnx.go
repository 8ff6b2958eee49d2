package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A tensor is a float32 constant of the graph, row after row.
type tensor struct {
	dims []int
	data []float32
}

// A graph is what is needed of an ONNX model: the constants by name, and for
// each matrix product the name of its constant.
type graph struct {
	tensors  map[string]tensor
	products map[string]string // node name to the name of its second input
}

var errTruncated = errors.New("protobuf message is cut short")

// A field is one field of a protobuf message: a number in n, or bytes.
type field struct {
	number int
	n      uint64
	bytes  []byte
}

// next splits the first field off a protobuf message (wire types 0, 1, 2 and
// 5 of https://protobuf.dev/programming-guides/encoding).
func next(msg []byte) (f field, rest []byte, err error) {
	tag, k := binary.Uvarint(msg)
	if k <= 0 {
		return f, nil, errTruncated
	}
	msg = msg[k:]
	f.number = int(tag >> 3)
	size := uint64(0)
	switch tag & 7 {
	case 0:
		if f.n, k = binary.Uvarint(msg); k <= 0 {
			return f, nil, errTruncated
		}
		return f, msg[k:], nil
	case 1:
		size = 8
	case 2:
		if size, k = binary.Uvarint(msg); k <= 0 {
			return f, nil, errTruncated
		}
		msg = msg[k:]
	case 5:
		size = 4
	default:
		return f, nil, fmt.Errorf("protobuf wire type %d", tag&7)
	}
	if size > uint64(len(msg)) {
		return f, nil, errTruncated
	}
	f.bytes = msg[:size]
	return f, msg[size:], nil
}

// each calls do for every field of a message.
func each(msg []byte, do func(field) error) error {
	for len(msg) > 0 {
		f, rest, err := next(msg)
		if err != nil {
			return err
		}
		if err := do(f); err != nil {
			return err
		}
		msg = rest
	}
	return nil
}

// parseModel reads a ModelProto (https://github.com/onnx/onnx, onnx.proto):
// field 7 is the graph, whose field 1 are nodes and field 5 constants.
func parseModel(msg []byte) (graph, error) {
	g := graph{tensors: map[string]tensor{}, products: map[string]string{}}
	err := each(msg, func(f field) error {
		if f.number != 7 {
			return nil
		}
		return each(f.bytes, func(f field) error {
			switch f.number {
			case 1:
				return g.addNode(f.bytes)
			case 5:
				return g.addTensor(f.bytes)
			}
			return nil
		})
	})
	return g, err
}

// addNode keeps a NodeProto if it is a matrix product.
func (g *graph) addNode(msg []byte) error {
	var inputs []string
	var name, op string
	err := each(msg, func(f field) error {
		switch f.number {
		case 1:
			inputs = append(inputs, string(f.bytes))
		case 3:
			name = string(f.bytes)
		case 4:
			op = string(f.bytes)
		}
		return nil
	})
	if op == "MatMul" && len(inputs) == 2 {
		g.products[name] = inputs[1]
	}
	return err
}

// addTensor keeps a TensorProto if it holds float32 values as raw bytes.
func (g *graph) addTensor(msg []byte) error {
	var t tensor
	var name string
	var kind uint64
	var raw []byte
	err := each(msg, func(f field) error {
		switch {
		case f.number == 1 && f.bytes == nil:
			t.dims = append(t.dims, int(f.n))
		case f.number == 1: // packed
			return dims(f.bytes, &t)
		case f.number == 2:
			kind = f.n
		case f.number == 8:
			name = string(f.bytes)
		case f.number == 9:
			raw = f.bytes
		}
		return nil
	})
	if err != nil || kind != 1 {
		return err
	}
	t.data = make([]float32, len(raw)/4)
	for i := range t.data {
		t.data[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	g.tensors[name] = t
	return nil
}

// dims reads the packed form of a tensor's dimensions.
func dims(packed []byte, t *tensor) error {
	for len(packed) > 0 {
		n, k := binary.Uvarint(packed)
		if k <= 0 {
			return errTruncated
		}
		t.dims = append(t.dims, int(n))
		packed = packed[k:]
	}
	return nil
}

// constant returns the values of a constant of the given dimensions.
func (g *graph) constant(name string, want ...int) ([]float32, error) {
	t, ok := g.tensors[name]
	if !ok {
		return nil, fmt.Errorf("model has no constant %q", name)
	}
	size := 1
	for _, d := range want {
		size *= d
	}
	if fmt.Sprint(t.dims) != fmt.Sprint(want) || len(t.data) != size {
		return nil, fmt.Errorf("constant %q is %v with %d values, not %v", name, t.dims, len(t.data), want)
	}
	return t.data, nil
}
