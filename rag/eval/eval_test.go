package eval

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

var update = flag.Bool("update", false, "write the golden files anew")

// script is a Subject's Answerer that says what it was told to say. It takes
// ten milliseconds to search and thirty to answer, and keeps what it was asked.
type script struct {
	passages map[string][]rag.Passage // by question
	answers  map[string]rag.Answer
	asked    []rag.Question
	fail     string // the question that fails
	mute     string // the question that is never finished
}

var errScript = errors.New("the script is torn")

func (s *script) Search(_ context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	time.Sleep(10 * time.Millisecond)
	if q.Text == s.fail {
		return nil, errScript
	}
	return s.passages[q.Text][:min(limit, len(s.passages[q.Text]))], nil
}

func (s *script) Answer(_ context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		time.Sleep(30 * time.Millisecond)
		s.asked = append(s.asked, q)
		a, known := s.answers[q.Text]
		switch {
		case !yield(rag.Rewritten{Query: q.Text}, nil) || q.Text == s.mute:
		case !known:
			yield(nil, fmt.Errorf("%s: %w", q.Text, errScript))
		default:
			yield(rag.Finished{Answer: a}, nil)
		}
	}
}

const (
	talents = "争取到 2025 年，引进各类人才超 1000 人，其中国家千人计划等高端人才超 10 人。"
	streets = "建立社区公益银行，将居民参与公益活动量化成分值存入公益银行。"
)

var documents = shelf{"chikan": plan(talents), "haibin": plan(streets)}

// from is a passage that is a whole document.
func from(id string) rag.Passage {
	p := passage(documents[id].Text, "第三章", "一、目标")
	p.Document.ID = id
	return p
}

// said is an answer of one sentence that quotes a whole document.
func said(text, id string) rag.Answer {
	whole := slice(documents[id].Text, documents[id].Text)
	return rag.Answer{
		Text:      text,
		Sentences: []rag.Sentence{{Text: text, Citations: []int{1}, Supported: true}},
		Citations: []rag.Citation{{Number: 1, Document: chunk.Meta{ID: id}, Quote: whole.Quote, Span: whole.Span}},
	}
}

// rehearsed is a script for the questions below: one right, one follow-up, one
// found late and wrong, one rightly refused, one that should have been.
func rehearsed() *script {
	return &script{
		passages: map[string][]rag.Passage{
			"赤坎引进多少人才？": {from("chikan"), from("haibin")},
			"高端的呢？":     {from("haibin"), from("chikan")},
			"公益的机制叫什么？": {from("chikan"), from("chikan"), from("chikan"), from("chikan"), from("chikan"), from("haibin")},
			"有多少床位？":    {from("haibin")},
		},
		answers: map[string]rag.Answer{
			"赤坎引进多少人才？": said("超1000人[1]。", "chikan"),
			"高端的呢？":     said("超10人[1]。", "chikan"),
			"公益的机制叫什么？": said("叫12号银行[1][2]。", "chikan"),
			"有多少床位？":    {Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence},
			"校长是谁？":     said("不知道[1]。", "haibin"),
		},
	}
}

var rehearsal = []Question{
	{ID: "t-1", Text: "赤坎引进多少人才？", Kind: "number", Docs: []string{"chikan"}, Evidence: []string{talents}, Facts: []string{"1000人"}},
	{ID: "t-2", Text: "高端的呢？", Kind: "followup", Docs: []string{"chikan"}, Evidence: []string{"高端人才超 10 人"}, Facts: []string{"10人"},
		History: []string{"赤坎引进多少人才？", "有多少床位？"}},
	{ID: "t-3", Text: "公益的机制叫什么？", Kind: "text", Docs: []string{"haibin"}, Evidence: []string{streets}, Facts: []string{"公益银行", "分值"}},
	{ID: "t-4", Text: "有多少床位？", Kind: Unanswerable},
	{ID: "t-5", Text: "校长是谁？", Kind: Unanswerable},
}

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		subject := rehearsed()
		var steps []string
		progress := func(done, total int) { steps = append(steps, fmt.Sprint(done, "/", total)) }
		report, err := Run(t.Context(), Subject{Answerer: subject, Documents: documents}, rehearsal, progress)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(steps, " "); got != "1/5 2/5 3/5 4/5 5/5" {
			t.Errorf("progress %s", got)
		}
		golden(t, "report.txt", written(t, report, true))
		asJSON, err := json.MarshalIndent([]any{report.All, report.Results[2]}, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "report.json", string(asJSON)+"\n")
		if text := written(t, report, false); !strings.HasPrefix(written(t, report, true), text) || strings.Contains(text, "赤坎") {
			t.Errorf("not verbose:\n%s", text)
		}
	})
}

