package main

import (
	"strings"
	"testing"
)

const events = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestGood"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"    good.go:1: noise\n"}
{"Action":"pass","Package":"p","Test":"TestGood"}
{"Action":"run","Package":"p","Test":"TestBad"}
{"Action":"output","Package":"p","Test":"TestBad/sub","Output":"    bad.go:1: wrong\n"}
{"Action":"fail","Package":"p","Test":"TestBad/sub"}
{"Action":"output","Package":"p","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"fail","Package":"p","Test":"TestBad"}
{"Action":"skip","Package":"p","Test":"TestLater"}
{"Action":"output","Package":"p","Output":"FAIL\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
{"Action":"output","Package":"q","Output":"ok  \tq\t0.1s\n"}
{"Action":"pass","Package":"q"}
not json
`

func TestReport(t *testing.T) {
	var out strings.Builder
	failed, skipped, err := report(strings.NewReader(events), &out)
	if err != nil || !failed || skipped != 1 {
		t.Errorf("failed %v, %d skipped, %v", failed, skipped, err)
	}
	const want = "    bad.go:1: wrong\n--- FAIL: TestBad (0.00s)\n--- SKIP: p TestLater\nFAIL\tp\t0.1s\nFAIL\nok  \tq\t0.1s\nnot json\n"
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}

func TestReportBuildFailure(t *testing.T) {
	var out strings.Builder
	failed, _, err := report(strings.NewReader(`{"ImportPath":"p [p.test]","Action":"build-output","Output":"p.go:1: undefined: x\n"}
{"ImportPath":"p [p.test]","Action":"build-fail"}
`), &out)
	if err != nil || !failed || out.String() != "p.go:1: undefined: x\n" {
		t.Errorf("failed %v, %v, printed %q", failed, err, out.String())
	}
}

func TestReportGood(t *testing.T) {
	var out strings.Builder
	failed, skipped, err := report(strings.NewReader(`{"Action":"output","Package":"q","Output":"PASS\n"}
{"Action":"output","Package":"q","Output":"ok  \tq\t0.1s\n"}
{"Action":"pass","Package":"q"}
`), &out)
	if err != nil || failed || skipped != 0 || out.String() != "ok  \tq\t0.1s\n" {
		t.Errorf("failed %v, %d skipped, %v, printed %q", failed, skipped, err, out.String())
	}
}
