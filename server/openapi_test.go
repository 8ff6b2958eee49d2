package server

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/talk"
)

// A description is what openapi.json says, as far as the tests hold it against the handlers.
type description struct {
	Paths map[string]map[string]struct {
		Responses  map[string]struct{ Content map[string]any }
		Security   *[]any
		Parameters []struct{ Name, In string }
	}
	Components struct {
		Schemas map[string]struct{ Properties map[string]any }
	}
}

func described(t testing.TB) (d description) {
	t.Helper()
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// outlets are described too, and opened by somebody else: the program's own
// tests walk them.
var outlets = []string{"POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/{model}", "GET /mcp", "POST /mcp", "DELETE /mcp",
	"POST /slack/events", "GET /wecom/app", "POST /wecom/app", "GET /wecom/bot", "POST /wecom/bot"}

// Every route is described, whether it needs a key, and nothing else is.
func TestEveryRouteIsDescribed(t *testing.T) {
	var want, got []string
	for _, r := range routes {
		if r.pattern == "/" {
			continue
		}
		kind := "keyed"
		if r.kind == "open" {
			kind = "open"
		}
		want = append(want, kind+" "+strings.Replace(r.pattern, "{$}", "", 1))
	}
	for path, methods := range described(t).Paths {
		for method, op := range methods {
			name := strings.ToUpper(method) + " " + path
			if slices.Contains(outlets, name) {
				continue
			}
			kind := "keyed"
			if op.Security != nil {
				kind = "open"
			}
			got = append(got, kind+" "+name)
			for _, part := range strings.Split(path, "/") {
				if id, ok := strings.CutPrefix(part, "{"); ok && (len(op.Parameters) == 0 || op.Parameters[0].Name+"}" != id) {
					t.Errorf("%s does not describe %s", name, part)
				}
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("described\n%s\nthere are\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every thing that is sent has the fields that are described.
func TestEveryFieldIsDescribed(t *testing.T) {
	for name, v := range map[string]any{
		"Answer": rag.Answer{}, "Notice": rag.Notice{}, "Sentence": rag.Sentence{}, "Citation": rag.Citation{}, "Excerpt": chunk.Excerpt{},
		"Passage": rag.Passage{}, "Timings": rag.Timings{}, "Heading": talk.Heading{}, "Conversation": talk.Conversation{}, "Meta": chunk.Meta{},
		"Document": rag.Document{}, "WholeDocument": document{}, "Section": chunk.Section{}, "Fact": chunk.Fact{}, "Cleaning": chunk.Cleaning{},
		"Reading": chunk.Reading{}, "Identity": identity{}, "Readiness": readiness{Reason: "x"}, "Turn": rag.Turn{}, "Ask": request{},
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		unmarshal(t, string(data), &fields)
		want := slices.Sorted(maps.Keys(fields))
		if got := slices.Sorted(maps.Keys(described(t).Components.Schemas[name].Properties)); !slices.Equal(got, want) {
			t.Errorf("%s: described %v, sent %v", name, got, want)
		}
	}
}

// describes tells whether a response is one that is described, by its status
// and the type of its body.
func (d description) describes(resp *http.Response, pattern string) error {
	method, path, ok := strings.Cut(strings.Replace(pattern, "{$}", "", 1), " ")
	if !ok {
		return nil // no route
	}
	op, ok := d.Paths[path][strings.ToLower(method)]
	if !ok {
		return fmt.Errorf("%s is not described", pattern)
	}
	status, ok := op.Responses[fmt.Sprint(resp.StatusCode)]
	if !ok {
		return fmt.Errorf("%s: status %d is not described", pattern, resp.StatusCode)
	}
	answered.Store(fmt.Sprint(method, " ", path, " ", resp.StatusCode), true)
	kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	if _, ok := status.Content[kind]; !ok && len(status.Content) > 0 {
		return fmt.Errorf("%s: status %d comes as %q, which is not described", pattern, resp.StatusCode, kind)
	}
	return nil
}

// isDescribed expects a response of this site to be described. Every response
// of every test of this package is looked at.
func isDescribed(t *testing.T, resp *http.Response) {
	t.Helper()
	var d description
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, http.NotFoundHandler())
	}
	if _, pattern := mux.Handler(resp.Request); pattern != "" {
		if err := d.describes(resp, pattern); err != nil {
			t.Error(err)
		}
	}
}

// Every status that is described comes, on some route; and each error has its shape.
func TestDescriptionIsServed(t *testing.T) {
	s := newSite(t, quoting)
	var d description
	unmarshal(t, s.check(t, call{path: "/openapi.json"}), &d)
	if len(d.Paths) < 20 {
		t.Errorf("%d paths", len(d.Paths))
	}
	s.check(t, call{path: "/openapi.json", header: "If-None-Match: " + etag(t, s, "/openapi.json"), status: 304})
	described := map[string]bool{}
	for _, methods := range d.Paths {
		for _, op := range methods {
			for status := range op.Responses {
				described[status] = true
			}
		}
	}
	for code, status := range statuses {
		if !described[fmt.Sprint(status)] {
			t.Errorf("%s is no described status", code)
		}
	}
}

// answered are the described statuses that a test has seen.
var answered sync.Map

// TestMain expects that every status which is described has been seen, where
// all tests ran: a status that nobody can be told is not to be described. That
// the library fails or the server is busy may happen anywhere, and is not tried
// everywhere.
func TestMain(m *testing.M) {
	status := m.Run()
	if status == 0 && flag.Lookup("test.run").Value.String() == "" && !testing.Short() {
		for _, line := range unseen() {
			fmt.Println("described, and seen by no test:", line)
			status = 1
		}
	}
	os.Exit(status)
}

func unseen() (lines []string) {
	var d description
	if err := json.Unmarshal(openAPI, &d); err != nil {
		return []string{err.Error()}
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			name := strings.ToUpper(method) + " " + path
			for status := range op.Responses {
				_, seen := answered.Load(name + " " + status)
				if !seen && status != "500" && status != "503" && !slices.Contains(outlets, name) {
					lines = append(lines, name+" "+status)
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}
