package kept_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"chuchu/chunk"
	"chuchu/rag/kept"
)

// through returns what JSON leaves of a value.
func through[T any](t *testing.T, v T) (back T) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

// filled returns a value no part of which is zero, so that a part that is
// forgotten is seen.
func filled[T any]() (v T) {
	fill(reflect.ValueOf(&v).Elem())
	return v
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("出处\x00<" + v.Type().Name())
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	}
}

// TestFilled has every field there is come back, those that chunk will get too.
func TestFilled(t *testing.T) {
	plan := filled[chunk.Plan]()
	got := through(t, kept.OfPlan(plan)).Plan()
	got.Meta, got.Text, got.Chunks = plan.Meta, plan.Text, plan.Chunks
	if !reflect.DeepEqual(got, plan) {
		t.Errorf("plan\n got %+v\nwant %+v", got, plan)
	}
	one := filled[chunk.Chunk]()
	if got := through(t, kept.OfChunk(one)).Chunk(one.Path, one.Text); !reflect.DeepEqual(got, one) {
		t.Errorf("chunk\n got %+v\nwant %+v", got, one)
	}
	one.Quote = one.Text
	if k := kept.OfChunk(one); k.Quote != nil {
		t.Errorf("the text was kept twice: %q", *k.Quote)
	}
	if got := through(t, kept.OfChunk(one)).Chunk(one.Path, one.Text); !reflect.DeepEqual(got, one) {
		t.Errorf("text chunk\n got %+v\nwant %+v", got, one)
	}
}

// TestZero: what is empty comes back empty.
func TestZero(t *testing.T) {
	if got := through(t, kept.OfPlan(chunk.Plan{})).Plan(); !reflect.DeepEqual(got, chunk.Plan{}) {
		t.Errorf("got %+v", got)
	}
	if got := through(t, kept.OfChunk(chunk.Chunk{})).Chunk(nil, ""); !reflect.DeepEqual(got, chunk.Chunk{}) {
		t.Errorf("got %+v", got)
	}
}

// TestEarlier reads what was kept before readings and neighbours were.
func TestEarlier(t *testing.T) {
	const plan = `{"sections":[{"path":["一"],"level":1,"start":0,"end":9,"heading":{"start":0,"end":1}}],
		"facts":[{"name":"床位","quote":"床位 9","start":2,"end":6,"title_span":{"start":0,"end":1},"header_span":{"start":1,"end":2}}],
		"cleaning":null,"damage":[{"start":1,"end":2,"raw":"?","repaired":true}]}`
	var p kept.Plan
	if err := json.Unmarshal([]byte(plan), &p); err != nil {
		t.Fatal(err)
	}
	got := p.Plan()
	if got.Sections[0].Heading.End != 1 || got.Facts[0].Title.End != 1 || got.Facts[0].Header.Start != 1 || !got.Damage[0].Repaired || got.Readings != nil {
		t.Errorf("plan: %+v", got)
	}
	var k kept.Chunk
	if err := json.Unmarshal([]byte(`{"kind":"text","start":3,"end":5}`), &k); err != nil {
		t.Fatal(err)
	}
	want := chunk.Chunk{Path: []string{"一"}, Kind: "text", Text: "养老", Quote: "养老", Span: chunk.Span{Start: 3, End: 5}}
	if got := k.Chunk([]string{"一"}, "养老"); !reflect.DeepEqual(got, want) {
		t.Errorf("chunk\n got %+v\nwant %+v", got, want)
	}
}

// TestSeeds keeps real plans.
func TestSeeds(t *testing.T) {
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("the seeds are not there: ", err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		plan := chunk.Parse(string(raw), chunk.Meta{ID: filepath.Base(f)})
		for i, c := range plan.Chunks {
			if got := through(t, kept.OfChunk(c)).Chunk(c.Path, c.Text); !reflect.DeepEqual(got, c) {
				t.Fatalf("%s: chunk %d\n got %+v\nwant %+v", f, i, got, c)
			}
		}
		got := through(t, kept.OfPlan(plan)).Plan()
		got.Meta, got.Text, got.Chunks = plan.Meta, plan.Text, plan.Chunks
		if !reflect.DeepEqual(got, plan) {
			t.Errorf("%s does not come back as it was", f)
		}
	}
}
