// Package mcp offers the library to models as tools of the Model Context
// Protocol, over streamable HTTP.
//
// It is an outlet of a server, which lets its clients in:
//
//	srv.Open(server.Outlet{Prefix: mcp.Path, Answer: mcp.New(srv, srv).Answer})
//
// search_plans finds passages, ask_plans answers with checked sentences and
// their sources, read_document reads a document's clean text by the offsets that
// sources carry. A refusal is an answer and says so; what goes wrong is a
// result marked as an error, in words. There are no sessions: every request
// stands for itself, so that any process may answer it.
package mcp

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Path is where the outlet answers.
const Path = "/mcp"

// An Asker takes questions for whoever sent the request that ctx belongs to.
type Asker interface {
	// Ask starts an answer.
	Ask(ctx context.Context, q rag.Question) (talk.Run, error)
	// Records yields the records of an answer as they come, the terminal one last.
	Records(ctx context.Context, run talk.Run) iter.Seq2[talk.Record, error]
}

// A Library is read and searched for whoever sent the request that ctx belongs to.
type Library interface {
	// Search finds at most limit passages, best first.
	Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error)
	// Read returns a whole document; rag.ErrNotFound when there is none.
	Read(ctx context.Context, id string) (rag.Whole, error)
	// Failure is what the sender is told of an error.
	Failure(ctx context.Context, err error) talk.Failure
}

// An Outlet answers MCP requests.
type Outlet struct {
	asker   Asker
	library Library
	handler http.Handler
	ping    time.Duration        // between signs of life to a client that waits
	takes   map[string][2]string // what each tool takes, in two languages
}

// New returns an Outlet that asks asker and reads library.
func New(asker Asker, library Library) *Outlet {
	o := &Outlet{asker: asker, library: library, ping: pingEvery, takes: map[string][2]string{}}
	s := mcp.NewServer(&mcp.Implementation{Name: "chuchu", Title: "出处 Chuchu", Version: "1"}, &mcp.ServerOptions{
		Instructions: sayInstructions,
		Capabilities: &mcp.ServerCapabilities{},
	})
	add(o, s, &mcp.Tool{Name: "search_plans", Title: titleSearch, Description: saySearch}, o.search)
	add(o, s, &mcp.Tool{Name: "ask_plans", Title: titleAsk, Description: sayAsk}, o.ask)
	add(o, s, &mcp.Tool{Name: "read_document", Title: titleRead, Description: sayRead}, o.read)
	s.AddReceivingMiddleware(o.faults)
	o.handler = mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return s }, &mcp.StreamableHTTPOptions{
		Stateless: true, PropagateRequestCancellation: true,
		DisableLocalhostProtection: true, // the server's own doors know more: a proxy on this machine may tell another Host
	})
	return o
}

// Answer answers a request; what is wrong with it the protocol tells.
func (o *Outlet) Answer(w http.ResponseWriter, r *http.Request) error {
	l := &line{ResponseWriter: w, ping: o.ping}
	o.handler.ServeHTTP(l, l.on(r))
	return nil
}

// A told result is what a tool returns: structured, and as text for clients
// that show nothing else.
type told[T any] struct {
	structured T
	text       string
}

// add makes a function a tool, which only reads.
func add[In, Out any](o *Outlet, s *mcp.Server, t *mcp.Tool, do func(context.Context, *mcp.CallToolRequest, In) (told[Out], error)) {
	schema, err := jsonschema.For[In](nil)
	if err == nil { // else AddTool says so
		t.InputSchema = schema
	}
	t.Annotations = &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true}
	o.takes[t.Name] = takes(schema)
	mcp.AddTool(s, t, tool(o, do))
}

// tool makes a function a tool whose errors are told in words, and whose client
// is kept waiting.
func tool[In, Out any](o *Outlet, do func(context.Context, *mcp.CallToolRequest, In) (told[Out], error)) mcp.ToolHandlerFor[In, Out] {
	return func(ctx context.Context, r *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
		ran(ctx)
		defer held(ctx)()
		out, err := do(ctx, r, in)
		if err != nil {
			return nil, out.structured, errors.New(o.library.Failure(ctx, err).Message)
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: out.text}}}, out.structured, nil
	}
}
