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
	"chuchu/server"
)

// maxFile is the size of the largest file, or line of a .jsonl, that is taken.
const maxFile = 50 << 20

// An entry is a document on its way in, or why there is none.
type entry struct {
	name  string // its file; a line of a .jsonl is FILE:LINE
	as    string // a file name whose extension tells what raw is
	raw   []byte
	given chunk.Meta
	other bool // a file of a kind that cannot be read, in a folder
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

// entriesOf yields what a path gives: the files of a folder or an archive, the
// lines of a JSONL file, else the file itself. A path that cannot be looked at is
// an entry with its error, so that the others are added all the same.
func entriesOf(path string) iter.Seq[entry] {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return one(entry{name: path, err: err})
	case info.IsDir():
		return folder(path)
	case strings.EqualFold(filepath.Ext(path), ".jsonl"):
		return lines(path)
	case strings.EqualFold(filepath.Ext(path), ".zip"):
		return members(path)
	}
	return one(file(path))
}

// one yields a single entry.
func one(e entry) iter.Seq[entry] {
	return func(yield func(entry) bool) { yield(e) }
}

// folder yields the files below a folder, those of other kinds marked; hidden
// ones are passed over.
func folder(root string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		found, stopped := false, false
		told := func(e entry) bool {
			stopped = !yield(e)
			return !stopped
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != root && strings.HasPrefix(d.Name(), "."):
				return skip(d)
			case !d.Type().IsRegular():
				return nil
			case !readable(path):
				if !told(entry{name: path, other: true}) {
					return fs.SkipAll
				}
				return nil
			}
			found = true
			for e := range entriesOf(path) {
				if !told(e) {
					return fs.SkipAll
				}
			}
			return nil
		})
		switch {
		case stopped:
		case err != nil:
			yield(entry{name: root, err: err})
		case !found:
			yield(entry{name: root, err: errors.New("文件夹里没有可读的文件")})
		}
	}
}

// skip passes a file by, or a folder with all below it.
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
	return read.Known(path)
}

// file reads a file. One that is too large is not read: it has its error.
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

// members yields the files of an archive.
func members(path string) iter.Seq[entry] {
	e := file(path)
	if e.err != nil || !read.IsArchive(path, e.raw) {
		return one(e)
	}
	all, err := read.NewBudget().Members(bytes.NewReader(e.raw), int64(len(e.raw)))
	if err != nil {
		e.err = err
		return one(e)
	}
	return func(yield func(entry) bool) {
		taken := make(map[string]bool, len(all))
		for _, m := range all {
			e := entry{name: path + "/" + m.Name, as: m.Name}
			e.raw, e.err = m.Read() // one at a time
			e.given.Source = absolute(path) + "/" + m.Name
			if base := filepath.Base(m.Name); taken[stem(base)] { // of the same name in another folder
				e.given.ID = stem(strings.ReplaceAll(m.Name, "/", "-"))
			}
			taken[stem(filepath.Base(m.Name))] = true
			if !yield(e) {
				return
			}
		}
	}
}

// stem is a file's name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// absolute is a file's own name: the same wherever the program is run.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

var errTooLarge = fmt.Errorf("文件超过%d MB，请拆开后再加入", maxFile>>20)

// lines yields the documents of a .jsonl file; a line that is none hides no
// other. Of two lines with one id the second fails.
func lines(path string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(entry{name: path, err: err})
			return
		}
		defer f.Close()
		in := bufio.NewReaderSize(f, 1<<20)
		first := make(map[string]int)
		for number := 1; ; number++ {
			text, err := in.ReadBytes('\n')
			if text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\uFEFF"))); len(text) > 0 {
				if !yield(onlyOne(line(path, number, text), number, first)) {
					return
				}
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

// onlyOne fails an entry whose id a line before had; first holds the lines.
func onlyOne(e entry, number int, first map[string]int) entry {
	if e.err != nil {
		return e
	}
	if before, twice := first[e.given.ID]; twice {
		e.err = fmt.Errorf("第%d行的编号 %s 与第%d行重复", number, e.given.ID, before)
		return e
	}
	first[e.given.ID] = number
	return e
}

// line reads one line of a .jsonl: a document's metadata beside its text.
func line(path string, number int, text []byte) entry {
	e := entry{name: fmt.Sprintf("%s:%d", path, number), as: "line.txt"}
	var d struct {
		chunk.Meta
		Text string `json:"text"`
	}
	err := json.Unmarshal(text, &d)
	e.raw = []byte(d.Text)
	if err != nil {
		e.err = fmt.Errorf("第%d行%s。每行应为一份资料：{\"id\",\"title\",\"text\",…}", number, jsonFault(err))
		return e
	}
	if e.given, err = server.CheckMeta(d.Meta); err != nil {
		e.err = fmt.Errorf("第%d行：%w", number, err)
		return e
	}
	switch {
	case e.given.ID == "" || strings.TrimSpace(d.Text) == "":
		e.err = fmt.Errorf("第%d行缺少 id 或 text", number)
	case len(d.Text) > maxFile:
		e.err = errTooLarge
	}
	if e.given.Source == "" {
		e.given.Source = absolute(path)
	}
	return e
}

// jsonFault says why text could not be read as the object that was due.
func jsonFault(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &kind):
		return "不是有效的 JSON"
	case kind.Field == "":
		return "不是一个 JSON 对象"
	}
	return "的 " + strings.TrimPrefix(kind.Field, "Meta.") + " 填写有误"
}
