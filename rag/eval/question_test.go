package eval

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

func TestQuestionsOfTheProject(t *testing.T) {
	f, err := os.Open("testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := Questions(f)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, q := range questions {
		count[q.Kind]++
	}
	if len(questions) != 82 || len(count) != len(Kinds()) || count[Unanswerable] != 15 {
		t.Errorf("%d questions of kinds %v", len(questions), count)
	}
	last := questions[len(questions)-1]
	if last.ID != "yantian-033" || last.Docs[0] != "yantian" || len(last.Evidence) != 1 || last.Facts[1] != "挂点联系" {
		t.Errorf("last question is %+v", last)
	}
}

func TestQuestions(t *testing.T) {
	in := "\ufeff" + `{"id":"a","question":"哪五条？","kind":"list","facts":["一"],"source":"unknown fields are fine"}` + "\n\n" +
		` {"id":"b","question":"那呢？","kind":"followup","evidence":["证据"],"history":["先问？","再问？"]} ` + "\r\n" +
		`{"id":"c","question":"谁？","kind":"unanswerable"}`
	got, err := Questions(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].ID != "a" || got[1].History[1] != "再问？" || !got[1].Answerable() || got[2].Answerable() {
		t.Errorf("got %+v", got)
	}
	if got, err := Questions(strings.NewReader("\n \n")); err != nil || len(got) != 0 {
		t.Errorf("of an empty file: %v, %v", got, err)
	}
}

func TestQuestionsTellWhatIsWrong(t *testing.T) {
	const good = `{"id":"a","question":"谁？","kind":"unanswerable"}` + "\n"
	for _, c := range []struct{ in, want string }{
		{"{", "line 1: unexpected end of JSON input"},
		{good + "\n" + `{"id":5}`, "line 3: json: cannot unmarshal number into Go struct field Question.id of type string"},
		{good + good, `line 2: id "a" stands in line 1 already`},
		{`{"question":"谁？","kind":"text"}`, "line 1: no id"},
		{`{"id":"a","question":" ","kind":"text"}`, "a has no question"},
		{`{"id":"a","question":"谁？","kind":"txt"}`, `a has kind "txt", not one of number, list,`},
		{`{"id":"a","question":"谁？","kind":"text"}`, "a is answerable but has neither evidence nor facts"},
		{`{"id":"a","question":"谁？","kind":"unanswerable","facts":["一"]}`, "a is unanswerable but has evidence or facts"},
		{`{"id":"a","question":"谁？","kind":"text","evidence":["“ ”"]}`, "a has empty evidence"},
		{`{"id":"a","question":"谁？","kind":"text","facts":["甲|"]}`, "a has an empty fact or alternative"},
	} {
		_, err := Questions(strings.NewReader(c.in))
		if err == nil || !strings.HasPrefix(err.Error(), "questions: line ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Questions(%q): %v, want %s", c.in, err, c.want)
		}
	}
}

func TestQuestionsPassOnReadErrors(t *testing.T) {
	broken := errors.New("broken")
	in := io.MultiReader(strings.NewReader("\n"), iotest.ErrReader(broken))
	if _, err := Questions(in); !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
}
