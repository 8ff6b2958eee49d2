package bge

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

func TestAdapt(t *testing.T) {
	m := openModel(t)
	for i := range m.reading.layers {
		l, own := &m.reading.layers[i], &m.net.layers[i]
		if &l.up.values[0] != &own.up.values[0] {
			t.Error("the network's own values were copied")
		}
		if own.up.narrow.k != 0 {
			t.Error("what was learned of reading changes vectors")
		}
		for k, w := range l.linears() {
			checkMatrix(t, "narrow", &w.narrow)
			checkMatrix(t, "wide", &w.wide)
			if w.narrow.k != w.k || len(w.wide.scale) != len(w.scale) {
				t.Errorf("product %d: %d rows beside %d, %d columns beside %d", k, w.narrow.k, w.k, len(w.wide.scale), len(w.scale))
			}
		}
	}
	for name, file := range map[string]string{"empty": "", "cut": learned[:len(learned)-1], "too long": learned + "x", "other": packed} {
		if _, _, err := adapt(m.net, file); !errors.Is(err, errModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Sentences that share their words with a question answer it or do not.
var readings = []struct{ question, place, answers, not string }{
	{"养老床位要达到多少张", "某区十四五规划，第七章 社会保障", "到2025年，全区养老床位达到1200张。", "加强养老床位建设和管理，提升养老服务水平。"},
	{"打官司该告谁", "某规定，第三条", "对前款行为不服的，以作出决定的机关为被告。", "人民法院应当自收到起诉状之日起七日内立案。"},
	{"补贴什么时候发", "某办法，第五章", "补贴资金于每年6月底前拨付到位。", "补贴资金实行专款专用，任何单位不得挪用。"},
	{"这项工作哪个部门牵头", "某方案，三、保障措施", "由区民政局牵头，各街道配合。", "各有关单位要加强宣传，营造良好氛围。"},
}

func TestReadTellsAnswers(t *testing.T) {
	m := openModel(t)
	for _, r := range readings {
		got, err := m.Read(context.Background(), r.question, []Sentence{{r.place, r.answers}, {r.place, r.not}})
		if err != nil {
			t.Fatal(err)
		}
		if got[0] <= got[1] {
			t.Errorf("%s: %.2f %s, but %.2f %s", r.question, got[0], r.answers, got[1], r.not)
		}
	}
}

// A score depends on nothing but the question and the sentence, whatever the
// kernels are and whatever is read beside it.
func TestReadIsExact(t *testing.T) {
	var sentences []Sentence
	for _, r := range readings {
		sentences = append(sentences, Sentence{r.place, r.answers}, Sentence{"", r.not})
	}
	sentences = append(sentences, Sentence{}, Sentence{Text: longText(4 * mostSentence)})
	var want []float32
	for _, k := range available() {
		m, err := open(k)
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Read(context.Background(), readings[0].question, sentences)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range sentences {
			alone, err := m.Read(context.Background(), readings[0].question, []Sentence{s})
			if err != nil || math.Float32bits(alone[0]) != math.Float32bits(got[i]) {
				t.Errorf("%s: %q has %v alone, %v among others; %v", k.name, s.Text, alone, got[i], err)
			}
		}
		if want != nil && !slices.Equal(got, want) {
			t.Errorf("%s reads %v, another processor %v", k.name, got, want)
		}
		want = got
	}
}

func longText(n int) string {
	runes := make([]rune, n)
	for i := range runes {
		runes[i] = rune('一' + i)
	}
	return string(runes)
}

func TestReadStops(t *testing.T) {
	m := openModel(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if got, err := m.Read(ctx, "问", []Sentence{{"", "答"}}); !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := m.Read(context.Background(), "问", nil); err != nil || len(got) != 0 {
		t.Errorf("nothing to read: got %v, %v", got, err)
	}
}
