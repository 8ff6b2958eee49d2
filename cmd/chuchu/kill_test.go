package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A program that is killed while it ingests, again and again and at different
// moments, loses and duplicates nothing once it was let finish.
func TestKilledIngest(t *testing.T) {
	const plans = 12
	root := t.TempDir()
	for i := range plans {
		write(t, filepath.Join(root, "plans", fmt.Sprintf("p%02d.txt", i)), plan(i))
	}
	database := filepath.Join(root, "chuchu.db")
	for kills := range 4 {
		killAfter(t, kills*plans/5+1, "ingest", "--database", database, filepath.Join(root, "plans"))
	}
	status, out, stderr := program(t, nil, "ingest", "--database", database, filepath.Join(root, "plans"))
	if status != 0 || strings.Count(out, "\n") != plans {
		t.Fatalf("status %d, %q, %q", status, out, stderr)
	}
	status, killed, _ := program(t, nil, "documents", "--json", "--database", database)
	if status != 0 {
		t.Fatal(killed)
	}
	undisturbed := filepath.Join(root, "undisturbed.db")
	program(t, nil, "ingest", "--database", undisturbed, filepath.Join(root, "plans"))
	if _, want, _ := program(t, nil, "documents", "--json", "--database", undisturbed); killed != want {
		t.Errorf("killed and ended:\n%s\nundisturbed:\n%s", killed, want)
	}
	checkEmbedded(t, killed, plans)
}

// plan is a small plan, different for each number.
func plan(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "第%d县供水规划\n\n", i)
	for chapter := range 5 {
		fmt.Fprintf(&b, "第%c章 措施\n\n到%d年，新建水厂%d座，改造老旧管网%d公里，农村自来水普及率达到%d%%。\n\n",
			[]rune("一二三四五")[chapter], 2025+chapter, i+1, 100+i*chapter, 80+chapter)
	}
	return b.String()
}

// killAfter runs the program and kills it after it has printed some lines, or
// while it embeds if it prints fewer.
func killAfter(t *testing.T, lines int, args ...string) {
	t.Helper()
	command := exec.Command("chuchu", args...)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.AfterFunc(10*time.Second, func() { _ = command.Process.Kill() })
	defer deadline.Stop()
	printed := bufio.NewScanner(out)
	for range lines {
		printed.Scan()
	}
	_ = command.Process.Kill() // it may have ended
	_ = command.Wait()
}

func checkEmbedded(t *testing.T, listing string, documents int) {
	t.Helper()
	var list struct {
		Documents []struct {
			ID               string
			Chunks, Embedded int
		}
	}
	if err := json.Unmarshal([]byte(listing), &list); err != nil || len(list.Documents) != documents {
		t.Fatalf("%d documents, %v", len(list.Documents), err)
	}
	for _, d := range list.Documents {
		if d.Chunks == 0 || d.Embedded != d.Chunks {
			t.Errorf("%s: %d of %d chunks embedded", d.ID, d.Embedded, d.Chunks)
		}
	}
}
