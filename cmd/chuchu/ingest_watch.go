package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// lookEvery is how often a folder that is followed is looked through.
const lookEvery = 2 * time.Second

// follow adds what comes into a folder and what changes in it, until ctx ends.
func (c *ingestCommand) follow(ctx context.Context, l library, t terminal) error {
	if info, err := os.Stat(c.Watch); err != nil || !info.IsDir() {
		return fmt.Errorf("--watch 需要一个文件夹：%s", c.Watch)
	}
	fmt.Fprintf(t.err, sayWatching, c.Watch)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	out := plain{t.out}
	f := follower{root: c.Watch, seen: map[string]stamp{}}
	for {
		ready, gone := f.look()
		if c.take(ctx, l, out, ready, gone) {
			if err := embedAll(ctx, l, t.err); err != nil && ctx.Err() == nil {
				return err
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// take adds what is ready in a folder, tells of what is of another kind and of
// what is gone, and whether anything was added.
func (c *ingestCommand) take(ctx context.Context, l library, out io.Writer, ready, gone []string) (added bool) {
	for _, path := range gone {
		if c.takes(path) {
			fmt.Fprintf(out, sayGone, flat(path))
		}
	}
	for _, path := range ready {
		if !c.takes(path) {
			skipped(out, path)
			continue
		}
		for e := range entriesOf(path) {
			added = c.tell(ctx, l, out, e) || added
		}
	}
	return added
}

// A stamp is how a file looked when it was last looked at.
type stamp struct {
	size     int64
	modified time.Time
	taken    bool // it has been told as ready
}

// A follower looks at a folder again and again.
type follower struct {
	root string
	seen map[string]stamp
}

// look returns the files that have come or changed and lie still: a file that
// does not look as it did the last time is still being written. It returns,
// too, those that were ready once and are gone. Both are in order.
func (f follower) look() (ready, gone []string) {
	there := map[string]bool{}
	err := filepath.WalkDir(f.root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && path != f.root:
			return nil // it went while we looked
		case err != nil:
			return err
		case path != f.root && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")):
			return skip(d)
		case !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // as above
		}
		there[path] = true
		now, before := stamp{size: info.Size(), modified: info.ModTime()}, f.seen[path]
		same := before.size == now.size && before.modified.Equal(now.modified)
		now.taken = same
		if same && !before.taken && !before.modified.IsZero() {
			ready = append(ready, path)
		}
		f.seen[path] = now
		return nil
	})
	if err != nil {
		return ready, nil // the folder cannot be read now; what is in it may still be there
	}
	for path, s := range f.seen {
		if !there[path] {
			if s.taken {
				gone = append(gone, path)
			}
			delete(f.seen, path)
		}
	}
	slices.Sort(gone)
	return ready, gone
}
