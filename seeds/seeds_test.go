package seeds

import (
	"io/fs"
	"slices"
	"testing"
)

func TestPackFind(t *testing.T) {
	texts := []string{"丙", "甲", "乙", "甲"}
	file := Pack("m", texts, [][]uint16{{3, 30}, {1, 10}, {2, 0xffff}, {1, 10}})
	if want := 4 + 3*(hashSize+4); len(file) != want {
		t.Errorf("%d bytes, want %d: a text that stands twice is kept once", len(file), want)
	}
	for text, want := range map[string][]uint16{"甲": {1, 10}, "乙": {2, 0xffff}, "丙": {3, 30}, "丁": nil} {
		if got := find(file, "m", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	if got := find(file, "other", "甲"); got != nil {
		t.Errorf("another model's vector: %v", got)
	}
}

func TestFindInNothing(t *testing.T) {
	for _, file := range [][]byte{nil, Pack("m", nil, nil)} {
		if got := find(file, "m", "甲"); got != nil {
			t.Errorf("got %v", got)
		}
	}
}

func TestFivePlans(t *testing.T) {
	names, err := fs.Glob(Files, "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"chikan.txt", "haibin.txt", "haigang.txt", "huizhou.txt", "yantian.txt"}
	if !slices.Equal(names, want) {
		t.Errorf("plans %v, want %v", names, want)
	}
}
