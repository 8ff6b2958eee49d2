//go:build unix

package local

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// modes are those of a library's files, "" for one that is not there.
func modes(t *testing.T, path string) (all []string) {
	t.Helper()
	for _, suffix := range suffixes {
		info, err := os.Stat(path + suffix)
		switch {
		case err == nil:
			all = append(all, info.Mode().String())
		case errors.Is(err, fs.ErrNotExist):
			all = append(all, "")
		default:
			t.Fatal(err)
		}
	}
	return all
}

const alone = "-rw------- -rw------- -rw-------"

// Nobody else can read a library, whatever the process lets them read else.
func TestNewLibraryIsPrivate(t *testing.T) {
	before := syscall.Umask(0)
	defer syscall.Umask(before)
	path := filepath.Join(t.TempDir(), "chuchu.db")
	openAt(t, path)
	if got := strings.Join(modes(t, path), " "); got != alone {
		t.Errorf("made %s", got)
	}
}

// A library from before is taken from everybody else, with what is beside it.
func TestOldLibraryBecomesPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	if err := openAt(t, path).SetNote(t.Context(), "k", "v"); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range suffixes {
		if err := os.Chmod(path+suffix, 0o664); err != nil {
			t.Fatal(err)
		}
	}
	s := openAt(t, path)
	if got := strings.Join(modes(t, path), " "); got != alone {
		t.Errorf("now %s", got)
	}
	if v, err := s.Note(t.Context(), "k"); v != "v" || err != nil {
		t.Errorf("holds %q, %v", v, err)
	}
}

// What is no library of ours stays as it was.
func TestOtherFilesKeepTheirMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "foreign.db")
	execAt(t, path, `CREATE TABLE customer (name TEXT)`)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(t.Context(), path); err == nil {
		s.Close()
		t.Error("it opened")
	}
	if got := modes(t, path)[0]; got != "-rw-r--r--" {
		t.Errorf("now %s", got)
	}
}

// a file of another user's.
type theirs struct{ fs.FileInfo }

func (f theirs) Sys() any { return &syscall.Stat_t{Uid: uint32(os.Geteuid()) + 1} }

// The file of another user is left to them, and the log tells of it.
func TestLibraryOfAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := shutFile(path, theirs{info}); !errors.Is(err, errNotOurs) || modes(t, path)[0] != "-rw-r-----" {
		t.Errorf("%v, now %s", err, modes(t, path)[0])
	}
	if os.Geteuid() != 0 {
		return // only root gives files away
	}
	if err := os.Chown(path, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(&said, nil)))
	shut(path)
	if !strings.Contains(said.String(), "another user") || !strings.Contains(said.String(), path) || modes(t, path)[0] != "-rw-r-----" {
		t.Errorf("said %q, now %s", &said, modes(t, path)[0])
	}
}
