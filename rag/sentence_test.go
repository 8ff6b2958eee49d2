package rag

import (
	"slices"
	"strings"
	"testing"
)

func TestStreamGivesWholeSentences(t *testing.T) {
	text := "目标是“好”[1]。第二句。[2]第三句！”\n- 第四项[3]\n没有句号"
	want := []string{"目标是“好”[1]。", "第二句。[2]", "第三句！”", "\n", "- 第四项[3]\n", "没有句号"}
	for size := 1; size < len(text); size++ {
		var s stream
		var got []string
		for i := 0; i < len(text); i += size {
			got = append(got, s.push(text[i:min(i+size, len(text))])...)
		}
		if rest := s.flush(); rest != "" {
			got = append(got, rest)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("pieces of %d bytes: %q, want %q", size, got, want)
		}
	}
}

func TestStreamHoldsBackHalfAMarker(t *testing.T) {
	var s stream
	if got := s.push("一句。[1"); len(got) != 0 {
		t.Fatalf("a sentence was given before its marker was whole: %q", got)
	}
	if got := s.push("2]二"); !slices.Equal(got, []string{"一句。[12]"}) {
		t.Fatalf("got %q", got)
	}
}

func TestMarkers(t *testing.T) {
	for in, want := range map[string][]int{
		"": nil, "没有": nil, "一[1]。": {1}, "二[2][1][2]。": {2, 1}, "坏[x][1234]": nil, "[007]": {7},
	} {
		if got := markers(in); !slices.Equal(got, want) {
			t.Errorf("markers(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestRemark(t *testing.T) {
	for _, c := range []struct {
		in      string
		numbers []int
		want    string
	}{
		{"目标[7]。", []int{1}, "目标[1]。"},
		{"目标。[7]", []int{1, 2}, "目标[1][2]。"},
		{"目标", []int{3}, "目标[3]"},
		{"“目标”[1]", []int{1}, "“目标”[1]"},
		{"目标[1]。", nil, "目标。"},
	} {
		if got := remark(c.in, c.numbers); got != c.want {
			t.Errorf("remark(%q, %v) = %q, want %q", c.in, c.numbers, got, c.want)
		}
	}
}

func TestIsLayout(t *testing.T) {
	for _, s := range []string{"", "\n", "- ", "---\n", "[1]", "。"} {
		if !isLayout(s) {
			t.Errorf("%q is not layout", s)
		}
	}
	for _, s := range []string{"一", "a", "2"} {
		if isLayout(s) {
			t.Errorf("%q is layout", s)
		}
	}
}

func FuzzStream(f *testing.F) {
	f.Add("一句[1]。二句。[2]\n三", 3)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 100 {
			return
		}
		var s stream
		var b strings.Builder
		for i := 0; i < len(text); i += size {
			for _, sentence := range s.push(text[i:min(i+size, len(text))]) {
				b.WriteString(sentence)
			}
		}
		b.WriteString(s.flush())
		if b.String() != text {
			t.Errorf("%q came out as %q", text, b.String())
		}
	})
}
