package read

import (
	"context"
	"regexp"
	"strings"
)

var (
	mdHeading = regexp.MustCompile(`^(#{1,6})\s+(.+?)\s*#*$`)
	mdImage   = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	mdLink    = regexp.MustCompile(`\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)`)
	mdStrong  = regexp.MustCompile(`\*\*([^*\n]+)\*\*|__([^_\n]+)__`)
	mdComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	mdFence   = regexp.MustCompile("^\\s*(?:```|~~~)")
	mdUnder   = regexp.MustCompile(`^(?:={3,}|-{3,}|\*{3,}|_{3,})\s*$`)
)

// readMarkdown reads Markdown: its text without the signs that only set it.
// Tables stay as they are; package chunk reads them.
func readMarkdown(ctx context.Context, name string, raw []byte) (Result, error) {
	r, err := readPlain(ctx, name, raw)
	if err != nil {
		return r, err
	}
	text := strings.ReplaceAll(strings.ReplaceAll(r.Text, "\r\n", "\n"), "\r", "\n")
	text = mdComment.ReplaceAllString(frontMatter(text), "")
	out := &lines{}
	fenced := false
	for l := range strings.SplitSeq(text, "\n") {
		if mdFence.MatchString(l) {
			fenced = !fenced
			continue
		}
		if fenced {
			out.add(l)
			continue
		}
		if m := mdHeading.FindStringSubmatch(l); m != nil {
			out.heading(mdPlain(m[2]), len(m[1]))
			continue
		}
		if !mdUnder.MatchString(l) {
			out.add(mdPlain(strings.TrimLeft(l, "> ")))
		}
	}
	err = out.into(&r)
	return r, err
}

// frontMatter is a text without the fields between --- with which it begins.
func frontMatter(s string) string {
	if rest, ok := strings.CutPrefix(s, "---\n"); ok {
		if fields, text, ok := strings.Cut(rest, "\n---\n"); ok && !strings.Contains(fields, "\n\n") {
			return text
		}
	}
	return s
}

// mdPlain is a line without links, pictures and stars.
func mdPlain(l string) string {
	l = mdLink.ReplaceAllString(mdImage.ReplaceAllString(l, ""), "$1")
	return mdStrong.ReplaceAllString(l, "$1$2")
}
