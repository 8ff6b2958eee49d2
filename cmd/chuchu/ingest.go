package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"chuchu/chunk/read"
	"chuchu/chunk/read/convert"
	"chuchu/chunk/read/fetch"
	"chuchu/rag"
	"chuchu/server"
)

type ingestCommand struct {
	Paths   []string `arg:"" name:"path" optional:"" help:"文件、文件夹、.zip 或 .jsonl（每行一份：{\"id\",\"title\",\"text\",…}）。"`
	ID      string   `name:"id" help:"资料编号，默认为不带扩展名的文件名；只能用于一个文件。"`
	Replace bool     `help:"替换编号相同、来源不同的资料。"`
	URL     []string `name:"url" placeholder:"URL" help:"读取网页或文件的地址，可多次；遵守 robots.txt，不读取本机和内部网络。"`
	Private bool     `name:"allow-private" help:"允许 --url 读取本机和内部网络的地址，或经代理读取。"`
	Watch   string   `placeholder:"DIR" help:"跟随文件夹：新增和改动的文件随时加入，直到中断；删除的文件只提示，不从资料库移除。"`
	Convert bool     `help:"用本机的 LibreOffice 和 tesseract 转换 .doc、.wps、扫描件等不能直接读取的文件。"`

	names naming // of this run
}

// Run adds every document, tells of each in a line, and waits until all are
// embedded.
func (c *ingestCommand) Run(ctx context.Context, t terminal, from origin) error {
	switch {
	case c.ID != "" && !c.namesOne():
		return errors.New("--id 只能用于一个文件")
	case len(c.Paths)+len(c.URL) == 0 && c.Watch == "":
		return errors.New("没有指明要加入的文件：chuchu ingest PATH…、--url URL 或 --watch DIR")
	}
	l, err := from.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := neverSeed(ctx, l); err != nil {
		return err
	}
	if c.names, err = newNaming(ctx, l); err != nil {
		return err
	}
	failed, err := c.addAll(ctx, l, plain{t.out})
	if err != nil {
		return err
	}
	if err := embedAll(ctx, l, t.err); err != nil {
		return err
	}
	if c.Watch != "" {
		return c.follow(ctx, l, t)
	}
	if failed > 0 {
		return fmt.Errorf("%d份资料未能加入", failed)
	}
	return nil
}

// namesOne tells whether what shall be added is one document.
func (c *ingestCommand) namesOne() bool {
	return c.Watch == "" && (len(c.URL) == 0 && oneFile(c.Paths) || len(c.URL) == 1 && len(c.Paths) == 0)
}

// entries are the documents of the files and then of the addresses named.
func (c *ingestCommand) entries(ctx context.Context) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for e := range entries(slices.Sorted(slices.Values(c.Paths))) { // so that ids do not depend on their order
			if !yield(e) {
				return
			}
		}
		for _, address := range c.URL {
			if !yield(c.fetched(ctx, address)) {
				return
			}
		}
	}
}

// fetched is the document that an address gives.
func (c *ingestCommand) fetched(ctx context.Context, address string) entry {
	e := entry{name: fetch.Plain(address)} // neither shown nor kept with what is secret in it
	e.given.Source = e.name
	var f fetch.File
	f, e.err = fetch.Fetcher{AllowPrivate: c.Private}.Get(ctx, address)
	e.as, e.raw = f.Name, f.Raw
	return e
}

// addAll adds the documents and counts those that could not be. Its error is
// the end of ctx.
func (c *ingestCommand) addAll(ctx context.Context, l library, out io.Writer) (failed int, err error) {
	others := 0
	for e := range c.entries(ctx) {
		if e.other && !c.takes(e.name) {
			others++
			skipped(out, e.name)
			continue
		}
		if e.other {
			e = file(e.name)
		}
		if !c.tell(ctx, l, out, e) {
			failed++
		}
		if ctx.Err() != nil {
			return failed, ctx.Err()
		}
	}
	if others > 0 {
		fmt.Fprintf(out, sayOthers, others)
	}
	return failed, nil
}

// takes tells whether a file is of a kind that is read, or converted.
func (c *ingestCommand) takes(name string) bool {
	return readable(name) || c.Convert && convert.Handles(name)
}

// skipped says why a file in a folder is not taken.
func skipped(out io.Writer, name string) {
	fmt.Fprintf(out, saySkipped, flat(name), read.Reason(read.Check(name, nil)))
}

// tell adds a document and says in a line what became of it.
func (c *ingestCommand) tell(ctx context.Context, l library, out io.Writer, e entry) (added bool) {
	if e.err == nil {
		e.err = c.add(ctx, l, out, e)
	}
	if e.err != nil && ctx.Err() == nil {
		fmt.Fprintf(out, sayFailed, flat(e.name), explain(e.err))
	}
	return e.err == nil
}

// add adds one document and prints what became of it. Its id is the one that is
// given, else made of its name; one that another document holds is an error that
// names both.
func (c *ingestCommand) add(ctx context.Context, l library, out io.Writer, e entry) error {
	in := rag.Ingest{Raw: e.raw, Given: e.given, Replace: c.Replace}
	if in.Given.ID = cmp.Or(c.ID, e.given.ID); in.Given.ID == "" {
		in.Given.ID = c.names.id(e)
	}
	var err error
	if in.Given, err = server.CheckMeta(in.Given); err != nil {
		return err
	}
	document, changed, err := rag.Add(ctx, l, e.as, in)
	if c.Convert && errors.Is(err, read.ErrUnsupported) && convert.Handles(e.as) {
		document, changed, err = c.converted(ctx, l, e, in)
	}
	switch {
	case errors.Is(err, rag.ErrConflict):
		return c.conflict(ctx, l, document)
	case err != nil:
		return err
	case changed && c.names.holds(document.ID):
		fmt.Fprintf(out, sayUpdated, document.ID, titleOf(document.Meta), document.Chunks)
	case changed:
		fmt.Fprintf(out, sayAdded, document.ID, titleOf(document.Meta), document.Chunks)
	default:
		fmt.Fprintf(out, sayUnchanged, document.ID, titleOf(document.Meta))
	}
	c.names.note(document.ID, document.Source)
	return nil
}

// converted adds what a file is converted to, which is kept in its place.
func (c *ingestCommand) converted(ctx context.Context, l library, e entry, in rag.Ingest) (rag.Document, bool, error) {
	name, raw, err := convert.File(ctx, e.as, e.raw)
	if err != nil {
		return rag.Document{}, false, err
	}
	in.Raw = raw
	return rag.Add(ctx, l, name, in)
}

// conflict names the two documents that want one id.
func (c *ingestCommand) conflict(ctx context.Context, l rag.Store, mine rag.Document) error {
	held, err := l.Read(ctx, mine.ID)
	if err != nil {
		return err
	}
	other := sayOtherID
	if !c.namesOne() {
		other = sayOtherIDAlone
	}
	return fmt.Errorf(sayConflict, mine.ID, held.Source, mine.Source, other)
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

// newBar is a bar of progress, which leaves no trace when it is done.
func newBar(stderr io.Writer, total int, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

// onTerminal tells whether a person watches what is written, and no file or pipe.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// oneFile tells whether paths are one file that holds one document.
func oneFile(paths []string) bool {
	if len(paths) != 1 || strings.EqualFold(filepath.Ext(paths[0]), ".jsonl") || strings.EqualFold(filepath.Ext(paths[0]), ".zip") {
		return false
	}
	info, err := os.Stat(paths[0])
	return err != nil || !info.IsDir() // a missing file is told of later
}
