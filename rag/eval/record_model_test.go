package eval_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"chuchu/rag/eval"
)

// A talker says what it was asked, or fails.
type talker struct{ err error }

func (m talker) Ask(_ context.Context, rules, text string) (string, error) {
	return rules + "→" + text, m.err
}

func TestRecordModel(t *testing.T) {
	tape := eval.Tape{Dir: filepath.Join(t.TempDir(), "tape")}
	said, err := tape.RecordModel(talker{}).Ask(t.Context(), "规则", "问题")
	if err != nil || said != "规则→问题" {
		t.Fatalf("%q, %v", said, err)
	}
	if again, err := tape.ReplayModel().Ask(t.Context(), "规则", "问题"); err != nil || again != said {
		t.Errorf("replayed %q, %v", again, err)
	}
	if _, err := tape.ReplayModel().Ask(t.Context(), "规则", "别的问题"); !errors.Is(err, eval.ErrNotRecorded) {
		t.Errorf("not recorded: %v", err)
	}
	if files, _ := os.ReadDir(tape.Dir); len(files) != 3 {
		t.Errorf("%d files, want two prompts and a completion", len(files))
	}
}

// What failed, or came when nobody waited any more, is not kept.
func TestRecordModelKeepsNoFailure(t *testing.T) {
	tape := eval.Tape{Dir: t.TempDir()}
	if _, err := tape.RecordModel(talker{errors.New("broken")}).Ask(t.Context(), "规则", "问题"); err == nil {
		t.Error("a failure is lost")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tape.RecordModel(talker{}).Ask(gone, "规则", "问题"); !errors.Is(err, context.Canceled) {
		t.Errorf("late: %v", err)
	}
	if _, err := tape.ReplayModel().Ask(t.Context(), "规则", "问题"); !errors.Is(err, eval.ErrNotRecorded) {
		t.Errorf("kept: %v", err)
	}
}
