package eval_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"chuchu/rag"
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

// What failed, or came when nobody waited any more, fails again, and is not
// asked again; another run may do better.
func TestRecordModelKeepsFailures(t *testing.T) {
	tape := eval.Tape{Dir: t.TempDir()}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for question, c := range map[string]struct {
		ctx context.Context
		err error
	}{"坏": {t.Context(), errors.New("broken")}, "晚": {gone, nil}} {
		m := tape.RecordModel(talker{c.err})
		if said, err := m.Ask(c.ctx, "规则", question); err == nil || said != "" {
			t.Errorf("%s: %q, a failure is lost", question, said)
		}
		for name, again := range map[string]rag.Model{"recording": m, "replaying": tape.ReplayModel()} {
			if said, err := again.Ask(t.Context(), "规则", question); err == nil || errors.Is(err, eval.ErrNotRecorded) || said != "" {
				t.Errorf("%s, %s: %q, %v", question, name, said, err)
			}
		}
		if said, err := tape.RecordModel(talker{}).Ask(t.Context(), "规则", question); err != nil || said == "" {
			t.Errorf("%s: another run says %q, %v", question, said, err)
		}
		if said, err := tape.ReplayModel().Ask(t.Context(), "规则", question); err != nil || said == "" {
			t.Errorf("%s: and replays %q, %v", question, said, err)
		}
	}
}
