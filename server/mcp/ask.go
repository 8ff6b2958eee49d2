package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// nearest is how many passages come with a refusal.
const nearest = 3

type askInput struct {
	Question  string     `json:"question" jsonschema:"问题，不超过2000字"`
	Documents []string   `json:"documents,omitempty" jsonschema:"只用这些编号的资料回答"`
	History   []rag.Turn `json:"history,omitempty" jsonschema:"此前的问答，先问的在前"`
}

// askOutput is an answer as the API has it, less the passages it was made from:
// they come only with a refusal.
type askOutput struct {
	ID        string         `json:"id"`
	Question  string         `json:"question"`
	Text      string         `json:"text" jsonschema:"回答，[1]一类的标记指citations中的number"`
	Refused   bool           `json:"refused" jsonschema:"资料中没有答案"`
	Reason    string         `json:"reason" jsonschema:"拒答原因：no_evidence、not_covered或unsupported"`
	Missing   []string       `json:"missing" jsonschema:"问到而资料中未提及的"`
	Notices   []rag.Notice   `json:"notices" jsonschema:"引用前须知"`
	Sentences []rag.Sentence `json:"sentences"`
	Citations []rag.Citation `json:"citations"`
	Nearest   []passage      `json:"nearest" jsonschema:"拒答时最接近的段落，不能作为答复"`
	Model     string         `json:"model"`
}

// ask answers a question, once all of the answer has been checked. A client
// that wants to see progress gets each sentence as it passes the check.
func (o *Outlet) ask(ctx context.Context, r *mcp.CallToolRequest, in askInput) (told[askOutput], error) {
	var out told[askOutput]
	run, err := o.asker.Ask(ctx, rag.Question{Text: in.Question, Documents: in.Documents, History: in.History})
	if err != nil {
		return out, err
	}
	tell := progress(ctx, r)
	for rec, err := range o.asker.Records(ctx, run) {
		if err != nil {
			return out, err
		}
		if data, ok := rec.Answer(); ok {
			return resultOf(data)
		}
		tell(rec)
		if rec.Ends() {
			return out, ended(rec)
		}
	}
	return out, errors.New("the records ended without an answer")
}

// progress returns what tells a client of records as they come, so that it does
// not give up waiting. Of what is in them it gets checked sentences alone.
func progress(ctx context.Context, r *mcp.CallToolRequest) func(talk.Record) {
	token := r.Params.GetProgressToken()
	if token == nil {
		return func(talk.Record) {}
	}
	return func(rec talk.Record) {
		_ = r.Session.NotifyProgress(ctx, &mcp.ProgressNotificationParams{ // the client may be gone
			ProgressToken: token, Progress: float64(rec.Seq), Message: strings.TrimSpace(rec.Passed()),
		})
	}
}

// resultOf makes a result of an answer.
func resultOf(data json.RawMessage) (told[askOutput], error) {
	var a rag.Answer
	if err := json.Unmarshal(data, &a); err != nil {
		return told[askOutput]{}, err
	}
	out := askOutput{
		ID: a.ID, Question: a.Question, Text: a.Text, Refused: a.Refused, Reason: a.Reason, Missing: a.Missing,
		Notices: a.Notices, Sentences: a.Sentences, Citations: a.Citations, Nearest: []passage{}, Model: a.Model,
	}
	if a.Refused {
		out.Nearest = passages(a.Passages[:min(nearest, len(a.Passages))])
	}
	text := strings.TrimSpace(a.Text)
	if below := a.Below(); below != "" {
		text += "\n\n" + below
	}
	return told[askOutput]{out, text}, nil
}

// ended is why an answer ended without one.
func ended(rec talk.Record) error {
	if rec.Type == talk.Stopped {
		return talk.Problem{Code: talk.Conflict, Say: sayStopped}
	}
	f := rec.Failure()
	return talk.Problem{Code: f.Code, Say: [2]string{f.Message, f.Message}}
}
