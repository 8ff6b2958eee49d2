// Package openai offers answers to clients of OpenAI's chat completions.
//
// It is an outlet of a server, which lets its clients in:
//
//	o := openai.New(srv)
//	srv.Open(server.Outlet{Prefix: openai.Prefix, Answer: o.Answer, Tell: openai.Tell})
//
// The last user message is the question, the turns before it are its history;
// what system and developer messages say changes nothing. An answer's content
// is its checked text with markers, then its sources; the whole answer stands
// beside it as "chuchu", so that a client can tell a refusal and show quotes.
// A stream carries checked sentences only, each whole.
package openai

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Prefix is where the paths of this outlet begin.
const Prefix = "/v1/"

// model is the only one that clients may ask for.
const model = "chuchu"

// An Asker takes questions for whoever sent the request that ctx belongs to.
type Asker interface {
	// Ask starts an answer. Its errors are those that the Asker can tell.
	Ask(ctx context.Context, q rag.Question) (talk.Run, error)
	// Records yields the records of an answer as they come, the terminal one last.
	Records(ctx context.Context, run talk.Run) iter.Seq2[talk.Record, error]
}

// An Outlet answers requests as OpenAI's API does.
type Outlet struct {
	asker Asker
	ping  time.Duration // between signs of life in a stream
}

// New returns an Outlet that asks asker.
func New(asker Asker) *Outlet { return &Outlet{asker, 15 * time.Second} }

// Answer answers a request below Prefix. An error is for Tell, whether or not
// the response has begun.
func (o *Outlet) Answer(w http.ResponseWriter, r *http.Request) error {
	err := o.route(w, r)
	if errors.Is(err, errGone) {
		return nil
	}
	return err
}

// route answers a request, or returns errGone where its client went away.
func (o *Outlet) route(w http.ResponseWriter, r *http.Request) error {
	switch r.Method + " " + r.URL.Path {
	case "POST /v1/chat/completions":
		return o.complete(w, r)
	case "GET /v1/models":
		return write(w, http.StatusOK, modelList{"list", []modelEntry{ours}})
	case "GET /v1/models/" + model:
		return write(w, http.StatusOK, ours)
	}
	if name, ok := modelPath(r); ok {
		return noModel(name)
	}
	return rag.ErrNotFound
}

// complete answers POST /v1/chat/completions.
func (o *Outlet) complete(w http.ResponseWriter, r *http.Request) error {
	req, err := read(r.Body)
	if err != nil {
		return err
	}
	out := reply{w: w, r: r, req: req, id: "chatcmpl-chore", created: time.Now().Unix()}
	if text, ok := chore(req.question); ok {
		return out.finish(rag.Answer{Text: text}, nil)
	}
	run, err := o.asker.Ask(r.Context(), rag.Question{Text: req.question, History: req.history})
	if err != nil {
		return at{param: "messages", error: err}
	}
	out.id, out.created = "chatcmpl-"+run.AnswerID, run.Started.Unix()
	if req.Stream {
		defer talk.Every(o.ping, out.alive)()
	}
	return o.follow(run, &out)
}

// follow passes on what of an answer has been checked, as it comes.
func (o *Outlet) follow(run talk.Run, out *reply) error {
	for rec, err := range o.asker.Records(out.r.Context(), run) {
		if err != nil {
			return err
		}
		if err := out.say(rec.Passed()); err != nil {
			return err
		}
		if data, ok := rec.Answer(); ok {
			var a rag.Answer
			if err := json.Unmarshal(data, &a); err != nil {
				return err
			}
			return out.finish(a, data)
		}
		if rec.Ends() {
			return ended(rec)
		}
	}
	return nil
}

// ended is why an answer ended without one.
func ended(rec talk.Record) error {
	if rec.Type == talk.Stopped {
		return talk.Problem{Code: talk.Conflict, Say: sayStopped}
	}
	f := rec.Failure()
	return talk.Problem{Code: f.Code, Say: [2]string{f.Message, f.Message}}
}
