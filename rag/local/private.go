package local

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
)

// A library holds what people asked: nobody but who runs the program reads it.
const (
	private = 0o600
	others  = 0o077 // the bits of everybody else
)

// suffixes are those of the files that SQLite keeps beside a library in
// write-ahead mode. It gives them the mode that the library has.
var suffixes = [...]string{"", "-wal", "-shm"}

// begin makes the file of a library that is not there yet, before SQLite would
// for everybody to read. What is in the way SQLite finds too, and says it better.
func begin(path string) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, private)
	if err == nil {
		_ = f.Close() // nothing was written
	}
}

// shut takes the files of a library that is open from everybody else, where they
// are the user's own; else the log tells of it: some administrator has to.
func shut(path string) {
	for _, suffix := range suffixes {
		info, err := os.Stat(path + suffix)
		if err != nil || info.Mode()&others == 0 {
			continue
		}
		if err := shutFile(path+suffix, info); err != nil {
			slog.Warn("others on this machine can read the library", "file", path+suffix, "mode", info.Mode().String(), "error", err)
		}
	}
}

// errNotOurs means that a file belongs to another user.
var errNotOurs = errors.New("the file belongs to another user")

// shutFile takes one file from everybody else.
func shutFile(path string, info fs.FileInfo) error {
	if !owned(info) {
		return errNotOurs
	}
	return os.Chmod(path, info.Mode().Perm()&^others)
}
