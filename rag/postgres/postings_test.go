package postgres

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chuchu/rag/bm25"
)

// sheetOf turns lines inside out.
func sheetOf(lines ...string) sheet {
	chunks := make([][]uint64, len(lines))
	for i, l := range lines {
		chunks[i] = termKeys(bm25.Terms(l))
	}
	return invert(chunks)
}

// postingsIn reads a term's postings of a sheet, whose chunks count from 0.
func postingsIn(s sheet, term string) (found []posting) {
	key := termKey(term)
	for _, r := range s.rows {
		if r.number == bucketOf(key, s.buckets) {
			eachGroup(find(r.data, key), func(g group) { found = readChunks(found, 0, g.chunks) })
		}
	}
	return found
}

func TestInvert(t *testing.T) {
	s := sheetOf("养老养老", "PM2.5", "", "养")
	if got := readLengths(s.lengths); !slices.Equal(got, []uint32{7, 2, 0, 1}) {
		t.Errorf("lengths: %v", got)
	}
	for term, want := range map[string][]posting{
		"养": {{0, 2}, {3, 1}}, "老": {{0, 2}}, "养老": {{0, 2}}, "老养": {{0, 1}}, "pm": {{1, 1}}, "2.5": {{1, 1}}, "无": nil,
	} {
		if got := postingsIn(s, term); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", term, got, want)
		}
	}
	if s := invert(nil); s.lengths == nil || len(s.rows) != 0 || s.buckets != 1 {
		t.Errorf("of nothing: %+v", s)
	}
}

// TestInvertMuch needs many buckets, and finds every term in its own.
func TestInvertMuch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	lines := make([]string, 300)
	want := map[string][]posting{}
	for i := range lines {
		counts := map[string]int{}
		for range 100 {
			lines[i] += string(rune(0x4e00 + r.IntN(3000)))
		}
		for _, term := range bm25.Terms(lines[i]) {
			counts[term]++
		}
		for term, n := range counts {
			want[term] = append(want[term], posting{uint32(i), uint32(n)})
		}
	}
	s := sheetOf(lines...)
	for term, postings := range want {
		if got := postingsIn(s, term); !slices.Equal(got, postings) {
			t.Fatalf("%s: got %v, want %v", term, got, postings)
		}
	}
	if s.buckets < 64 || len(s.rows) > s.buckets {
		t.Errorf("%d rows of %d buckets", len(s.rows), s.buckets)
	}
	for i, row := range s.rows {
		if i > 0 && row.number <= s.rows[i-1].number || len(row.data) > 3*bucketSize {
			t.Errorf("bucket %d has %d bytes, after bucket %d", row.number, len(row.data), s.rows[max(i-1, 0)].number)
		}
	}
}

// Terms of one or two characters must not share a key.
func TestTermKeys(t *testing.T) {
	seen := map[uint64]string{}
	add := func(term string) {
		k := termKey(term)
		if other, there := seen[k]; there {
			t.Fatalf("%q and %q have the key %x", term, other, k)
		}
		if k >= 1<<keyBits {
			t.Fatalf("%q: key %x", term, k)
		}
		seen[k] = term
	}
	for a := rune(1); a < 0x3000; a += 7 {
		add(string(a))
	}
	for a := rune(0x4e00); a < 0x4e00+400; a++ {
		for b := rune(0x4e00); b < 0x4e00+400; b++ {
			add(string([]rune{a, b}))
		}
	}
	for n := range 100_000 {
		add(fmt.Sprint("第", n, "号"))
	}
	for _, term := range []string{"", "\x00", "\x00\x00", "𠮷", "𠮷野", "\U0010ffff\U0010ffff", "pm2.5", "�", "\xff", "养老院"} {
		add(term)
	}
}

func TestBuckets(t *testing.T) {
	for _, c := range []struct{ bytes, want int }{{0, 1}, {bucketSize, 1}, {bucketSize + 1, 2}, {100 * bucketSize, 128}} {
		if got := bucketsFor(c.bytes); got != c.want {
			t.Errorf("%d bytes: %d buckets, want %d", c.bytes, got, c.want)
		}
	}
	for _, buckets := range []int{1, 2, 1 << 10, 1 << 24} {
		for _, n := range []int{0, buckets / 2, buckets - 1} {
			low, beyond := keyFrom(n, buckets), keyFrom(n+1, buckets)
			if bucketOf(low, buckets) != n || bucketOf(beyond-1, buckets) != n {
				t.Errorf("bucket %d of %d: keys %x to %x lie in %d and %d", n, buckets, low, beyond, bucketOf(low, buckets), bucketOf(beyond-1, buckets))
			}
		}
	}
}

// FuzzPostings reads back what it wrote, whatever the distances and counts.
func FuzzPostings(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 0, 2, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		var chunks []byte
		var want []posting
		last := 0
		for ; len(b) >= 3; b = b[3:] {
			number, count := last+int(binary.LittleEndian.Uint16(b)), 1+int(b[2])/8*7
			if len(want) > 0 {
				number++
			}
			chunks = appendChunk(chunks, last, number, count)
			want = append(want, posting{uint32(number), uint32(count)})
			last = number
		}
		row := appendEntry(appendEntry(nil, 5, appendGroup(nil, 3, chunks)), 9, nil)
		var got []posting
		eachGroup(find(row, 5), func(g group) {
			if g.document != 3 {
				t.Errorf("document %d", g.document)
			}
			got = readChunks(got, 0, g.chunks)
		})
		if !slices.Equal(got, want) || len(find(row, 9)) != 0 || find(row, 7) != nil || find(row, 10) != nil {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// The young half forgets nothing, the old one what nobody asks for.
func TestBlobsForget(t *testing.T) {
	var b blobs
	row := []byte(strings.Repeat("x", 1<<20))
	for i := range 100 {
		b.keep(bucketKey{1, i}, row)
		if _, known := b.find(bucketKey{1, 0}); !known {
			t.Fatalf("after %d rows the one in use is gone", i)
		}
	}
	if held := len(b.young) + len(b.old); held > blobsMost>>20+2 {
		t.Errorf("%d MB are held", held)
	}
	if _, known := b.find(bucketKey{1, 1}); known {
		t.Error("what nobody asked for is still there")
	}
}
