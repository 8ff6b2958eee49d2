package chunk

import (
	"strconv"
	"strings"
	"testing"
)

// printed is a text in lines of one width, with the numbers of its pages on lines of their own.
func printed(numbers ...int) string {
	line := "加快构建新发展格局，着力推动高质量发展，统筹扩大"
	page := strings.Repeat(line+"\n", 14)
	var b strings.Builder
	for _, n := range numbers {
		b.WriteString(page + strconv.Itoa(n) + "\n")
	}
	return b.String() + page
}

func TestPageChain(t *testing.T) {
	for _, c := range []struct {
		name    string
		numbers []int
		want    int // of them that are pages' numbers
	}{
		{"page by page", []int{1, 2, 3, 4, 5}, 5},
		{"a page that is but a picture", []int{3, 4, 5, 8, 9, 10}, 6},
		{"too many pages between", []int{3, 4, 5, 19}, 3},
		{"numbers that fall", []int{9, 6, 3}, 0},
		{"two", []int{1, 2}, 0},
	} {
		d := draft{lines: strings.Split(printed(c.numbers...), "\n")}
		if got := len(d.pageChain(wrapWidth(d.lines))); got != c.want {
			t.Errorf("%s: %d page numbers, want %d", c.name, got, c.want)
		}
	}
}
