package server

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a key is good for.
const (
	AskScope   = "ask"   // reading and asking
	AdminScope = "admin" // changing documents too
)

// A Key is one line of a keys file: "name scope key".
type Key struct {
	Name   string // whose conversations are those had with the key
	Scope  string // AskScope or AdminScope
	Secret string // the key itself
}

// newKey makes a key of 130 random bits, in letters and digits that can be
// typed: nobody finds it by trying.
func newKey(name, scope string) Key { return Key{name, scope, rand.Text()} }

// line is the key as it stands in the file.
func (k Key) line() string { return fmt.Sprintf("%s %s %s\n", k.Name, k.Scope, k.Secret) }

// fileMode lets only the file's owner read it.
const fileMode = 0o600

// CreateKeys makes a keys file with one key of each scope, and returns them.
// Where there is a file it changes nothing and returns none. Of several
// processes at once one makes the file, and the others find it whole.
func CreateKeys(path string) ([]Key, error) {
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	keys := []Key{newKey("ask", AskScope), newKey("admin", AdminScope)}
	text := sayKeysFile + keys[0].line() + keys[1].line()
	err := createWhole(path, text)
	if errors.Is(err, fs.ErrExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("create keys file: %w", err)
	}
	return keys, nil
}

// createWhole makes a file that is never seen half written, and fails with
// fs.ErrExist where there is one.
func createWhole(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // its mode is 0600
	if err != nil {
		return named(err, filepath.Dir(path))
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return named(os.Link(f.Name(), path), path) // unlike a rename it replaces nothing
}

// named is an error of the file that was meant, in place of the one on its way
// there.
func named(err error, path string) error {
	var file *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &file):
		return &fs.PathError{Op: "create", Path: path, Err: file.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: "create", Path: path, Err: link.Err}
	}
	return err
}

// AddKey appends a new key to a keys file, which it makes if need be. A server
// on the file takes it within a second. The name must not be in use.
func AddKey(path, name, scope string) (Key, error) {
	key := newKey(name, scope)
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Key{}, err
	}
	keys, err := parseKeys(data)
	if err != nil {
		return Key{}, err
	}
	if say := key.fault(keys); say != "" {
		return Key{}, errors.New(say)
	}
	text := key.line()
	if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
		text = "\n" + text
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, fileMode)
	if err != nil {
		return Key{}, err
	}
	_, err = f.WriteString(text)
	return key, errors.Join(err, f.Sync(), f.Close())
}

// parseKeys reads the lines of a keys file: three words each, empty lines and
// those that begin with # apart. Its errors name the line and never what stands
// in it, as they go to the log.
func parseKeys(data []byte) ([]Key, error) {
	var keys []Key
	number := 0
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		number++
		part := strings.Fields(text)
		if len(part) == 0 || strings.HasPrefix(part[0], "#") {
			continue
		}
		say, key := sayKeyLine, Key{}
		if len(part) == 3 {
			key = Key{part[0], part[1], part[2]}
			say = key.fault(keys)
		}
		if say != "" {
			return nil, fmt.Errorf(sayInLine, number, say)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// fault says what is wrong with a key that comes after others; "" is nothing. A
// name must not look like the owners there are besides: session:…, slack:…,
// wecom:…; and no two keys may be one holder's, or two holders' one.
func (k Key) fault(before []Key) string {
	bad := func(r rune) bool { return r == ':' || unicode.IsSpace(r) || !unicode.IsPrint(r) }
	same := func(other Key) bool { return other.Name == k.Name || other.Secret == k.Secret }
	switch {
	case k.Scope != AskScope && k.Scope != AdminScope:
		return sayKeyScope
	case k.Name == "" || k.Name[0] == '#' || len(k.Name) > 64 || !utf8.ValidString(k.Name) || strings.ContainsFunc(k.Name, bad):
		return sayKeyName
	case slices.ContainsFunc(before, same):
		return sayKeyTwice
	}
	return ""
}
