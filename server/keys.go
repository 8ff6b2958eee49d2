package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// lookEvery is how often the keys file is looked at, when requests come.
const lookEvery = time.Second

// Keys are those who may come in, as a file says. The file is read again when
// it has changed; of the keys themselves only hashes are kept, as SHA-256: a
// random key needs no slower one, and each request is hashed. Its methods may be
// called by several goroutines at once.
type Keys struct {
	path string
	log  *slog.Logger

	mu      sync.Mutex
	looked  time.Time
	seen    [sha256.Size]byte // of the file's bytes, whether or not they were taken
	missing bool              // and the log knows
	holders []holder
}

// OpenKeys reads a keys file; see CreateKeys. A file that is missing, at fault or
// without a key is an error. Later on such a file goes to log, and the keys from
// before stay good: a slip of an editor locks nobody out, and lets nobody in.
func OpenKeys(path string, log *slog.Logger) (*Keys, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	k := &Keys{path: path, log: log, looked: time.Now()}
	return k, k.take(data)
}

// Reload looks at the file now. Else that happens with the next request, at most
// once a second.
func (k *Keys) Reload() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.look()
}

// reloadOnHangUp reloads at each SIGHUP until ctx ends, as init systems ask for
// it. A system without that signal never sends it.
func (k *Keys) reloadOnHangUp(ctx context.Context) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	defer signal.Stop(asked)
	for {
		select {
		case <-asked:
			k.Reload()
		case <-ctx.Done():
			return
		}
	}
}

// current returns the holders as the file has them now.
func (k *Keys) current() []holder {
	k.mu.Lock()
	defer k.mu.Unlock()
	if time.Since(k.looked) >= lookEvery {
		k.look()
	}
	return k.holders
}

// look takes the file if it is another than before. A time stamp could miss a
// second change within its grain: the bytes are compared, through their hash.
func (k *Keys) look() {
	k.looked = time.Now()
	data, err := os.ReadFile(k.path)
	switch {
	case err != nil && !k.missing:
		k.log.Error("read keys file; the keys from before stay good", "error", err)
	case err == nil && (k.missing || sha256.Sum256(data) != k.seen):
		err := k.take(data)
		if err != nil {
			k.log.Error("take keys file; the keys from before stay good", "file", k.path, "error", err)
		} else {
			k.log.Info("keys file read again", "file", k.path, "keys", len(k.holders))
		}
	}
	k.missing = err != nil // said once, until the file is back
}

// take puts what the file says in place of what it said, unless it is at fault.
func (k *Keys) take(data []byte) error {
	k.seen = sha256.Sum256(data)
	keys, err := parseKeys(data)
	if err == nil && len(keys) == 0 {
		err = errors.New(sayNoKeys)
	}
	if err != nil {
		return err
	}
	k.holders = make([]holder, len(keys))
	for i, key := range keys {
		k.holders[i] = holder{key.Name, key.Scope, sha256.Sum256([]byte(key.Secret))}
	}
	return nil
}

// find returns who holds a key. It compares with every one, and takes as long
// whichever it is.
func (k *Keys) find(secret string) (found holder, ok bool) {
	sum := sha256.Sum256([]byte(secret))
	for _, h := range k.current() {
		if subtle.ConstantTimeCompare(sum[:], h.hash[:]) == 1 {
			found, ok = h, true
		}
	}
	return found, ok
}

// has reports whether a holder's key is still good.
func (k *Keys) has(h holder) bool {
	for _, other := range k.current() {
		if other.hash == h.hash && other.name == h.name {
			return true
		}
	}
	return false
}

// A holder is somebody with a key. The key itself is not kept.
type holder struct {
	name, scope string
	hash        [sha256.Size]byte
}

// mac authenticates a message for a purpose, by HMAC-SHA256 with the key's hash:
// whoever has read the keys file can check it, nobody else can make it.
func (h holder) mac(purpose, message string) []byte {
	m := hmac.New(sha256.New, h.hash[:])
	m.Write([]byte("chuchu " + purpose + "\x00" + message))
	return m.Sum(nil)
}

// id tells holders apart in a cookie, and says nothing of the key.
func (h holder) id() string { return hex.EncodeToString(h.mac("id", "")[:8]) }
