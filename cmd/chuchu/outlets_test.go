package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/rag"
)

// outlandish is a question that no plan answers.
const outlandish = "火星基地什么时候建成"

// The answer of /api/ask and its sources come out of a client of OpenAI's API.
func TestServeOpenAI(t *testing.T) {
	s := start(t, "")
	config := goopenai.DefaultConfig("any")
	config.BaseURL = "http://" + s.address + "/v1"
	c := goopenai.NewClientWithConfig(config)
	for question, refused := range map[string]bool{goalQuestion: false, outlandish: true} {
		want := s.ask(t, question)
		r, err := c.CreateChatCompletion(t.Context(), goopenai.ChatCompletionRequest{
			Model: "chuchu", Messages: []goopenai.ChatCompletionMessage{{Role: "user", Content: question}},
		})
		if err != nil {
			t.Fatal(err)
		}
		m := r.Choices[0].Message
		if (m.Refusal != "") != refused || want.Refused != refused || m.Content != strings.TrimSpace(want.Text)+"\n\n"+want.Below() {
			t.Errorf("%s: %+v", question, m)
		}
		if !refused {
			checkGoal(t, want)
		}
		if sources := strings.Contains(unquoted(m.Content), "\n\n出处：\n[1] 《湛江市赤坎区"); sources == refused {
			t.Errorf("%s: %s", question, m.Content)
		}
	}
}

// A model finds the goal, asks for it and reads the quoted place again.
func TestServeMCP(t *testing.T) {
	s := start(t, "")
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(),
		&mcp.StreamableClientTransport{Endpoint: "http://" + s.address + "/mcp"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	call := func(tool string, arguments, out any) {
		t.Helper()
		r, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
		if err != nil || r.IsError {
			t.Fatalf("%s: %v %+v", tool, err, r)
		}
		data, err := json.Marshal(r.StructuredContent)
		if err == nil {
			err = json.Unmarshal(data, out)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var found struct {
		Passages []struct{ Document struct{ ID string } }
	}
	if call("search_plans", map[string]string{"query": goalQuestion}, &found); len(found.Passages) == 0 || found.Passages[0].Document.ID != "chikan" {
		t.Errorf("found %+v", found)
	}
	var answer, refusal rag.Answer
	call("ask_plans", map[string]string{"question": goalQuestion}, &answer)
	checkGoal(t, answer)
	if call("ask_plans", map[string]string{"question": outlandish}, &refusal); !refusal.Refused || refusal.Reason != rag.NoEvidence {
		t.Errorf("%+v", refusal)
	}
	for _, c := range answer.Citations {
		var read struct{ Text string }
		call("read_document", map[string]any{"id": c.Document.ID, "start": c.Start, "end": c.End}, &read)
		if read.Text != c.Quote {
			t.Errorf("read %q, quoted %q", read.Text, c.Quote)
		}
	}
}
