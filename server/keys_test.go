package server

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func writeKeys(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func openKeys(t *testing.T, path string) (*Keys, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	k, err := OpenKeys(path, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return k, &log
}

func holds(k *Keys, secret string) bool {
	_, ok := k.find(secret)
	return ok
}

func TestCreateKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	made, err := CreateKeys(path)
	if err != nil || len(made) != 2 || made[0].Scope != AskScope || made[1].Scope != AdminScope {
		t.Fatalf("made %v, %v", made, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	if again, err := CreateKeys(path); again != nil || err != nil {
		t.Errorf("again made %v, %v", again, err)
	}
	k, _ := openKeys(t, path)
	for _, key := range made {
		h, ok := k.find(key.Secret)
		if !ok || h.name != key.Name || h.scope != key.Scope {
			t.Errorf("%s is held by %+v", key.Name, h)
		}
		if strings.Contains(fmt.Sprintf("%+v", k), key.Secret) {
			t.Error("a key is kept")
		}
	}
	if holds(k, "") || holds(k, made[0].Secret[1:]) || holds(k, made[0].Name) {
		t.Error("holds what is no key")
	}
}

// Servers that start at once on a new volume share one file.
func TestCreateKeysAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	makers := make(chan []Key, 20)
	var all sync.WaitGroup
	for range cap(makers) {
		all.Go(func() {
			made, err := CreateKeys(path)
			if err != nil {
				t.Error(err)
			}
			if _, err := OpenKeys(path, slog.Default()); err != nil {
				t.Error(err)
			}
			if made != nil {
				makers <- made
			}
		})
	}
	all.Wait()
	if len(makers) != 1 {
		t.Errorf("%d made the file", len(makers))
	}
}

func TestAddKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	first, err := AddKey(path, "规划科", AskScope)
	if err != nil {
		t.Fatal(err)
	}
	k, _ := openKeys(t, path)
	writeKeys(t, path, strings.TrimSuffix(first.line(), "\n")) // as an editor may leave it
	second, err := AddKey(path, "chief", AdminScope)
	if err != nil {
		t.Fatal(err)
	}
	k.Reload()
	if !holds(k, first.Secret) || !holds(k, second.Secret) || first.Secret == second.Secret {
		t.Errorf("holders %v", k.holders)
	}
	for name, scope := range map[string]string{"chief": AskScope, "new": "root", "a:b": AskScope, "": AskScope, "two words": AskScope, "#x": "ask"} {
		if key, err := AddKey(path, name, scope); err == nil {
			t.Errorf("added %+v", key)
		}
	}
	if data, _ := os.ReadFile(path); bytes.Count(data, []byte("\n")) != 2 {
		t.Errorf("the file is %s", data)
	}
}

func TestKeyLines(t *testing.T) {
	for text, want := range map[string]string{
		"\uFEFF# keys\r\n\r\n  anna\task  k1 \r\nben admin k2": "anna ask k1,ben admin k2",
		"":                                  "",
		"anna ask":                          "第1行：应为“名称 ask|admin 密钥”三项",
		"# a\nanna ask k1 # me":             "第2行：应为“名称 ask|admin 密钥”三项",
		"anna read k1":                      "第1行：权限只能是 ask 或 admin",
		"session:1 ask k1":                  "第1行：名称过长，或含有冒号、空格等不能用的字符",
		strings.Repeat("a", 65) + " ask k1": "第1行：名称过长，或含有冒号、空格等不能用的字符",
		"a\x07 ask k1":                      "第1行：名称过长，或含有冒号、空格等不能用的字符",
		"anna ask k1\nanna ask k2":          "第2行：名称或密钥与已有的重复",
		"anna ask k1\nben ask k1":           "第2行：名称或密钥与已有的重复",
	} {
		keys, err := parseKeys([]byte(text))
		var lines []string
		for _, k := range keys {
			lines = append(lines, strings.TrimSpace(k.line()))
		}
		got := strings.Join(lines, ",")
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// What is taken can be written again, and no fault tells what stood in the line.
func FuzzKeyLines(f *testing.F) {
	f.Add("anna ask secret-key\nben admin other")
	f.Add("# 注\r\n规划科 ask k\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := parseKeys([]byte(text))
		if err != nil {
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("tells: %v", err)
			}
			return
		}
		var again strings.Builder
		for _, k := range keys {
			again.WriteString(k.line())
		}
		if got, err := parseKeys([]byte(again.String())); err != nil || len(got) != len(keys) {
			t.Errorf("%q becomes %v, %v", text, got, err)
		}
	})
}

func TestKeysAreReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	writeKeys(t, path, "anna ask k1\n")
	synctest.Test(t, func(t *testing.T) {
		k, log := openKeys(t, path)
		step := func(text, good, bad, logged string) {
			t.Helper()
			log.Reset()
			if text == "" {
				os.Remove(path)
			} else {
				writeKeys(t, path, text)
			}
			time.Sleep(lookEvery)
			if !holds(k, good) || holds(k, bad) || !strings.Contains(log.String(), logged) || (logged == "" && log.Len() > 0) {
				t.Errorf("after %q: %v, log %s", text, k.holders, log)
			}
		}
		step("anna ask k1\n", "k1", "k2", "")
		step("anna ask k2\n", "k2", "k1", "keys file read again")
		step("anna ask\n", "k2", "anna", "stay good")
		step("anna ask\n", "k2", "anna", "") // said once
		step("# nobody\n", "k2", "k1", "没有密钥")
		step("", "k2", "k1", "stay good")
		step("", "k2", "k1", "")
		step("ben admin k3\n", "k3", "k2", "keys file read again")

		writeKeys(t, path, "anna ask k4\n")
		if holds(k, "k4") {
			t.Error("looked again at once")
		}
		k.Reload()
		if !holds(k, "k4") {
			t.Error("not reloaded")
		}
	})
}

func TestOpenKeysFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	for _, text := range []string{"", "# none\n", "anna\n"} {
		writeKeys(t, path, text)
		if _, err := OpenKeys(path, slog.Default()); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
	if _, err := OpenKeys(path+"none", slog.Default()); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

func TestCreateKeysNamesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nope")
	var file *fs.PathError
	if _, err := CreateKeys(filepath.Join(dir, "keys")); !errors.As(err, &file) || file.Path != dir || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
