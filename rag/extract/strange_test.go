package extract

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

func TestStrangers(t *testing.T) {
	const question = "怎么发展滑雪产业"
	for _, c := range []struct {
		sentence string
		about    float64 // closeness to 滑雪产业
		worth    float64
		want     bool
	}{
		{"设计孵化贷、成长贷等金融产品，发挥产业发展资金的引导作用。", 0.1, 0.8, true},
		{"建设滑雪场，发展滑雪产业。", 0.7, 1.2, false},
		{"引进冰雪运动项目，打造冬季旅游品牌。", 0.6, 0.5, false},          // other words, the same thing
		{"设计孵化贷、成长贷等金融产品，发挥产业发展资金的引导作用。", 1, 0.8, false}, // meaning is not compared
	} {
		cand, a := pair(question, c.sentence, nil)
		cand.about = c.about
		if got := cand.strange(a, c.worth); got != c.want {
			t.Errorf("%q (%.1f) is a stranger to %s: %v", c.sentence, c.about, question, got)
		}
	}
}

func TestStrangersStandFarther(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		index              int
		want               bool
	}{
		{"每个充电站补贴多少元", "给予园区每个最高500万元奖补。", 0, false},
		{"每个充电站补贴多少元", "给予园区每个最高500万元奖补。", 1, true},
		{"每个充电站补贴多少元", "给予充电站每个最高5万元补贴。", 1, false},
		{"怎么补贴充电站", "给予园区每个最高500万元奖补。", 1, false}, // no figure is asked for
	} {
		cand, a := pair(c.question, c.sentence, nil)
		cand.about, cand.index = 0.42, c.index
		if got := cand.strange(a, 0.68); got != c.want {
			t.Errorf("%q, %d, is a stranger to %s: %v (holds %.2f)", c.sentence, c.index, c.question, got, cand.held(a))
		}
	}
}

// A list of just as many things as are asked for is no stranger by its words alone.
func TestListsOfAsManyAreNoStrangers(t *testing.T) {
	for sentence, want := range map[string]bool{
		"推广“基层首诊、双向转诊、急慢分治、上下联动”的模式。": false,
		"推广“基层首诊、双向转诊、急慢分治”的模式。":      true,
	} {
		cand, a := pair("分级枕疗是哪四句话", sentence, nil)
		cand.about = 0.3
		if got := cand.strange(a, 0.6); got != want {
			t.Errorf("%q is a stranger: %v", sentence, got)
		}
	}
}

func TestTopicsAreWithoutPlaces(t *testing.T) {
	got := topics([]string{"盐田", "赤坎"}, []string{"盐田区怎么发展滑雪产业", "赤坎的公厕有哪些？", "盐田呢？"})
	if len(got) != 3 || strings.Contains(strings.Join(got[:2], ""), "盐田") || !strings.Contains(got[0], "滑雪产业") || !strings.Contains(got[1], "公厕") {
		t.Errorf("got %q", got)
	}
	if got[2] == "" || slices.Contains(got, " ") {
		t.Errorf("what has no topic is taken as it stands: %q", got)
	}
}

// senses is an embedder that knows two meanings: of snow, and of anything else.
type senses struct{ broken }

func (senses) Model() rag.EmbeddingModel { return rag.EmbeddingModel{Name: "senses", Low: 0, High: 1} }

func (senses) Embed(_ context.Context, _ rag.Use, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		switch {
		case strings.Contains(text, "盐田"): // the place is in the question and in every sentence
			out[i] = []float32{0.1, 0.99}
		case strings.Contains(text, "雪"):
			out[i] = []float32{1, 0}
		default:
			out[i] = []float32{0, 1}
		}
	}
	return out, nil
}

func TestAnUnrelatedTopicIsNotAnswered(t *testing.T) {
	loans := text("盐田区", "盐田区设计孵化贷等产品，用好产业资金。")
	snow := text("盐田区", "建设滑雪场，发展滑雪产业。")
	for name, c := range map[string]struct {
		passages []rag.Passage
		want     string
	}{
		"loans": {[]rag.Passage{loans}, ""},
		"snow":  {[]rag.Passage{loans, snow}, "盐田区：建设滑雪场，发展滑雪产业[2]。"},
	} {
		var b strings.Builder
		q := rag.Question{Text: "盐田区怎么发展滑雪产业", Places: []string{"盐田"}, Own: []string{"盐田区"}}
		for piece, err := range (Writer{Embedder: senses{}}).Write(t.Context(), q, c.passages) {
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(piece)
		}
		if got := b.String(); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
