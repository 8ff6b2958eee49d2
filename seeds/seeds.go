// Package seeds holds the five plans that the program comes with, as they were
// copied from the web, and the vectors of their chunks.
package seeds

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"slices"
	"sort"
)

//go:generate go run ./generate

// Files holds the plans, one NAME.txt each.
//
//go:embed *.txt
var Files embed.FS

// vectors is the file that Pack makes.
//
//go:embed vectors.bin
var vectors []byte

// hashSize is how much of a SHA-256 sum names a text: enough that no two meet.
const hashSize = 16

// Vector returns the vector that a model gives to a text, in IEEE 754 half
// precision, or nil when it was not shipped.
func Vector(model, text string) []uint16 { return find(vectors, model, text) }

// Pack lays out vectors of one length as the file that Vector reads: that
// length in four bytes, then hash and vector of each text in the order of the
// hashes, all little endian.
func Pack(model string, texts []string, vectors [][]uint16) []byte {
	if len(vectors) == 0 {
		return nil
	}
	records := make([][]byte, len(texts))
	for i, t := range texts {
		records[i] = hash(model, t)
		for _, h := range vectors[i] {
			records[i] = binary.LittleEndian.AppendUint16(records[i], h)
		}
	}
	slices.SortFunc(records, bytes.Compare)
	records = slices.CompactFunc(records, bytes.Equal)
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(vectors[0])))
	return append(head, bytes.Join(records, nil)...)
}

func find(file []byte, model, text string) []uint16 {
	if len(file) < 4 {
		return nil
	}
	size := hashSize + 2*int(binary.LittleEndian.Uint32(file))
	records, want := file[4:], hash(model, text)
	record := func(i int) []byte { return records[i*size : (i+1)*size] }
	i, found := sort.Find(len(records)/size, func(i int) int { return bytes.Compare(want, record(i)[:hashSize]) })
	if !found {
		return nil
	}
	var vector []uint16
	for b := record(i)[hashSize:]; len(b) > 0; b = b[2:] {
		vector = append(vector, binary.LittleEndian.Uint16(b))
	}
	return vector
}

func hash(model, text string) []byte {
	sum := sha256.Sum256([]byte(model + "\x00" + text))
	return sum[:hashSize]
}
