package server

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
	"chuchu/server/mcp"
	"chuchu/server/openai"
)

// told writes an error as an outlet of its own might.
func told(w http.ResponseWriter, status int, f talk.Failure, err error) {
	if status > 0 {
		w.WriteHeader(status)
	}
	fmt.Fprintf(w, "%d %s %v", status, f.Code, err != nil)
}

func TestOutlet(t *testing.T) {
	s := newSite(t, quoting)
	s.Open(Outlet{Prefix: "/other/", Tell: told, Answer: func(w http.ResponseWriter, r *http.Request) error {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		switch string(body) {
		case "early":
			return rag.ErrNotFound
		case "late":
			fmt.Fprint(w, "begun, ")
			return talk.Problem{Code: talk.ModelFailed}
		case "unknown":
			return errors.New("a secret")
		case "long":
			_, err := s.Ask(r.Context(), rag.Question{Text: strings.Repeat("问", 2001)})
			return err
		}
		run, err := s.Ask(r.Context(), rag.Question{Text: string(body)})
		if err != nil {
			return err
		}
		for rec, err := range s.Records(r.Context(), run) {
			fmt.Fprintf(w, "%s%v ", rec.Type, err)
		}
		return nil
	}})
	s.checkAll(t, []call{
		{name: "asks", path: "/other/x", body: "问", want: "accepted<nil> rewritten<nil> retrieved<nil> delta<nil> checked<nil> finished<nil> "},
		{name: "early", path: "/other/", body: "early", status: 404, want: "404 not_found true"},
		{name: "late", path: "/other/", body: "late", want: "begun, 0 model_failed true"},
		{name: "unknown", path: "/other/", body: "unknown", status: 500, want: "500 internal true"},
		{name: "long", path: "/other/", body: "long", status: 413, want: "413 too_large true"},
		{name: "a huge body", path: "/other/", body: strings.Repeat("x", maxBody+1), status: 413, want: "413 too_large true"},
		{name: "a foreign page", path: "/other/", body: "问", header: "Origin: http://evil.example", status: 403, want: "403 forbidden true"},
		{name: "a foreign host", path: "/other/x", header: "Host: evil.example", status: 421, want: "421 wrong_host true"},
		{name: "no outlet's", path: "/othe", status: 404, want: `{"error":{"code":"not_found"`},
	})
}

// What the API tells in its own shape, an outlet without Tell does too.
func TestOutletThatDoesNotTell(t *testing.T) {
	s := newSite(t, quoting)
	s.Open(Outlet{Prefix: "/plain", Answer: func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength > 0 {
			fmt.Fprint(w, "begun")
		}
		return talk.Problem{Code: talk.InvalidRequest, Say: [2]string{"不对。", "Wrong."}}
	}})
	s.checkAll(t, []call{
		{name: "early", path: "/plain", status: 400, want: `{"error":{"code":"invalid_request","message":"不对。"}}`},
		{name: "in English", path: "/plain", header: "Accept-Language: en", status: 400, want: `"message":"Wrong."`},
		{name: "late", path: "/plain", body: "x", want: "begun"},
		{name: "below", path: "/plain/x", status: 404, want: "not_found"},
	})
}

// Every way into an outlet has the doors of the API.
func TestWalkOutlets(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	s.Open(Outlet{Prefix: openai.Prefix, Answer: openai.New(s).Answer, Tell: openai.Tell})
	s.Open(Outlet{Prefix: mcp.Path, Answer: mcp.New(s, s).Answer})
	const ping = `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`
	const accepts = "|Content-Type: application/json|Accept: application/json, text/event-stream"
	for _, c := range []call{
		{name: "completions", path: "/v1/chat/completions", body: `{"model":"chuchu","messages":[{"role":"user","content":"问"}]}`, want: sentence},
		{name: "models", path: "/v1/models", want: `"object":"list"`},
		{name: "model", path: "/v1/models/chuchu", want: `"id":"chuchu"`},
		{name: "tools", path: "/mcp", body: ping, header: accepts, want: "search_plans"},
	} {
		more := c.header
		for header, status := range map[string]int{
			"": 401, "Authorization: Bearer none": 401, "Host: evil.example": 401, "Authorization: Basic " + keys["anna"]: 401,
			"Authorization: Bearer " + keys["anna"]:                                       200,
			"Authorization: Bearer " + keys["anna"] + "|X-Forwarded-For: 1.2.3.4|Host: x": 200,
		} {
			if status != 200 {
				s.check(t, call{name: header, path: c.path, body: c.body, header: header + more, status: status, want: `"unauthorized"`})
				continue
			}
			c.header = header + more
			s.check(t, c)
		}
		if c.body != "" {
			header := "Authorization: Bearer " + keys["anna"] + "|Origin: http://evil.example" + more
			s.check(t, call{name: "foreign page", path: c.path, body: c.body, header: header, status: 403, want: `"forbidden"`})
		}
	}
}

// Who does not read what is written loses the response, and holds up nobody.
func TestOutletsReaderStops(t *testing.T) {
	s := newSite(t, quoting)
	s.pace.write = time.Millisecond
	over := make(chan error)
	s.Open(Outlet{Prefix: "/flood", Answer: func(w http.ResponseWriter, _ *http.Request) error {
		var err error
		for piece := make([]byte, 1<<20); err == nil; _, err = w.Write(piece) {
		}
		over <- err
		return nil
	}})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /flood HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if err := <-over; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
}
