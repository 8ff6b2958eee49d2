package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// program runs the program in this process and returns what it left.
func program(t *testing.T, variables map[string]string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	getenv := func(name string) string { return variables[name] }
	status = run(context.Background(), args, getenv, strings.NewReader(""), &out, &err)
	return status, out.String(), err.String()
}

func TestDataFile(t *testing.T) {
	variables := map[string]string{
		"HOME": "/h", "LOCALAPPDATA": "/l", "USERPROFILE": "/u",
	}
	for _, test := range []struct{ system, without, want string }{
		{"linux", "", "/h/.local/share/chuchu/chuchu.db"},
		{"darwin", "", "/h/Library/Application Support/chuchu/chuchu.db"},
		{"windows", "", "/l/chuchu/chuchu.db"},
		{"windows", "LOCALAPPDATA", "/u/AppData/Local/chuchu/chuchu.db"},
		{"linux", "HOME", ""},
	} {
		got := dataFile(test.system, func(name string) string {
			if name == test.without {
				return ""
			}
			return variables[name]
		})
		if filepath.ToSlash(string(got)) != test.want {
			t.Errorf("%s without %q: %s, want %s", test.system, test.without, got, test.want)
		}
	}
}

func TestVersion(t *testing.T) {
	status, out, _ := program(t, nil, "version")
	if status != 0 || !strings.HasPrefix(out, "chuchu ") || strings.Count(out, "\n") != 1 {
		t.Errorf("status %d, %q", status, out)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"ingest", "--help"}, {"serve", "--help"}} {
		status, out, stderr := program(t, nil, args...)
		if status != 0 || stderr != "" || !strings.Contains(out, "用法：chuchu") {
			t.Errorf("%v: status %d, %q, %q", args, status, out, stderr)
		}
		if !strings.Contains(out, "CHUCHU_DATABASE") {
			t.Errorf("%v: help does not name the variable of --database:\n%s", args, out)
		}
		for _, foreign := range []string{"Usage", "Flags", "Arguments", "Commands", "Show"} {
			if strings.Contains(out, foreign) {
				t.Errorf("%v: %q is not Chinese:\n%s", args, foreign, out)
			}
		}
	}
}

func TestMisuse(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--keyz"}, "没有这个选项：--keyz"},
		{[]string{"ask", "--jsn", "问题"}, "没有这个选项：--jsn，是否想用 \"--json\""},
		{[]string{"ask"}, "缺少"},
		{[]string{"ingets", "x.txt"}, "ingets"},
		{[]string{"documents", "--raw", "a", "--facts", "b"}, "不能同时使用"},
		{[]string{"search", "--limit", "many", "问题"}, "--limit"},
	} {
		status, out, stderr := program(t, nil, test.args...)
		if status != 2 || out != "" {
			t.Errorf("%v: status %d, printed %q", test.args, status, out)
		}
		if !strings.Contains(stderr, test.want) || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "chuchu --help") {
			t.Errorf("%v: %q, want one line with %q and a hint", test.args, stderr, test.want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	other := map[string]string{"CHUCHU_DATABASE": "postgres://127.0.0.1:1/x", "CHUCHU_JSON": "1"}
	status, _, stderr := program(t, other, "documents")
	if status != 1 || !strings.Contains(stderr, "PostgreSQL") {
		t.Errorf("CHUCHU_DATABASE: status %d, %q", status, stderr)
	}
	status, _, stderr = program(t, other, "documents", "--database", "")
	if status != 1 || strings.Contains(stderr, "PostgreSQL") {
		t.Errorf("the command line overrides the environment: status %d, %q", status, stderr)
	}
}
