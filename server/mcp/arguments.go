package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag/talk"
)

// takes lists what a tool takes, what it needs first.
func takes(schema any) (names [2]string) {
	data, err := json.Marshal(schema)
	var s jsonschema.Schema
	if err != nil || json.Unmarshal(data, &s) != nil {
		return names
	}
	var needed, more []string
	for name := range s.Properties {
		if slices.Contains(s.Required, name) {
			needed = append(needed, name)
		} else {
			more = append(more, name)
		}
	}
	slices.Sort(needed)
	slices.Sort(more)
	needs := strings.Join(needed, ", ")
	return [2]string{
		strings.Join(append([]string{fmt.Sprintf(sayNeeded[0], needs)}, more...), "、"),
		strings.Join(append([]string{fmt.Sprintf(sayNeeded[1], needs)}, more...), ", "),
	}
}

type ranKey struct{}

// ran notes that a tool's own function has been called, so that what goes wrong
// is told by it.
func ran(ctx context.Context) {
	if r, ok := ctx.Value(ranKey{}).(*bool); ok {
		*r = true
	}
}

// faults tells in the client's language what is wrong with a call that comes to
// no tool: the protocol's own words would be English.
func (o *Outlet) faults(next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, req mcp.Request) (mcp.Result, error) {
		call, ok := req.(*mcp.CallToolRequest)
		if !ok || method != "tools/call" {
			return next(ctx, method, req)
		}
		called := false
		result, err := next(context.WithValue(ctx, ranKey{}, &called), method, req)
		if called || call.Params == nil {
			return result, err
		}
		takes, known := o.takes[call.Params.Name]
		if !known {
			return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: o.say(ctx, sayNoTool)}
		}
		if r, ok := result.(*mcp.CallToolResult); ok && r.IsError {
			r.Content = []mcp.Content{&mcp.TextContent{Text: o.say(ctx, [2]string{
				fmt.Sprintf(sayArguments[0], takes[0]), fmt.Sprintf(sayArguments[1], takes[1]),
			})}}
		}
		return result, err
	}
}

// say is one of two words, by the language of whoever sent the request.
func (o *Outlet) say(ctx context.Context, words [2]string) string {
	return o.library.Failure(ctx, talk.Problem{Code: talk.InvalidRequest, Say: words}).Message
}
