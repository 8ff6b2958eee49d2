package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets this test binary stand in for the program: scripts and tests
// run it as chuchu.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"chuchu": main})
}

// TestScript runs the sessions of testdata/script, each in an empty home.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.Getenv("WORK")+"/data")
			return nil
		},
	})
}
