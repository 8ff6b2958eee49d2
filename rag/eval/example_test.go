package eval_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strings"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/eval"
)

// modest finds one passage and answers nothing.
type modest struct{}

func (modest) Search(context.Context, rag.Question, int) ([]rag.Passage, error) {
	return []rag.Passage{{Chunk: chunk.Chunk{Text: "加快构建“两环十射”快速进出城体系。"}}}, nil
}

func (modest) Answer(context.Context, rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		yield(rag.Finished{Answer: rag.Answer{Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence}}, nil)
	}
}

func Example() {
	questions, err := eval.Questions(strings.NewReader(
		`{"id":"a","kind":"text","question":"快速进出城体系叫什么？","evidence":["加快构建「两环十射」快速进出城体系"],"facts":["两环十射"]}
		 {"id":"b","kind":"unanswerable","question":"有几条环线？"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := eval.Run(context.Background(), eval.Subject{Answerer: modest{}}, questions, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("hit@5", report.All.Hit5.Part, "of", report.All.Hit5.Of)
	floors, err := eval.ReadFloors(strings.NewReader(`{"all": {"hit@5": 0.95, "over_refusal": 0.06}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range report.Check(floors) {
		fmt.Fprintln(os.Stdout, line)
	}
	// Output:
	// hit@5 1 of 1
	// all over_refusal is 1.000 (1 of 1), above 0.06
}
