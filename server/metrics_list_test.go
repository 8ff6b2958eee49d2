package server

import (
	"errors"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// everyMetric has a site count one of everything, and returns the names of what
// it tells with their labels.
func everyMetric(t *testing.T) map[string][]string {
	s := newSite(t, quoting)
	m := s.o.Metrics
	for _, o := range []talk.Outcome{
		{Type: talk.Finished, Refused: true, Reason: rag.NoEvidence, Notices: []string{rag.NoticeFallback}, Dropped: []string{rag.ProblemNumber}, Steps: []talk.Step{{Name: "total"}}},
		{Type: talk.Failed, Code: talk.ModelFailed},
	} {
		m.Answered(t.Context(), o)
	}
	m.stepped("near", time.Second, nil)
	s.check(t, call{path: "/healthz"})
	labels := regexp.MustCompile(`([a-z]+)="`)
	all := map[string][]string{}
	for line := range strings.Lines(s.check(t, call{path: "/metrics"})) {
		name := regexp.MustCompile(`^chuchu_[a-z0-9_]+`).FindString(line)
		if name == "" || strings.HasPrefix(name, "chuchu_go_") || strings.HasPrefix(name, "chuchu_process_") {
			continue
		}
		var with []string
		for _, l := range labels.FindAllStringSubmatch(line, -1) {
			if l[1] != "le" {
				with = append(with, l[1])
			}
		}
		all[base(name)] = with
	}
	return all
}

// base is the name of a metric without what Prometheus adds to a histogram's.
func base(name string) string {
	return regexp.MustCompile(`_(bucket|count|sum)$`).ReplaceAllString(name, "")
}

// The list in the documentation is what there is, with its labels, and alerts
// name nothing else.
func TestMetricsAreListed(t *testing.T) {
	page, err := os.ReadFile("../docs/DEPLOY.md")
	if err != nil {
		t.Fatal(err)
	}
	there, listed := everyMetric(t), map[string][]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(chuchu_[a-z0-9_]+)(?:\\{([a-z,]+)\\})?` \\|").FindAllStringSubmatch(string(page), -1) {
		listed[m[1]] = strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' })
		slices.Sort(listed[m[1]])
	}
	if got, want := slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(there)); !slices.Equal(got, want) {
		t.Errorf("listed\n%s\nthere are\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for name, labels := range there {
		slices.Sort(labels)
		if !slices.Equal(labels, listed[name]) {
			t.Errorf("%s has labels %v, listed %v", name, labels, listed[name])
		}
	}
	_, alerts, _ := strings.Cut(string(page), "Alerts worth having")
	for _, name := range regexp.MustCompile(`chuchu_[a-z0-9_]+`).FindAllString(alerts, -1) {
		if _, ok := there[base(name)]; !ok && !strings.HasPrefix(name, "chuchu_process_") {
			t.Errorf("an alert names %s", name)
		}
	}
}

// What a question goes on without is counted; a client that went away is no
// endpoint's error.
func TestTraceCounts(t *testing.T) {
	s := newSite(t, quoting)
	ctx := rag.WithTrace(t.Context(), s.o.Metrics.Trace(nil))
	for step, err := range map[string]error{
		"rerank": errors.New("401"), "embed": errors.New("503"), "rewrite": t.Context().Err(), "match": errors.New("ours"), "write": errors.New("chat's own"),
	} {
		_, over := rag.Step(ctx, step)
		over(err)
	}
	for name, want := range map[string]string{
		`chuchu_endpoint_errors_total{endpoint="rerank"}`:  "1",
		`chuchu_endpoint_errors_total{endpoint="embed"}`:   "1",
		`chuchu_endpoint_errors_total{endpoint="rewrite"}`: "0",
		`chuchu_endpoint_errors_total{endpoint="chat"}`:    "0",
		`chuchu_find_step_seconds_count{step="match"}`:     "1",
		`chuchu_find_step_seconds_count{step="write"}`:     "",
	} {
		if got := s.metric(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