func TestRunAsksHistoryFirst(t *testing.T) {
	subject := rehearsed()
	if _, err := Run(t.Context(), Subject{Answerer: subject}, rehearsal[1:2], nil); err != nil {
		t.Fatal(err)
	}
	if len(subject.asked) != 3 {
		t.Fatalf("asked %+v", subject.asked)
	}
	for i, q := range subject.asked {
		if len(q.History) != i {
			t.Errorf("question %d has the history %+v", i, q.History)
		}
	}
	last := subject.asked[2].History
	if last[0] != (rag.Turn{Question: "赤坎引进多少人才？", Answer: "超1000人[1]。"}) || last[1].Answer != "资料中没有找到。" {
		t.Errorf("history %+v", last)
	}
}

func TestRunFails(t *testing.T) {
	for _, c := range []struct {
		name    string
		subject *script
		want    string
	}{
		{"search", &script{fail: "高端的呢？", answers: rehearsed().answers}, "question t-2: search: the script is torn"},
		{"answer", &script{answers: map[string]rag.Answer{"赤坎引进多少人才？": {}, "有多少床位？": {}}}, "question t-2: answer: 高端的呢？: the script is torn"},
		{"history", &script{}, "question t-2: history: answer: 赤坎引进多少人才？: the script is torn"},
		{"no end", &script{mute: "高端的呢？", answers: rehearsed().answers}, "question t-2: answer: ended without Finished"},
	} {
		_, err := Run(t.Context(), Subject{Answerer: c.subject}, rehearsal[1:2], nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	subject := Subject{Answerer: rehearsed(), Documents: shelf{"chikan": {}}}
	if _, err := Run(t.Context(), subject, rehearsal[:1], nil); !errors.Is(err, errShelf) {
		t.Errorf("of a broken shelf: %v", err)
	}
}

func TestRunWithout(t *testing.T) {
	var hidden [][]rag.Key
	refuses := rehearsed()
	refuses.answers["公益的机制叫什么？"] = rag.Answer{Refused: true}
	subject := Subject{Documents: documents, Hide: func(keys []rag.Key) Answerer {
		hidden = append(hidden, keys)
		return refuses
	}}
	report, err := RunWithout(t.Context(), subject, rehearsal, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(hidden), "[[{chikan 0}] [{chikan 0}] [{haibin 0}]]"; got != want {
		t.Errorf("hidden %s, want %s", got, want)
	}
	all := report.All
	if all.Recall != (Share{1, 3}) || all.OverRefusal.Of != 0 || all.Hit5.Of != 0 || all.Facts != (Share{2, 4}) || len(report.Misses()) != 2 {
		t.Errorf("recall %v, over-refusal %v, hit@5 %v, facts %v", all.Recall, all.OverRefusal, all.Hit5, all.Facts)
	}
	if _, err := RunWithout(t.Context(), Subject{Documents: shelf{}, Hide: subject.Hide}, rehearsal, nil); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("of an empty shelf: %v", err)
	}
	if _, err := RunWithout(t.Context(), Subject{Documents: documents}, rehearsal, nil); err == nil {
		t.Error("went on without Hide")
	}
}

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update to see how):\n%s", path, got)
	}
}

func written(t *testing.T, r Report, verbose bool) string {
	t.Helper()
	var b strings.Builder
	if err := r.Write(&b, verbose); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
