package rag

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

// edition is a document of a plan.
func edition(id, title, issuer, published string) Document {
	return Document{Meta: chunk.Meta{ID: id, Title: title, Issuer: issuer, Published: published, Kind: "专项规划", Period: &chunk.Period{From: 2021, To: 2025}}}
}

// links are what documents replace and are superseded by.
func links(docs []Document) string {
	var out []string
	for _, d := range Versions(docs) {
		out = append(out, d.ID+"<"+d.Replaces+">"+d.SupersededBy)
	}
	return strings.Join(out, " ")
}

func TestVersions(t *testing.T) {
	const plan, office = "某市“十四五”养老服务规划", "某市民政局"
	report := edition("r1", "政府工作报告", office, "2021-01")
	report.Kind = "政府工作报告"
	next := report
	next.ID, next.Published = "r2", "2022-01"
	later := edition("b", plan, office, "2026")
	later.Period = &chunk.Period{From: 2026, To: 2030}
	for _, c := range []struct {
		name string
		docs []Document
		want string
	}{
		{"a newer one", []Document{edition("a", plan, office, "2021-05-01"), edition("b", plan, office, "2022-03")}, "a<>b b<a>"},
		{"whatever their order", []Document{edition("b", plan, office, "2022-03"), edition("a", plan, office, "2021-05-01")}, "b<a> a<>b"},
		{"three", []Document{edition("a", plan, office, "2021"), edition("b", plan, office, "2022"), edition("c", plan, office, "2023")}, "a<>b b<a>c c<b>"},
		{"signs, script, a mark", []Document{edition("a", plan, office, "2021"), edition("b", "某市「十四五」養老服務規劃（修订版）", "某市民政局", "2022")}, "a<>b b<a>"},
		{"of one day", []Document{edition("a", plan, office, "2021-05"), edition("b", plan, office, "2021-05")}, "a<> b<>"},
		{"a day in the month", []Document{edition("a", plan, office, "2021-05"), edition("b", plan, office, "2021-05-03")}, "a<> b<>"},
		{"another issuer", []Document{edition("a", plan, office, "2021"), edition("b", plan, "某县民政局", "2022")}, "a<> b<>"},
		{"another period", []Document{edition("a", plan, office, "2021"), later}, "a<> b<>"},
		{"another title", []Document{edition("a", plan, office, "2021"), edition("b", "某市养老服务规划", office, "2022")}, "a<> b<>"},
		{"undated", []Document{edition("a", plan, office, ""), edition("b", plan, office, "2022")}, "a<> b<>"},
		{"a report each year", []Document{report, next}, "r1<> r2<>"},
		{"none", nil, ""},
	} {
		if got := links(c.docs); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSuperseded(t *testing.T) {
	docs := []Document{edition("a", "某规划", "某局", "2021"), edition("b", "某规划", "某局", "2022-03")}
	cites := []Citation{{Document: docs[0].Meta}, {Document: docs[0].Meta}}
	got := superseded(cites, Versions(docs))
	if len(got) != 1 || got[0].Code != NoticeSuperseded || got[0].Message != "《某规划》已有更新的版本（2022-03），引用前请核对。" {
		t.Errorf("got %+v", got)
	}
	if got := superseded([]Citation{{Document: docs[1].Meta}}, Versions(docs)); len(got) != 0 {
		t.Errorf("of the newer one: %+v", got)
	}
}

// Of two versions that say the same the newer one comes first; a document that
// nothing supersedes keeps its place.
func TestNewerVersionsFirst(t *testing.T) {
	plan := func(id, published string) Document {
		return Document{Meta: chunk.Meta{ID: id, Title: "甲区养老规划", Issuer: "甲区政府", Kind: "专项规划", Published: published}}
	}
	docs := []Document{plan("old", "2026-03-01"), plan("new", "2026-09-01"), {Meta: chunk.Meta{ID: "other", Title: "乙区规划"}}}
	hits := []hit{{key: Key{"old", 1}, score: 0.9}, {key: Key{"other", 1}, score: 0.85}, {key: Key{"new", 1}, score: 0.8}}
	demote(hits, Versions(docs))
	var got []string
	for _, h := range hits {
		got = append(got, h.key.Document)
	}
	if want := []string{"other", "new", "old"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	alone := []hit{{key: Key{"old", 1}, score: 0.9}}
	if demote(alone, Versions(docs[:1])); alone[0].score != 0.9 {
		t.Errorf("a plan without a newer one is worth %v", alone[0].score)
	}
}
