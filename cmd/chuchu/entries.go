package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/read"
)

// maxFile is the size of the largest file, or line of a .jsonl, that is taken.
const maxFile = 50 << 20

// An entry is a document on its way in, or why there is none.
type entry struct {
	name  string // its file; a line of a .jsonl is FILE:LINE
	as    string // a file name whose extension tells what raw is
	raw   []byte
	given chunk.Meta
	err   error
}

// entries yields the documents of files, folders and .jsonl files, in order.
func entries(paths []string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for _, path := range paths {
			for e := range entriesOf(path) {
				if !yield(e) {
					return
				}
			}
		}
	}
}

func entriesOf(path string) iter.Seq[entry] {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return one(entry{name: path, err: err})
	case info.IsDir():
		return folder(path)
	case strings.EqualFold(filepath.Ext(path), ".jsonl"):
		return lines(path)
	}
	return one(file(path))
}

func one(e entry) iter.Seq[entry] {
	return func(yield func(entry) bool) { yield(e) }
}

// folder yields the files below a folder that can be read; those of other
// kinds and hidden ones are passed over.
func folder(root string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		found := false
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != root && strings.HasPrefix(d.Name(), "."):
				return skip(d)
			case !d.Type().IsRegular() || !readable(path):
				return nil
			}
			found = true
			for e := range entriesOf(path) {
				if !yield(e) {
					return fs.SkipAll
				}
			}
			return nil
		})
		if err != nil {
			yield(entry{name: root, err: err})
		} else if !found {
			yield(entry{name: root, err: errors.New("文件夹里没有可读的文件")})
		}
	}
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// readable tells whether a file's name is of a kind that can be read.
func readable(path string) bool {
	if strings.EqualFold(filepath.Ext(path), ".jsonl") {
		return true
	}
	_, err := read.Text(path, nil)
	return !errors.Is(err, read.ErrUnsupported)
}

func file(path string) entry {
	e := entry{name: path, as: path}
	if info, err := os.Stat(path); err == nil && info.Size() > maxFile {
		e.err = errTooLarge
		return e
	}
	e.raw, e.err = os.ReadFile(path)
	e.given.Source = absolute(path)
	return e
}

// absolute is a file's own name: the same wherever the program is run.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

var errTooLarge = fmt.Errorf("文件超过%d MB，请拆开后再加入", maxFile>>20)

// lines yields the documents of a .jsonl file, up to the first line that is
// not JSON.
func lines(path string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(entry{name: path, err: err})
			return
		}
		defer f.Close()
		in := bufio.NewReaderSize(f, 1<<20)
		for number := 1; ; number++ {
			text, err := in.ReadBytes('\n')
			if text = bytes.TrimSpace(text); len(text) > 0 && (!yield(line(path, number, text)) || !json.Valid(text)) {
				return
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(entry{name: path, err: err})
			}
			if err != nil {
				return
			}
		}
	}
}

// line reads one line of a .jsonl: a document's metadata beside its text.
func line(path string, number int, text []byte) entry {
	e := entry{name: fmt.Sprintf("%s:%d", path, number), as: "line.txt"}
	var d struct {
		chunk.Meta
		Text string `json:"text"`
	}
	switch err := json.Unmarshal(text, &d); {
	case err != nil:
		e.err = fmt.Errorf("第%d行不是有效的 JSON（%w）。每行应为一份资料：{\"id\",\"title\",\"text\",…}", number, err)
	case d.ID == "" || strings.TrimSpace(d.Text) == "":
		e.err = fmt.Errorf("第%d行缺少 id 或 text", number)
	case len(d.Text) > maxFile:
		e.err = errTooLarge
	}
	e.raw, e.given = []byte(d.Text), d.Meta
	if e.given.Source == "" {
		e.given.Source = absolute(path)
	}
	return e
}
