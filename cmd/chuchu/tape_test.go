package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"chuchu/rag/eval"
)

// A writingModel is a chat endpoint that always writes the same, and counts.
func writingModel(t *testing.T, text string) (address string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "text/event-stream")
		piece, _ := json.Marshal(map[string]any{"choices": []any{map[string]any{"delta": map[string]string{"content": text}}}})
		_, _ = w.Write([]byte("data: " + string(piece) + "\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", asked
}

// oneQuestion is a question file and the flags of an evaluation of it.
func oneQuestion(t *testing.T) (dir string, variables map[string]string) {
	t.Helper()
	dir = t.TempDir()
	line := `{"id":"q","question":"盐田新建几座街头小型艺术化公厕？","kind":"number","docs":["yantian"],"evidence":["新建7座具有山海特色的街头小型艺术化公厕"],"facts":["7座"]}`
	if err := os.WriteFile(filepath.Join(dir, "q.jsonl"), []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, map[string]string{"CHUCHU_DATABASE": filepath.Join(dir, "x.db")}
}

// measured runs an evaluation and returns the answer to its only question.
func measured(t *testing.T, variables map[string]string, args ...string) eval.Result {
	t.Helper()
	status, out, stderr := program(t, variables, append([]string{"eval", "--json"}, args...)...)
	var e evaluation
	if err := json.Unmarshal([]byte(out), &e); status != 0 || err != nil || len(e.Questions.Results) != 1 {
		t.Fatalf("status %d, %v, %s%s", status, err, out, stderr)
	}
	return e.Questions.Results[0]
}

// What a model wrote is measured again without it.
func TestRecordAndReplay(t *testing.T) {
	address, asked := writingModel(t, "新建7座具有山海特色的街头小型艺术化公厕[1]。")
	dir, variables := oneQuestion(t)
	file, kept := filepath.Join(dir, "q.jsonl"), filepath.Join(dir, "tape")
	first := measured(t, variables, "--record", kept, "--chat-model", "m", "--chat-url", address, file)
	if asked.Load() != 1 || !strings.Contains(first.Answer, "7座") {
		t.Fatalf("asked %d times: %s", asked.Load(), first.Answer)
	}
	again := measured(t, variables, "--replay", kept, file)
	if asked.Load() != 1 || again.Answer != first.Answer {
		t.Errorf("asked %d times; replayed %q, recorded %q", asked.Load(), again.Answer, first.Answer)
	}
}

// What the model wrote is dropped, or it fails: the plans are quoted then and in
// the replay, and follow-ups go on from the same answers.
func TestReplayGivesWhatWasRecorded(t *testing.T) {
	address, asked := writingModel(t, "新建99座街头小型艺术化公厕[1]。")
	for name, url := range map[string]string{"dropped": address, "failed": "http://127.0.0.1:1/v1"} {
		dir, variables := oneQuestion(t)
		file, kept := filepath.Join(dir, "q.jsonl"), filepath.Join(dir, "tape")
		line := `{"id":"q","question":"改造的有几座？","kind":"followup","docs":["yantian"],"evidence":["完成40座市政公厕的硬件改造"],"facts":["40座"],"history":["盐田新建几座街头小型艺术化公厕？"]}`
		if err := os.WriteFile(file, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		first := measured(t, variables, "--record", kept, "--chat-model", "m", "--chat-url", url, file)
		times := asked.Load()
		again := measured(t, variables, "--replay", kept, file)
		if first.Answer == "" || first.Refused || again.Answer != first.Answer || asked.Load() != times {
			t.Errorf("%s: replayed %q, recorded %q", name, again.Answer, first.Answer)
		}
	}
}

// A completion that is missing is told of with its prompt's file, and may be
// written by hand.
func TestReplayNamesWhatIsMissing(t *testing.T) {
	dir, variables := oneQuestion(t)
	file, kept := filepath.Join(dir, "q.jsonl"), filepath.Join(dir, "tape")
	status, _, stderr := program(t, variables, "eval", "--replay", kept, file)
	prompts, _ := filepath.Glob(filepath.Join(kept, "*.prompt.txt"))
	if status != 1 || len(prompts) != 1 || !strings.Contains(stderr, prompts[0]) || !strings.Contains(stderr, "没有录下的回答") {
		t.Fatalf("status %d, prompts %q: %s", status, prompts, stderr)
	}
	byHand := strings.Replace(prompts[0], ".prompt.", ".completion.", 1)
	if err := os.WriteFile(byHand, []byte("新建7座具有山海特色的街头小型艺术化公厕[1]。"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := measured(t, variables, "--replay", kept, file); !strings.Contains(r.Answer, "新建7座") {
		t.Errorf("by hand: %q", r.Answer)
	}
}

// Without a model the prompts are recorded alone; the answers are quoted.
func TestRecordPrompts(t *testing.T) {
	dir, variables := oneQuestion(t)
	file, kept := filepath.Join(dir, "q.jsonl"), filepath.Join(dir, "tape")
	if r := measured(t, variables, "--record", kept, file); !strings.Contains(r.Answer, "7座") {
		t.Errorf("quoted: %q", r.Answer)
	}
	if files, _ := filepath.Glob(filepath.Join(kept, "*")); len(files) != 1 || !strings.HasSuffix(files[0], ".prompt.txt") {
		t.Errorf("files %q", files)
	}
	if status, _, _ := program(t, variables, "eval", "--record", kept, "--replay", kept, file); status == 0 {
		t.Error("recording and replaying at once")
	}
}
