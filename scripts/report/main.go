// Report reads the events of `go test -json` and prints what a person needs:
// go test's own closing line of each package, the whole output of every failed
// test, and the name of every skipped one. It exits 1 when a test failed, or,
// where CI=true, was skipped: CI must run them all.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	failed, skipped, err := report(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
	}
	if skipped > 0 && os.Getenv("CI") == "true" {
		fmt.Printf("%d tests were skipped, which CI does not allow\n", skipped)
		failed = true
	}
	if failed || err != nil {
		os.Exit(1)
	}
}

// An event is one line of `go test -json`; see go doc test2json.
type event struct {
	Action     string
	Package    string
	ImportPath string // of build output
	Test       string // "" for the package itself
	Output     string
}

// report copies what matters of events to out.
func report(events io.Reader, out io.Writer) (failed bool, skipped int, err error) {
	held := map[string]*strings.Builder{} // output of what has not ended, by package and top-level test
	in := bufio.NewScanner(events)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var e event
		if err := json.Unmarshal(in.Bytes(), &e); err != nil {
			fmt.Fprintln(out, in.Text()) // go itself has something to say
			continue
		}
		top, _, below := strings.Cut(e.Test, "/")
		key := e.Package + e.ImportPath + " " + top
		switch {
		case e.Test == "" && closing(e.Output):
			fmt.Fprint(out, e.Output)
		case e.Output != "":
			if held[key] == nil {
				held[key] = new(strings.Builder)
			}
			held[key].WriteString(e.Output)
		case e.Action == "skip" && e.Test != "":
			skipped++
			fmt.Fprintf(out, "--- SKIP: %s %s\n", e.Package, e.Test)
		case e.Action == "fail" || e.Action == "build-fail":
			failed = true
		}
		if ended := e.Action == "pass" || e.Action == "skip" || e.Action == "fail" || e.Action == "build-fail"; ended && !below {
			if b := held[key]; b != nil && strings.HasSuffix(e.Action, "fail") {
				fmt.Fprint(out, b.String())
			}
			delete(held, key)
		}
	}
	return failed, skipped, in.Err()
}

// closing tells whether a line is go test's last one of a package.
func closing(line string) bool {
	for _, start := range []string{"ok  \t", "FAIL\t", "?   \t"} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}
