package rag

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

func library(regions ...string) []Document {
	var docs []Document
	for i, r := range regions {
		docs = append(docs, Document{Meta: chunk.Meta{ID: string(rune('a' + i)), Region: r}})
	}
	return docs
}

func TestShortName(t *testing.T) {
	for region, want := range map[string]string{
		"": "", "湛江市赤坎区": "赤坎", "天津市滨海新区海滨街道": "海滨", "惠州市": "惠州",
		"广西壮族自治区": "广西壮族", "河北省秦皇岛市海港区": "海港", "香港特别行政区": "香港",
	} {
		if got := shortName(region); got != want {
			t.Errorf("shortName(%q) = %q, want %q", region, got, want)
		}
	}
}

func TestNamed(t *testing.T) {
	docs := library("湛江市赤坎区", "天津市滨海新区海滨街道", "深圳市盐田区", "深圳市盐田区", "")
	for _, c := range []struct {
		text string
		want []string
	}{
		{"赤坎区养老服务目标是什么", []string{"赤坎区"}},
		{"盐田和赤坎给PM2.5定的目标", []string{"盐田", "赤坎"}},
		{"海滨街的社零总额", []string{"海滨街"}},
		{"海滨街道2025年", []string{"海滨街道"}},
		{"鹽田區的公廁", []string{"盐田区"}},
		{"云海学校什么时候开学", nil},
	} {
		var got []string
		for _, p := range named(c.text, docs) {
			got = append(got, p.found)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("named(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	if p := named("盐田", docs)[0]; !p.documents["c"] || !p.documents["d"] || len(p.documents) != 2 {
		t.Errorf("documents of 盐田: %v", p.documents)
	}
}

func TestStandalone(t *testing.T) {
	docs := library("湛江市赤坎区", "深圳市盐田区")
	turns := func(questions ...string) (out []Turn) {
		for _, q := range questions {
			out = append(out, Turn{Question: q})
		}
		return out
	}
	for _, c := range []struct {
		text    string
		history []Turn
		want    string
	}{
		{"赤坎的目标？", nil, "赤坎的目标？"},
		{"其中高端的要多少个?", turns("赤坎区打算五年引进多少人才?"), "赤坎区打算五年引进多少人才，其中高端的要多少个?"},
		{"培育几栋?", turns("赤坎总部经济的目标", "新增多少家？"), "赤坎总部经济的目标，培育几栋?"},
		{"盐田呢？", turns("赤坎的公厕"), "盐田呢？"},
		{"多少？", turns("你好"), "多少？"},
	} {
		if got := standalone(Question{Text: c.text, History: c.history}, docs); got != c.want {
			t.Errorf("standalone(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSides(t *testing.T) {
	docs := library("湛江市赤坎区", "深圳市盐田区")
	text := "盐田和赤坎区的PM2.5目标哪个更严"
	sides := sidesOf(text, Question{}, named(text, docs))
	if len(sides) != 2 {
		t.Fatalf("%d sides", len(sides))
	}
	if got := sides[0]; strings.Contains(got.text, "赤坎") || !slices.Equal(got.scope.Documents, []string{"b"}) {
		t.Errorf("the first side is %+v", got)
	}
	one := "赤坎区的目标"
	sides = sidesOf(one, Question{Documents: []string{"a", "b"}}, named(one, docs))
	if len(sides) != 1 || !sides[0].prefer["a"] || len(sides[0].scope.Documents) != 2 {
		t.Errorf("one place gives %+v", sides)
	}
}

func TestContent(t *testing.T) {
	for text, want := range map[string]string{
		"赤坎区养老服务目标是什么": "赤坎区养老服务目标",
		"多少？":          "多少？",
	} {
		if got := content(text); got != want {
			t.Errorf("content(%q) = %q, want %q", text, got, want)
		}
	}
}
