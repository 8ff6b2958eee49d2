package eval

import (
	"errors"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

const scriptFile = `As a model writes.
prompt: 98d34b1e
-- 新增多少张床位? --
到2025年，新增床位300张〔新增床位〕。养老机构12家〔養老機構〕。没有这个〔别处没有〕。
-- 新增多少张床位? [rewritten] --
{"question":"新增多少张养老床位?"}
`

func TestReadScript(t *testing.T) {
	s, err := ReadScript([]byte(scriptFile))
	if err != nil || s.Prompt != "98d34b1e" || !s.Has("新增多少张床位?") || s.Has("别的") {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, bad := range []string{"", "nothing", "-- a --\nx\n-- a --\ny\n", "-- a [rewritten] --\nx\n"} {
		if _, err := ReadScript([]byte(bad)); err == nil {
			t.Errorf("%q is no script", bad)
		}
	}
}

// Markers name the first passage that has their words, however it is written
// down and wherever it stands.
func TestScriptedMarkers(t *testing.T) {
	s, err := ReadScript([]byte(scriptFile))
	if err != nil {
		t.Fatal(err)
	}
	passages := []rag.Passage{{Chunk: chunk.Chunk{Text: "養 老機構12家。"}}, {Chunk: chunk.Chunk{Text: "到2025年，新增\n床位300张。"}}, {Chunk: chunk.Chunk{Text: "新增床位"}}}
	var b strings.Builder
	for piece, err := range (line{"新增多少张床位?", s}).Write(t.Context(), rag.Question{}, passages) {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(piece)
	}
	if want := "到2025年，新增床位300张[2]。养老机构12家[1]。没有这个。"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestScriptedModel(t *testing.T) {
	s, err := ReadScript([]byte(scriptFile))
	if err != nil {
		t.Fatal(err)
	}
	if said, err := (line{"新增多少张床位?", s}).Ask(t.Context(), "", ""); err != nil || !strings.Contains(said, "养老床位") {
		t.Errorf("reworded %q, %v", said, err)
	}
	unknown := line{"别的", s}
	if _, err := unknown.Ask(t.Context(), "", ""); !errors.Is(err, ErrNotRecorded) {
		t.Errorf("rewording of what was not recorded: %v", err)
	}
	for _, err := range unknown.Write(t.Context(), rag.Question{}, nil) {
		if !errors.Is(err, ErrNotRecorded) {
			t.Errorf("answer that was not recorded: %v", err)
		}
	}
}

// A question is known by what was asked, whatever it is called on the way; what
// the script has not has no stand-in.
func TestScriptedAnswerer(t *testing.T) {
	s, err := ReadScript([]byte(scriptFile))
	if err != nil {
		t.Fatal(err)
	}
	a := &rag.Answerer{Fallback: line{}}
	of := s.Answerer(a).(scripted)
	known, unknown := of.of(rag.Question{Text: "新增多少张床位?"}), of.of(rag.Question{Text: "别的"})
	if known.Writer.Name() != "script" || known.Model == nil || known.Fallback == nil {
		t.Errorf("known: %+v", known)
	}
	if unknown.Fallback != nil || a.Writer != nil {
		t.Errorf("unknown: %+v; the answerer: %+v", unknown, a)
	}
}
