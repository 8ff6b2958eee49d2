package read

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"chuchu/chunk/read/paper"
)

// errNoPoppler means that pdftotext is not installed.
var errNoPoppler = errors.New("pdftotext is not installed")

const (
	popplerMemory = 1 << 20   // KiB that a child may use
	popplerOutput = 256 << 20 // bytes that it may print
)

// limited runs a program with a bound on its memory and its time.
const limited = `ulimit -v "$1"; ulimit -t "$2"; shift 2; exec "$@"`

// popplerPages reads a PDF by pdftotext, in a process of its own: whatever the
// file does to it, it ends there.
func popplerPages(ctx context.Context, raw []byte) ([]paper.Page, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, errNoPoppler
	}
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", limited, "sh",
		strconv.Itoa(popplerMemory), strconv.Itoa(int(pdfTime.Seconds())), program, "-q", "-tsv", "-l", strconv.Itoa(maxPages), "-", "-")
	cmd.Stdin = bytes.NewReader(raw)
	var complaint bytes.Buffer
	cmd.Stderr = &capped{&complaint, 64 << 10}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	printed, err := io.ReadAll(io.LimitReader(out, popplerOutput+1))
	if len(printed) > popplerOutput {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, errBomb
	}
	if werr := cmd.Wait(); err == nil {
		err = werr
	}
	switch {
	case err != nil && strings.Contains(strings.ToLower(complaint.String()), "password"):
		return nil, unreadable(sayPassword)
	case err != nil && ctx.Err() == nil && len(printed) == 0:
		return nil, unreadable(sayTruncated)
	}
	return pagesOf(string(printed)), nil
}

// A capped writer takes so many bytes and drops the rest.
type capped struct {
	w    io.Writer
	left int
}

// Write implements io.Writer. It never says that it took less: a program that is
// told so may wait or fail.
func (c *capped) Write(b []byte) (int, error) {
	n := min(len(b), c.left)
	c.left -= n
	if _, err := c.w.Write(b[:n]); err != nil {
		return 0, err
	}
	return len(b), nil
}

// The columns of pdftotext -tsv, and the levels of its rows that are used.
const (
	tsvLevel, tsvPage, tsvLeft, tsvText = 0, 1, 6, 11
	levelPage, levelWord                = "1", "5"
)

// pagesOf reads what pdftotext -tsv prints.
func pagesOf(tsv string) []paper.Page {
	var out []paper.Page
	for l := range strings.Lines(tsv) {
		f := strings.SplitN(strings.TrimRight(l, "\r\n"), "\t", tsvText+1)
		if len(f) <= tsvText {
			continue
		}
		box, ok := boxOf(f[tsvLeft : tsvLeft+4])
		page := atoi(f[tsvPage])
		if !ok || page < 1 || page > maxPages {
			continue
		}
		for len(out) < page {
			out = append(out, paper.Page{})
		}
		switch f[tsvLevel] {
		case levelPage:
			out[page-1].Width, out[page-1].Height = box.W, box.H
		case levelWord:
			box.Text = f[tsvText]
			out[page-1].Words = append(out[page-1].Words, box)
		}
	}
	return out
}

// boxOf reads a place on a page: left, top, width and height.
func boxOf(fields []string) (w paper.Word, ok bool) {
	var v [4]float64
	for i, f := range fields {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return w, false
		}
		v[i] = x
	}
	return paper.Word{X: v[0], Y: v[1], W: v[2], H: v[3]}, true
}
