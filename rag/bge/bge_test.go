package bge

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// readJSON decodes a file of testdata.
func readJSON[T any](t testing.TB, name string) (v T) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// referenceVectors returns what ONNX Runtime computed in float32.
func referenceVectors(t testing.TB) [][]float32 {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.bin")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]float32
	for row := range slices.Chunk(data, 4*Dimensions) {
		v := make([]float32, Dimensions)
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(row[4*i:]))
		}
		all = append(all, v)
	}
	return all
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func openModel(t testing.TB) *Model {
	t.Helper()
	m, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func embed(t testing.TB, m *Model, texts ...string) [][]float32 {
	t.Helper()
	v, err := m.Embed(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(v) != len(texts) {
		t.Fatalf("%d vectors for %d texts", len(v), len(texts))
	}
	return v
}

func Example() {
	m, err := Open()
	if err != nil {
		log.Fatal(err)
	}
	texts := []string{
		QueryInstruction + "老人去哪里吃饭",
		"建设社区长者饭堂，为老年人提供助餐服务。",
		"社会消费品零售总额年均增长2%。",
	}
	v, err := m.Embed(context.Background(), texts)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(v), len(v[0]), dot(v[0], v[1]) > dot(v[0], v[2]))
	// Output: 3 512 true
}

func TestEmbedAgreesWithONNXRuntime(t *testing.T) {
	texts := readJSON[[]string](t, "texts.json")
	want := referenceVectors(t)
	got := embed(t, openModel(t), texts...)
	if len(want) != len(texts) || len(texts) < 50 {
		t.Fatalf("%d texts, %d references", len(texts), len(want))
	}
	least, sum := 1.0, 0.0
	for i := range texts {
		if length := dot(got[i], got[i]); math.Abs(length-1) > 1e-6 {
			t.Errorf("vector of text %d has squared length %v", i, length)
		}
		cosine := dot(got[i], want[i])
		if cosine < 0.99 {
			t.Errorf("cosine %.5f for %.60q", cosine, texts[i])
		}
		least, sum = min(least, cosine), sum+cosine
	}
	if mean := sum / float64(len(texts)); mean < 0.997 {
		t.Errorf("mean cosine %.5f", mean)
	}
	t.Logf("cosine with float32: least %.5f, mean %.5f", least, sum/float64(len(texts)))
}

// Neighbours among the texts must be those the float32 model finds.
func TestEmbedKeepsNeighbours(t *testing.T) {
	texts := readJSON[[]string](t, "texts.json")[5:]
	want := referenceVectors(t)[5:]
	got := embed(t, openModel(t), texts...)
	worst := 0.0
	for i := range texts {
		for j := range i {
			worst = max(worst, math.Abs(dot(got[i], got[j])-dot(want[i], want[j])))
		}
	}
	if worst > 0.03 {
		t.Errorf("a similarity is off by %.4f", worst)
	}
	t.Logf("similarities are off by at most %.4f", worst)
}

// A text has one vector, bit for bit, alone or in any company, and whatever
// the same goroutine embedded before.
func TestEmbedIsTheSameInEveryBatch(t *testing.T) {
	m := openModel(t)
	texts := readJSON[[]string](t, "texts.json")
	together := embed(t, m, texts...)
	backwards := slices.Clone(texts)
	slices.Reverse(backwards)
	reversed := embed(t, m, backwards...)
	fresh := openModel(t)
	for i, text := range texts {
		alone := embed(t, m, text)[0]
		if !slices.Equal(alone, together[i]) {
			t.Errorf("alone or among others, %.30q differs", text)
		}
		if !slices.Equal(alone, reversed[len(texts)-1-i]) {
			t.Errorf("in another order, %.30q differs", text)
		}
		if i%10 == 0 && !slices.Equal(alone, embed(t, fresh, text)[0]) {
			t.Errorf("in another model, %.30q differs", text)
		}
	}
}

func TestEmbedConcurrently(t *testing.T) {
	m := openModel(t)
	texts := readJSON[[]string](t, "texts.json")[:30]
	want := embed(t, m, texts...)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			mine := texts[g : g+20]
			got, err := m.Embed(context.Background(), mine)
			if err != nil {
				t.Error(err)
				return
			}
			for i := range mine {
				if !slices.Equal(got[i], want[g+i]) {
					t.Errorf("goroutine %d, text %d differs", g, i)
				}
			}
		})
	}
	all.Wait()
}

func TestEmbedCancelled(t *testing.T) {
	m := openModel(t)
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(nil)
	if v, err := m.Embed(ctx, []string{"养老"}); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("got %v, %v", v, err)
	}
}

// A countdown is a context that ends when it has been asked often enough.
type countdown struct {
	context.Context
	mu   sync.Mutex
	left int
}

func (c *countdown) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left--; c.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

func TestEmbedCancelledHalfway(t *testing.T) {
	m := openModel(t)
	texts := slices.Repeat([]string{"养老服务"}, 20)
	for left := range 30 {
		ctx := &countdown{Context: context.Background(), left: left}
		if v, err := m.Embed(ctx, texts); !errors.Is(err, context.DeadlineExceeded) || v != nil {
			t.Errorf("after %d: %d vectors, %v", left, len(v), err)
		}
	}
	embed(t, m, texts...)
}

func TestEmbedNothing(t *testing.T) {
	if v := embed(t, openModel(t)); v == nil || len(v) != 0 {
		t.Errorf("got %v", v)
	}
}

// What goes beyond MaxTokens does not count.
func TestEmbedCutsLongTexts(t *testing.T) {
	long := strings.Repeat("社会保障和养老服务。", 100)
	v := embed(t, openModel(t), long, long+"别的", string([]rune(long)[:MaxTokens-2]))
	if !slices.Equal(v[0], v[1]) || !slices.Equal(v[0], v[2]) {
		t.Error("the end of a long text changes its vector")
	}
}
