package ragtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/desk"
)

// A Desk is all that a store keeps of documents, those that come and those
// that went too.
type Desk interface {
	Store
	desk.Keeper
	desk.Trash
	NoteOnce(ctx context.Context, key, value string) (kept string, err error)
}

// TestDesk runs the suite of a desk.Keeper and desk.Trash, as TestStore.
func TestDesk(t *testing.T, place func(t *testing.T) func() Desk) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, one, two Desk)
	}{
		{"an upload is read", testUpload},
		{"an upload fails", testUploadFails},
		{"an upload takes another's place", testUploadAnew},
		{"claims", testClaims},
		{"restore", testRestore},
		{"restore what is there again", testRestoreTaken},
		{"restore too late", testRestoreLate},
		{"a note that is set once", testNoteOnce},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := place(t)
			c.test(t, open(), open())
		})
	}
}

// uploadOf is an upload that was received some seconds after begun.
func uploadOf(id, ticket string, seconds int) desk.Upload {
	return desk.Upload{
		Document: id, Ticket: ticket, Name: id + ".txt", Given: chunk.Meta{ID: id, Title: "规划 <1>", Source: "https://example.org"},
		Replace: true, Received: begun.Add(time.Duration(seconds) * time.Second), Raw: []byte("第一章\x00" + id),
	}
}

func receive(t *testing.T, k desk.Keeper, u desk.Upload) {
	t.Helper()
	if err := k.Receive(t.Context(), u); err != nil {
		t.Fatal(err)
	}
}

