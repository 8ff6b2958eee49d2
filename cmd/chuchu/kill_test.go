package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// eachStore runs a test on SQLite and on PostgreSQL; fresh names a new database.
func eachStore(t *testing.T, test func(t *testing.T, fresh func() string)) {
	t.Run("SQLite", func(t *testing.T) {
		test(t, func() string { return filepath.Join(t.TempDir(), "chuchu.db") })
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		test(t, func() string { return clusterDatabase(t) })
	})
}

// plans are small plans in a folder.
const plans = 12

// writePlans writes a version of every plan.
func writePlans(t *testing.T, folder string, version int) {
	t.Helper()
	for i := range plans {
		write(t, filepath.Join(folder, fmt.Sprintf("p%02d.txt", i)), plan(i, version))
	}
}

// plan is a version of a small plan. Versions share half of their chapters.
func plan(i, version int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "第%d县供水规划\n\n", i)
	for chapter := range 10 {
		fmt.Fprintf(&b, "第%c章 措施\n\n到%d年，新建水厂%d座，改造老旧管网%d公里，农村自来水普及率达到%d%%。\n\n",
			[]rune("一二三四五六七八九十")[chapter], 2025+chapter, i+1, 100+i*chapter+chapter%2*version, 80+chapter)
	}
	return b.String()
}

// A program that is killed while it ingests, again and again, loses and
// duplicates nothing: then one ingest that is let finish makes the library what
// it is where nothing was killed. The moments are spread over the whole run,
// the making of the database included.
func TestKilledIngest(t *testing.T) {
	rounds := 12
	if os.Getenv("CHUCHU_TEST_LONG") == "1" {
		rounds = 50
	}
	eachStore(t, func(t *testing.T, fresh func() string) {
		folder, database := filepath.Join(t.TempDir(), "plans"), fresh()
		random := rand.New(rand.NewPCG(4, 4))
		length := undisturbedLength(t, fresh(), folder)
		killed := 0
		for round := range rounds {
			writePlans(t, folder, round+2)
			if killAt(t, time.Duration((0.1+0.9*random.Float64())*float64(length)), "ingest", "--database", database, folder) {
				killed++
			}
			switch {
			case round == rounds/4: // so far the database itself was being made
				freeClaims(t, database)
				finish(t, "ingest", "--database", database, folder)
			case round > rounds/4:
				listed(t, database, plans)
			}
		}
		t.Logf("%d of %d were killed before their end, within %v", killed, rounds, length)
		if killed == 0 {
			t.Error("none was killed before its end")
		}
		freeClaims(t, database)
		if out := finish(t, "ingest", "--database", database, folder); strings.Count(out, "\n") != plans {
			t.Errorf("the last ingest said:\n%s", out)
		}
		undisturbed := fresh()
		finish(t, "ingest", "--database", undisturbed, folder)
		expectAlike(t, database, undisturbed)
	})
}

// undisturbedLength is how long an ingest takes that replaces what is there.
func undisturbedLength(t *testing.T, database, folder string) time.Duration {
	t.Helper()
	var begun time.Time
	for version := range 2 {
		writePlans(t, folder, version)
		begun = time.Now()
		finish(t, "ingest", "--database", database, folder)
	}
	return time.Since(begun)
}

// expectAlike holds a library to another one's documents and passages.
func expectAlike(t *testing.T, database, undisturbed string) {
	t.Helper()
	for _, args := range [][]string{
		{"documents", "--json"},
		{"search", "--json", "--limit", "100", "农村自来水普及率"},
		{"search", "--json", "--limit", "100", "第3县2027年新建水厂多少座"},
	} {
		got := finish(t, append(args, "--database", database)...)
		if want := finish(t, append(args, "--database", undisturbed)...); got != want {
			t.Errorf("%v\nkilled and ended:\n%s\nundisturbed:\n%s", args, got, want)
		}
	}
	expectEmbedded(t, database)
}

// expectEmbedded checks that every plan is there and has all its vectors.
func expectEmbedded(t *testing.T, database string) {
	t.Helper()
	for id, chunks := range listed(t, database, plans) {
		if chunks.Chunks == 0 || chunks.Embedded != chunks.Chunks {
			t.Errorf("%s: %d of %d chunks embedded", id, chunks.Embedded, chunks.Chunks)
		}
	}
}

