package main

import (
	"strings"
	"testing"
)

func TestCheckHealth(t *testing.T) {
	s := start(t, "", "--no-seeds")
	if status, _, stderr := program(t, map[string]string{"CHUCHU_ADDR": s.address}, "check", "health"); status != 0 {
		t.Errorf("status %d, %q", status, stderr)
	}
	s.stop()
	status, _, stderr := program(t, nil, "check", "health", "--addr", s.address)
	if status != 1 || strings.Count(stderr, "\n") != 1 {
		t.Errorf("after its end: status %d, %q", status, stderr)
	}
}

func TestWithin(t *testing.T) {
	for address, want := range map[string]string{
		"0.0.0.0:80": "127.0.0.1:80", "[::]:80": "127.0.0.1:80", ":80": "127.0.0.1:80", "10.0.0.1:80": "10.0.0.1:80",
	} {
		if got := within(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