// claim takes an upload some seconds after begun, for a minute.
func claim(t *testing.T, k desk.Keeper, seconds int) (desk.Upload, bool) {
	t.Helper()
	now := begun.Add(time.Duration(seconds) * time.Second)
	u, ok, err := k.Claim(t.Context(), now, now.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return u, ok
}

// uploads shows what is listed.
func uploads(t *testing.T, k desk.Keeper) string {
	t.Helper()
	all, err := k.Uploads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, u := range all {
		if u.Raw != nil {
			t.Errorf("%s is listed with its bytes", u.Document)
		}
		s = append(s, strings.TrimSpace(fmt.Sprintf("%s/%s %s %s", u.Document, u.Ticket, u.State, u.Reason)))
	}
	return strings.Join(s, ", ")
}

func testUpload(t *testing.T, one, two Desk) {
	want := uploadOf("a", "t1", 0)
	want.English = true
	receive(t, one, want)
	if got := uploads(t, two); got != "a/t1 received" {
		t.Errorf("listed: %s", got)
	}
	got, ok := claim(t, two, 1)
	if !ok || !got.Received.Equal(want.Received) {
		t.Fatalf("claimed %+v, %v", got, ok)
	}
	got.Received, want.State, want.Tries = want.Received, desk.Reading, 1
	if !reflect.DeepEqual(got, want) {
		t.Errorf("claimed\n%+v, want\n%+v", got, want)
	}
	if got := uploads(t, one); got != "a/t1 reading" {
		t.Errorf("listed: %s", got)
	}
	if err := two.Settle(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	if got := uploads(t, one); got != "" {
		t.Errorf("settled: %s", got)
	}
}

func testUploadFails(t *testing.T, one, two Desk) {
	receive(t, one, uploadOf("a", "t1", 0))
	u, _ := claim(t, two, 1)
	u.Reason = "文件是空的"
	if err := two.Settle(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	if got := uploads(t, one); got != "a/t1 failed 文件是空的" {
		t.Errorf("listed: %s", got)
	}
	if u, ok := claim(t, one, 1000); ok {
		t.Errorf("claimed again: %+v", u)
	}
	if err := one.Withdraw(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if err := one.Withdraw(t.Context(), "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}

// testUploadAnew: what becomes of the earlier upload is nothing to the later.
func testUploadAnew(t *testing.T, one, two Desk) {
	receive(t, one, uploadOf("a", "t1", 0))
	u, _ := claim(t, one, 1)
	if stands, err := two.Hold(t.Context(), u, begun.Add(time.Hour)); !stands || err != nil {
		t.Errorf("before: %v, %v", stands, err)
	}
	receive(t, two, uploadOf("a", "t2", 2))
	if stands, err := one.Hold(t.Context(), u, begun.Add(time.Hour)); stands || err != nil {
		t.Errorf("after: %v, %v", stands, err)
	}
	for _, u.Reason = range []string{"", "x"} {
		if err := one.Settle(t.Context(), u); err != nil {
			t.Error(err)
		}
	}
	if got := uploads(t, one); got != "a/t2 received" {
		t.Errorf("listed: %s", got)
	}
	if again, ok := claim(t, one, 3); !ok || again.Ticket != "t2" || again.Tries != 1 {
		t.Errorf("claimed %+v", again)
	}
}

// testClaims: each upload is one reader's, the oldest first, until it dies.
func testClaims(t *testing.T, one, two Desk) {
	for i := range 6 {
		receive(t, one, uploadOf(fmt.Sprint("d", i), "t", 10-i))
	}
	if u, ok := claim(t, two, 20); !ok || u.Document != "d5" || !bytes.Equal(u.Raw, uploadOf("d5", "", 0).Raw) {
		t.Fatalf("first %+v", u)
	}
	small := uploadOf("small", "t", 11)
	small.Raw = small.Raw[:3]
	receive(t, two, small)
	if u, ok := claim(t, one, 20); !ok || u.Document != "small" {
		t.Fatalf("before larger ones that came before: %+v", u)
	}
	if err := one.Settle(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	seen := map[string]int{}
	var wait sync.WaitGroup
	for _, k := range []Desk{one, two, one, two} {
		wait.Go(func() {
			for {
				u, ok := claim(t, k, 20)
				if !ok {
					return
				}
				mu.Lock()
				seen[u.Document]++
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	for i := range 5 {
		if n := seen[fmt.Sprint("d", i)]; n != 1 {
			t.Errorf("d%d was claimed %d times", i, n)
		}
	}
	if _, err := one.Hold(t.Context(), uploadOf("d3", "t", 0), begun.Add(time.Hour)); err != nil {
		t.Error(err)
	}
	for range 5 {
		if u, ok := claim(t, two, 90); !ok || u.Document == "d3" || u.Tries != 2 {
			t.Errorf("of a dead reader: %+v", u)
		}
	}
	if u, ok := claim(t, two, 90); ok {
		t.Errorf("one that is held: %+v", u)
	}
}

const restored = "养老服务床位100张。\n学前教育。\n"

// testRestore: a document comes back as it was, and is found as before.
func testRestore(t *testing.T, one, two Desk) {
	ctx := t.Context()
	in := Ingest("a", restored)
	in.Example, in.Given.Title = true, "规划"
	if _, err := one.Replace(ctx, in); err != nil {
		t.Fatal(err)
	}
	before, err := one.Read(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Discard(ctx, "a", begun); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Read(ctx, "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
	if err := two.Discard(ctx, "a", begun); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
	if err := one.Restore(ctx, "a", begun); err != nil {
		t.Fatal(err)
	}
	after, err := two.Read(ctx, "a")
	if err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("%v\n got %+v\nwant %+v", err, after, before)
	}
	if found, err := two.Match(ctx, []string{"养老"}, rag.Scope{}, 5); err != nil || len(found.Postings) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
	if changed, err := two.Replace(ctx, in); changed || err != nil {
		t.Errorf("the same again: %v, %v", changed, err)
	}
	if err := one.Restore(ctx, "a", begun); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}

func testRestoreTaken(t *testing.T, one, two Desk) {
	ctx := t.Context()
	for _, text := range []string{restored, "另一份。\n"} {
		if _, err := one.Replace(ctx, Ingest("a", text)); err != nil {
			t.Fatal(err)
		}
		if err := one.Discard(ctx, "a", begun); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := one.Replace(ctx, Ingest("a", "第三份。\n")); err != nil {
		t.Fatal(err)
	}
	if err := two.Restore(ctx, "a", begun); !errors.Is(err, rag.ErrConflict) {
		t.Errorf("taken: %v", err)
	}
	if err := one.Delete(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if err := two.Restore(ctx, "a", begun); err != nil {
		t.Fatal(err)
	}
	if d, err := one.Read(ctx, "a"); err != nil || !strings.Contains(d.Plan.Text, "另一份") {
		t.Errorf("not the latest: %q, %v", d.Plan.Text, err)
	}
}

func testRestoreLate(t *testing.T, one, two Desk) {
	ctx := t.Context()
	for _, id := range []string{"a", "b"} {
		if _, err := one.Replace(ctx, Ingest(id, restored)); err != nil {
			t.Fatal(err)
		}
	}
	if err := one.Discard(ctx, "a", begun); err != nil {
		t.Fatal(err)
	}
	if err := one.Discard(ctx, "b", begun.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := two.Restore(ctx, "a", begun.Add(time.Second)); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("too late: %v", err)
	}
	if err := two.Empty(ctx, begun.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := two.Restore(ctx, "a", begun); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("emptied: %v", err)
	}
	if err := two.Restore(ctx, "b", begun); err != nil {
		t.Errorf("not yet: %v", err)
	}
}

// testNoteOnce: all who set a note at once get the same.
func testNoteOnce(t *testing.T, one, two Desk) {
	var wait sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		wait.Go(func() {
			var err error
			if got[i], err = []Desk{one, two}[i%2].NoteOnce(t.Context(), "secret", fmt.Sprint("v", i)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	kept, err := two.Note(t.Context(), "secret")
	for i, v := range got {
		if v != kept || v == "" || err != nil {
			t.Errorf("%d got %q, kept is %q, %v", i, v, kept, err)
		}
	}
}
