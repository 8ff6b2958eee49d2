package eval

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

func tape(t *testing.T) Tape {
	return Tape{filepath.Join(t.TempDir(), "tape"), func(q rag.Question, passages []rag.Passage) string {
		return q.Text + "\n" + strings.Repeat("。", len(passages))
	}}
}

func saidBy(t *testing.T, w rag.Writer, q string) (string, error) {
	t.Helper()
	var b strings.Builder
	for piece, err := range w.Write(t.Context(), rag.Question{Text: q}, make([]rag.Passage, 2)) {
		if err != nil {
			return b.String(), err
		}
		b.WriteString(piece)
	}
	return b.String(), nil
}

func TestWhatIsRecordedIsReplayed(t *testing.T) {
	tape := tape(t)
	w := tape.Record(&ragtest.Writer{Pieces: []string{"新增床位", "300张[1]。"}})
	if got, err := saidBy(t, w, "床位"); got != "新增床位300张[1]。" || err != nil {
		t.Fatalf("recording yields %q, %v", got, err)
	}
	if w.Name() != (&ragtest.Writer{}).Name() {
		t.Errorf("recording is called %q", w.Name())
	}
	again := tape.Replay("m")
	if got, err := saidBy(t, again, "床位"); got != "新增床位300张[1]。" || err != nil || again.Name() != "m" {
		t.Errorf("%s replays %q, %v", again.Name(), got, err)
	}
	files, _ := filepath.Glob(filepath.Join(tape.Dir, "*.txt"))
	if len(files) != 2 || !strings.HasSuffix(files[0], ".completion.txt") || !strings.HasSuffix(files[1], ".prompt.txt") {
		t.Errorf("files %q", files)
	}
	if prompt, _ := os.ReadFile(files[1]); string(prompt) != "床位\n。。" {
		t.Errorf("prompt %q", prompt)
	}
}

func TestAnotherPromptIsNotRecorded(t *testing.T) {
	tape := tape(t)
	_, err := saidBy(t, tape.Replay("m"), "别的")
	files, _ := filepath.Glob(filepath.Join(tape.Dir, "*.prompt.txt"))
	if !errors.Is(err, ErrNotRecorded) || len(files) != 1 || !strings.Contains(err.Error(), files[0]) {
		t.Fatalf("error %v, files %q", err, files)
	}
	byHand := strings.Replace(files[0], ".prompt.", ".completion.", 1)
	if err := os.WriteFile(byHand, []byte("写好了[1]。"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := saidBy(t, tape.Replay("m"), "别的"); got != "写好了[1]。" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestPromptsAlone(t *testing.T) {
	tape := tape(t)
	if got, err := saidBy(t, tape.Prompts(&ragtest.Writer{Pieces: []string{"摘录[1]。"}}), "床位"); got != "摘录[1]。" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	if files, _ := filepath.Glob(filepath.Join(tape.Dir, "*")); len(files) != 1 || !strings.HasSuffix(files[0], ".prompt.txt") {
		t.Errorf("files %q", files)
	}
}

type failing struct{ rag.Writer }

var errFailing = errors.New("failing")

func (failing) Write(context.Context, rag.Question, []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if yield("半句", nil) {
			yield("", errFailing)
		}
	}
}

// A model that answers otherwise each time has said what it said first.
func TestOnePromptHasOneCompletion(t *testing.T) {
	tape := tape(t)
	model := &ragtest.Writer{Pieces: []string{"一[1]。"}}
	w := tape.Record(model)
	first, _ := saidBy(t, w, "床位")
	model.Pieces = []string{"二[1]。"}
	again, err := saidBy(t, w, "床位")
	replayed, _ := saidBy(t, tape.Replay("m"), "床位")
	if first != "一[1]。" || again != first || replayed != first || err != nil || len(model.Asked()) != 1 {
		t.Errorf("%q, %q, replayed %q, %v; asked %d times", first, again, replayed, err, len(model.Asked()))
	}
	if next, _ := saidBy(t, tape.Record(model), "床位"); next != "二[1]。" {
		t.Errorf("another run says %q", next)
	}
}

// What failed fails again, and is stood in for as it was; what was not recorded is not.
func TestFailuresAreReplayed(t *testing.T) {
	tape := tape(t)
	_, _ = saidBy(t, tape.Record(failing{}), "床位")
	stood := tape.StandIn(&ragtest.Writer{Pieces: []string{"摘录[1]。"}})
	if _, err := saidBy(t, tape.Replay("m"), "床位"); err == nil || errors.Is(err, ErrNotRecorded) || !strings.Contains(err.Error(), errFailing.Error()) {
		t.Errorf("error %v", err)
	}
	if got, err := saidBy(t, stood, "床位"); got != "摘录[1]。" || err != nil {
		t.Errorf("stood in with %q, %v", got, err)
	}
	if got, err := saidBy(t, stood, "别的"); got != "" || !errors.Is(err, ErrNotRecorded) {
		t.Errorf("stood in with %q, %v", got, err)
	}
	if got, err := saidBy(t, tape.Record(&ragtest.Writer{Pieces: []string{"好了[1]。"}}), "床位"); err != nil || got != "好了[1]。" {
		t.Errorf("another run: %q, %v", got, err)
	}
	if got, err := saidBy(t, tape.Replay("m"), "床位"); err != nil || got != "好了[1]。" {
		t.Errorf("replayed %q, %v", got, err)
	}
}

func TestHalfAnswersAreNotRecorded(t *testing.T) {
	tape := tape(t)
	if _, err := saidBy(t, tape.Record(failing{}), "床位"); !errors.Is(err, errFailing) {
		t.Errorf("error %v", err)
	}
	for range tape.Record(failing{}).Write(t.Context(), rag.Question{}, nil) {
		break // nobody listens any more
	}
	if files, _ := filepath.Glob(filepath.Join(tape.Dir, "*.completion.txt")); len(files) != 0 {
		t.Errorf("half an answer was recorded: %q", files)
	}
}

func TestFolderCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tape := Tape{filepath.Join(file, "tape"), func(rag.Question, []rag.Passage) string { return "p" }}
	for name, w := range map[string]rag.Writer{"record": tape.Record(&ragtest.Writer{Pieces: []string{"甲[1]。"}}), "replay": tape.Replay("m")} {
		if got, err := saidBy(t, w, "床位"); err == nil || errors.Is(err, ErrNotRecorded) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestPromptsDiffer(t *testing.T) {
	tape := tape(t)
	var paths []string
	for _, p := range []string{"甲", "乙", "甲 "} {
		paths = append(paths, tape.path(p, filePrompt))
	}
	if slices.Sort(paths); len(slices.Compact(paths)) != 3 {
		t.Errorf("paths %q", paths)
	}
}
