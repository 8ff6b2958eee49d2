package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"chuchu/rag"
	"chuchu/server"
)

type ingestCommand struct {
	Paths   []string `arg:"" name:"path" help:"文件、文件夹或 .jsonl（每行一份：{\"id\",\"title\",\"text\",…}）。"`
	ID      string   `name:"id" help:"资料编号，默认为不带扩展名的文件名；只能用于一个文件。"`
	Replace bool     `help:"替换编号相同、来源不同的资料。"`
}

// Run adds every document, tells of each in a line, and waits until all are
// embedded.
func (c *ingestCommand) Run(ctx context.Context, t terminal, from origin) error {
	if c.ID != "" && !oneFile(c.Paths) {
		return errors.New("--id 只能用于一个文件")
	}
	l, err := from.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := neverSeed(ctx, l); err != nil {
		return err
	}
	failed, err := c.addAll(ctx, l, plain{t.out})
	if err != nil {
		return err
	}
	if err := embedAll(ctx, l, t.err); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d份资料未能加入", failed)
	}
	return nil
}

// addAll adds the documents and counts those that could not be. Its error is
// the end of ctx.
func (c *ingestCommand) addAll(ctx context.Context, l library, out io.Writer) (failed int, err error) {
	others := 0
	for e := range entries(c.Paths) {
		if e.other {
			others++
			fmt.Fprintf(out, saySkipped, flat(e.name))
			continue
		}
		if e.err == nil {
			e.err = c.add(ctx, l, out, e)
		}
		if ctx.Err() != nil {
			return failed, ctx.Err()
		}
		if e.err != nil {
			failed++
			fmt.Fprintf(out, sayFailed, flat(e.name), explain(e.err))
		}
	}
	if others > 0 {
		fmt.Fprintf(out, sayOthers, others)
	}
	return failed, nil
}

func (c *ingestCommand) add(ctx context.Context, l library, out io.Writer, e entry) error {
	in := rag.Ingest{Raw: e.raw, Given: e.given, Replace: c.Replace}
	in.Given.ID = cmp.Or(c.ID, e.given.ID, strings.TrimSuffix(filepath.Base(e.as), filepath.Ext(e.as)))
	var err error
	if in.Given, err = server.CheckMeta(in.Given); err != nil {
		return err
	}
	document, changed, err := rag.Add(ctx, l, e.as, in)
	switch {
	case errors.Is(err, rag.ErrConflict):
		return conflict(ctx, l, document)
	case err != nil:
		return err
	case changed:
		fmt.Fprintf(out, sayAdded, document.ID, titleOf(document.Meta), document.Chunks)
	default:
		fmt.Fprintf(out, sayUnchanged, document.ID, titleOf(document.Meta))
	}
	return nil
}

// conflict names the two documents that want one id.
func conflict(ctx context.Context, l rag.Store, mine rag.Document) error {
	held, err := l.Read(ctx, mine.ID)
	if err != nil {
		return err
	}
	return fmt.Errorf("编号 %s 已用于另一份资料（来源：%s；本次：%s）。替换它用 --replace，另取编号用 --id",
		mine.ID, held.Source, mine.Source)
}

// othersEvery is how often it is looked whether other processes have done what
// they had begun. What a dead one had begun is free after a minute.
const othersEvery = time.Second

// embedAll works off the backlog, with a bar on a terminal, and ends when
// nothing is left without a vector, also where other processes embed it.
func embedAll(ctx context.Context, l library, stderr io.Writer) error {
	left, err := unembedded(ctx, l)
	if err != nil {
		return err
	}
	var progress func(int)
	if left > 0 && onTerminal(stderr) {
		bar := newBar(stderr, left, sayEmbedding)
		defer bar.Close()
		progress = func(n int) { _ = bar.Add(n) }
	}
	for {
		if err := rag.EmbedBacklog(ctx, l, l.embedder, progress); err != nil {
			return err
		}
		if left, err = unembedded(ctx, l); err != nil || left == 0 {
			return err
		}
		if err := wait(ctx, othersEvery); err != nil {
			return err
		}
	}
}

// wait waits, unless ctx ends before.
func wait(ctx context.Context, length time.Duration) error {
	select {
	case <-time.After(length):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// unembedded is how many chunks have no vector.
func unembedded(ctx context.Context, l rag.Library) (left int, err error) {
	documents, err := l.Documents(ctx)
	for _, d := range documents {
		left += d.Chunks - d.Embedded
	}
	return left, err
}

func newBar(stderr io.Writer, total int, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// oneFile tells whether paths are one file that holds one document.
func oneFile(paths []string) bool {
	if len(paths) != 1 || filepath.Ext(paths[0]) == ".jsonl" {
		return false
	}
	info, err := os.Stat(paths[0])
	return err != nil || !info.IsDir() // a missing file is told of later
}
