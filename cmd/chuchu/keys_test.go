package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// knock asks for the documents and returns the status.
func knock(t *testing.T, s served, key string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.address+"/api/documents", nil)
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// secret matches a key as it is printed.
var secret = regexp.MustCompile(`(?m)^  (\S+) +(ask|admin) +(\S+)$`)

func TestServeWithKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	s := start(t, "", "--keys", file)
	made := secret.FindAllStringSubmatch(s.started, -1)
	if len(made) != 2 {
		t.Fatalf("printed %q", s.started)
	}
	if got := knock(t, s, ""); got != http.StatusUnauthorized {
		t.Errorf("without a key: %d", got)
	}
	for _, key := range made {
		if got := knock(t, s, key[3]); got != http.StatusOK {
			t.Errorf("with the %s key: %d", key[2], got)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	s.stop()
	if again := start(t, "", "--keys", file); secret.MatchString(again.started) {
		t.Errorf("the keys are printed a second time: %q", again.started)
	}
}

func TestKeysAdd(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	status, out, stderr := program(t, map[string]string{"CHUCHU_KEYS": file}, "keys", "add", "reader", "ask")
	added := secret.FindStringSubmatch(out)
	if status != 0 || added == nil {
		t.Fatalf("status %d, %q, %q", status, out, stderr)
	}
	if got := knock(t, start(t, "", "--keys", file), added[3]); got != http.StatusOK {
		t.Errorf("with the added key: %d", got)
	}
	status, _, stderr = program(t, nil, "keys", "add", "--keys", file, "reader", "ask")
	if status != 1 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a name twice: status %d, %q", status, stderr)
	}
	if status, _, stderr = program(t, nil, "keys", "add", "reader", "ask"); status != 1 || !strings.Contains(stderr, "--keys") {
		t.Errorf("no file: status %d, %q", status, stderr)
	}
	if status, _, _ = program(t, nil, "keys", "add", "--keys", file, "other", "owner"); status != 2 {
		t.Errorf("an unknown scope: status %d", status)
	}
}

func TestBeyondLoopback(t *testing.T) {
	status, _, stderr := program(t, nil, "--addr", "0.0.0.0:0", "--no-seeds", "--database", filepath.Join(t.TempDir(), "x.db"))
	if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "--keys") {
		t.Errorf("without keys: status %d, %q", status, stderr)
	}
	if s := start(t, "", "--addr", "0.0.0.0:0", "--keys", filepath.Join(t.TempDir(), "keys")); s.started == "" {
		t.Error("with keys it does not start")
	}
}