// What a killed process had begun to embed is embedded by the next ingest: it
// ends when all is embedded, and not before.
func TestIngestEndsWhenAllIsEmbedded(t *testing.T) {
	database, folder := clusterDatabase(t), filepath.Join(t.TempDir(), "plans")
	writePlans(t, folder, 0)
	killed := exec.Command("chuchu", "ingest", "--database", database, folder)
	stdout, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	for lines, n := bufio.NewScanner(stdout), 0; n < plans && lines.Scan(); n++ {
	}
	_ = killed.Process.Kill()
	_ = killed.Wait()
	command(t, database, `UPDATE chuchu.backlog SET holder = 'dead', until = now() + interval '3 seconds'`) // not a minute
	finish(t, "ingest", "--database", database, folder)
	expectEmbedded(t, database)
}

// freeClaims does to a dead process's claims what a minute does.
func freeClaims(t *testing.T, database string) {
	t.Helper()
	if strings.HasPrefix(database, "postgres://") {
		command(t, database, `DO $$ BEGIN
			IF to_regclass('chuchu.backlog') IS NOT NULL THEN
				UPDATE chuchu.backlog SET until = now() - interval '1 second' WHERE until IS NOT NULL;
			END IF;
		END $$`)
	}
}

// chunked is how much of a document there is.
type chunked struct{ Chunks, Embedded int }

// listed are a library's documents, so many, each of which is there once.
func listed(t *testing.T, database string, number int) map[string]chunked {
	t.Helper()
	var list struct {
		Documents []struct {
			ID string
			chunked
		}
	}
	out := finish(t, "documents", "--json", "--database", database)
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list.Documents) != number {
		t.Fatalf("%d documents, want %d, %v", len(list.Documents), number, err)
	}
	all := map[string]chunked{}
	for _, d := range list.Documents {
		if _, twice := all[d.ID]; twice {
			t.Errorf("%s is there twice", d.ID)
		}
		all[d.ID] = d.chunked
	}
	return all
}

// finish lets the program end, which must go well, and returns what it printed.
func finish(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("chuchu", args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("%v: %v\n%s%s", args, err, out, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// killAt runs the program and kills it -9 after a while, unless it has ended.
func killAt(t *testing.T, moment time.Duration, args ...string) (killed bool) {
	t.Helper()
	command := exec.Command("chuchu", args...)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(moment, func() { _ = command.Process.Kill() }) // it may have ended
	defer timer.Stop()
	return command.Wait() != nil
}

// A reader of an answer whose server is killed in the middle is told that it
// failed, by a server beside it and by one that comes later, and all is told
// the same.
func TestKilledInAnswer(t *testing.T) {
	t.Parallel() // it mostly waits
	eachStore(t, func(t *testing.T, fresh func() string) {
		t.Parallel()
		database, model := fresh(), newHoldingModel(t)
		doomed, beside := spawn(t, database, model.flags()...), spawn(t, database, model.flags()...)
		asker, reader := doomed.dial(t), beside.dial(t)
		seen := asker.ask(goalQuestion, "checked")
		id := seen[0].AnswerID
		reader.resume(id, 0)
		reader.until("checked")
		doomed.kill()
		rest := reader.until("")
		reader.over()
		expectFailed(t, rest[len(rest)-1], len(seen)+len(rest))

		later := spawn(t, database, model.flags()...)
		for _, s := range []process{beside, later} {
			back := s.dial(t)
			back.resume(id, len(seen))
			expectSame(t, back.until(""), rest)
			back.resume(id, 0)
			expectSame(t, back.until(""), append(seen[:len(seen):len(seen)], rest...))
			back.over()
			s.send(t, "GET", "/api/answers/"+id, nil, http.StatusNotFound)
		}
		model.letGo()
		var next struct{ Refused bool }
		later.post(t, "/api/ask", map[string]string{"question": "那医疗呢", "conversation_id": seen[0].ConversationID}, &next)
	})
}

// expectFailed checks an answer's end, and its seq unless that is 0.
func expectFailed(t *testing.T, m told, seq int) {
	t.Helper()
	if m.Type != "failed" || seq != 0 && m.Seq != seq || m.Error.Code != "internal" || m.Error.Message == "" {
		t.Errorf("seq %d: %s", seq, m.raw)
	}
}

// An answer that was cut off by the death of the only server is told to have
// failed when there is one again.
func TestKilledAlone(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, fresh func() string) {
		t.Parallel()
		database, model := fresh(), newHoldingModel(t)
		doomed := spawn(t, database, model.flags()...)
		seen := doomed.dial(t).ask(goalQuestion, "checked")
		doomed.kill()
		reader := spawn(t, database, model.flags()...).dial(t)
		reader.resume(seen[0].AnswerID, len(seen)) // it may have shown more than it had kept
		rest := reader.until("")
		reader.over()
		expectFailed(t, rest[len(rest)-1], 0)
	})
}
