package read

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/read/paper"
)

const (
	pdfTime  = 90 * time.Second // that a PDF may take
	maxPages = 5000
)

// readPortable reads a PDF that has a text layer: by pdftotext where that is
// installed, else by a reader of our own process, which knows fewer fonts. It
// refuses text that fonts without a table of characters make garbage of.
func readPortable(ctx context.Context, _ string, raw []byte) (Result, error) {
	if isLocked(raw) {
		return Result{}, unreadable(sayPassword)
	}
	within, stop := context.WithTimeout(ctx, pdfTime)
	defer stop()
	pages, err := popplerPages(within, raw)
	var r Result
	if errors.Is(err, errNoPoppler) {
		r.Warnings = append(r.Warnings, warnFallback)
		pages, err = ownPages(within, raw)
	}
	switch {
	case ctx.Err() != nil:
		return Result{}, ctx.Err()
	case within.Err() != nil:
		return Result{}, unreadable(sayTooLong)
	case err != nil:
		return Result{}, err
	}
	normalise(pages)
	if err := plausible(pages); err != nil {
		return Result{}, err
	}
	if bare := barePages(pages); bare != "" {
		r.Warnings = append(r.Warnings, fmt.Sprintf(warnScanned, bare))
	}
	if heavy(pages) {
		return Result{}, errText
	}
	r.Text, r.Pages = printed(paper.Blocks(pages), len(pages))
	return r, nil
}

// isLocked tells whether a PDF cannot be opened without a password. One that
// only forbids printing or copying can.
func isLocked(raw []byte) bool {
	return bytes.Contains(raw, []byte("/Encrypt")) && needsPassword(raw)
}

// printed is the text of blocks and where each page begins in it.
func printed(blocks []paper.Block, pages int) (string, []int) {
	out, hashed := &lines{}, unnumbered(blocks)
	length, headed := 0, false
	starts := make([]int, 1, max(pages, 1))
	for _, b := range blocks {
		at := out.b.Len()
		for len(starts) < b.Page {
			starts = append(starts, length)
		}
		text := strings.ReplaceAll(b.Text, "\f", "")
		if b.Kind == paper.Heading && headed && hashed && mayHead(text) {
			text = hashes(pdfRank) + text
		}
		out.row(text)
		headed = headed || b.Kind == paper.Paragraph
		before := 0
		for i, part := range strings.Split(b.Text, "\f") {
			if i > 0 {
				starts = append(starts, length+before)
			}
			before += utf8.RuneCountInString(part)
		}
		length += utf8.RuneCountInString(out.String()[at:])
	}
	for len(starts) < pages {
		starts = append(starts, length)
	}
	return out.String(), starts
}

const pdfRank = 3 // of headings that are only set larger: how much larger tells little

// unnumbered tells whether a heading of the text has no number by which it is
// known. Those that come first are the lines of the title.
func unnumbered(blocks []paper.Block) bool {
	headed := false
	for _, b := range blocks {
		if headed && b.Kind == paper.Heading && mayHead(b.Text) && !numbered.MatchString(b.Text) {
			return true
		}
		headed = headed || b.Kind == paper.Paragraph
	}
	return false
}

// normalise makes the common characters of those that fonts have instead: the
// radicals U+2E80–2FDF, the compatibility ideographs U+F900–FAFF and ligatures.
func normalise(pages []paper.Page) {
	for _, p := range pages {
		for i, w := range p.Words {
			p.Words[i].Text = common(w.Text)
		}
	}
}

const (
	minReadable = 0.7  // of the characters of a page: those of known scripts
	maxLost     = 0.1  // of the characters: those without a meaning
	maxOdd      = 0.01 // of the characters: those of words that mean nothing
	minPerPage  = 12   // characters that a page with text has
	minPages    = 0.34 // of the pages: those with text, else the file is a scan
)

// A tally counts characters: those that people read, those that were lost, and
// those of words that are none.
type tally struct{ all, known, lost, odd int }

// count adds the characters of a word.
func (c *tally) count(word string) {
	if isOdd(word) {
		c.odd += utf8.RuneCountInString(word)
	}
	for _, r := range word {
		c.all++
		switch {
		case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r):
			c.lost++
		case unicode.Is(unicode.Han, r) || r < 0x7F || wide(r) || unicode.IsPunct(r) || unicode.IsDigit(r) || strings.ContainsRune("①②③④⑤⑥⑦⑧⑨⑩°±×÷≥≤′″㎡℃", r):
			c.known++
		}
	}
}

// plausible tells whether pages hold text that people can read.
func plausible(pages []paper.Page) error {
	var whole tally
	texts := 0
	for _, p := range pages {
		before := whole.all
		for _, w := range p.Words {
			whole.count(w.Text)
		}
		if whole.all-before >= minPerPage {
			texts++
		}
	}
	all := float64(whole.all)
	switch {
	case whole.all < minPerPage || texts == 0:
		return unsupported(sayScan)
	case float64(texts) < minPages*float64(len(pages)) && len(pages) > 3:
		return unsupported(sayScan)
	case float64(whole.known) < minReadable*all, float64(whole.lost) > maxLost*all, float64(whole.odd) > maxOdd*all:
		return unreadable(sayGarbage)
	}
	return nil
}

// isOdd tells a word that is what bytes look like whose font did not say what
// they mean: several letters with accents and signs, and no character of Chinese.
func isOdd(s string) bool {
	odd, all := 0, 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return false
		}
		all++
		if r >= 0x80 && r <= 0x17F && !strings.ContainsRune("·×÷°±²³µ", r) || unicode.IsControl(r) {
			odd++
		}
	}
	return odd > 1 && 3*odd >= all
}

// barePages names the pages without text, up to a few.
func barePages(pages []paper.Page) string {
	var out []string
	for i, p := range pages {
		if len(p.Words) == 0 {
			out = append(out, strconv.Itoa(i+1))
		}
	}
	if len(out) > 10 {
		out = append(out[:10], "…")
	}
	return strings.Join(slices.Clip(out), "、")
}

// heavy tells whether the words of pages are more text than a file may give.
func heavy(pages []paper.Page) bool {
	sum := 0
	for _, p := range pages {
		for _, w := range p.Words {
			sum += len(w.Text)
		}
	}
	return sum > maxText
}
