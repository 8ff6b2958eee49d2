package talk

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"chuchu/rag"
)

// Types of records. An answer has exactly one of Finished, Stopped and Failed,
// as its last.
const (
	accepted  = "accepted"
	rewritten = "rewritten"
	retrieved = "retrieved"
	delta     = "delta"
	checked   = "checked"

	Finished = "finished"
	Stopped  = "stopped"
	Failed   = "failed"
)

// Ends reports whether nothing comes after the record.
func (r Record) Ends() bool {
	return r.Type == Finished || r.Type == Stopped || r.Type == Failed
}

// A message is what a Record's Data holds; each type uses its own fields.
type message struct {
	Type           string        `json:"type"`
	AnswerID       string        `json:"answer_id"`
	Seq            int           `json:"seq"`
	ID             string        `json:"id,omitzero"` // the client's own, of its ask
	ConversationID string        `json:"conversation_id,omitzero"`
	Query          string        `json:"query,omitzero"`
	Passages       []rag.Passage `json:"passages,omitzero"`
	Text           string        `json:"text,omitzero"`
	Sentence       *rag.Sentence `json:"sentence,omitzero"`
	Before         string        `json:"before,omitzero"` // layout in front of the sentence
	Answer         *rag.Answer   `json:"answer,omitzero"`
	Error          *Failure      `json:"error,omitzero"`
}

// record gives a message its number and puts it into the form it is sent in.
func (m message) record(answerID string, seq int) (Record, error) {
	m.AnswerID, m.Seq = answerID, seq
	data, err := json.Marshal(m)
	return Record{Seq: seq, Type: m.Type, Data: data}, err
}

// messageOf turns an event into what is sent of it; false where nothing is.
func messageOf(ev rag.Event) (message, bool) {
	switch ev := ev.(type) {
	case rag.Rewritten:
		return message{Type: rewritten, Query: ev.Query}, true
	case rag.Retrieved:
		if ev.Passages == nil {
			ev.Passages = []rag.Passage{}
		}
		return message{Type: retrieved, Passages: ev.Passages}, true
	case rag.Checked:
		return message{Type: checked, Sentence: &ev.Sentence, Before: ev.Before}, true
	}
	return message{}, false
}

// failure is why an answer failed that ends with the message, nil where it did not.
func (m message) failure() error {
	if m.Error == nil {
		return nil
	}
	return Problem{Code: m.Error.Code}
}

// Answer returns the JSON of the answer that a Finished record carries.
func (r Record) Answer() (json.RawMessage, bool) {
	var m struct{ Answer json.RawMessage }
	if r.Type != Finished || json.Unmarshal(r.Data, &m) != nil {
		return nil, false
	}
	return m.Answer, true
}

// said returns the text of the answer that a Finished record carries, without
// the sentences that its sources do not support.
func (r Record) said() (string, bool) {
	var answer rag.Answer
	data, ok := r.Answer()
	if !ok || json.Unmarshal(data, &answer) != nil {
		return "", false
	}
	return answer.Sound(), true
}

// Passed returns the piece of the answer's text that a record adds: a sentence
// that its sources support, with the layout in front of it; "" for other records.
func (r Record) Passed() string {
	var m message
	if r.Type != checked || json.Unmarshal(r.Data, &m) != nil || m.Sentence == nil || !m.Sentence.Supported {
		return ""
	}
	return m.Before + m.Sentence.Text
}

// Failure returns what a Failed record says went wrong.
func (r Record) Failure() Failure {
	var m struct{ Error Failure }
	if r.Type != Failed || json.Unmarshal(r.Data, &m) != nil {
		return Fail(Internal, false)
	}
	return m.Error
}

// address is where a citation can be read: "/documents/ID?r=REVISION#START-END".
func address(publicURL string, c rag.Citation) string {
	return strings.TrimSuffix(publicURL, "/") + "/documents/" + url.PathEscape(c.Document.ID) +
		"?r=" + url.QueryEscape(c.Document.Revision) +
		"#" + strconv.Itoa(c.Start) + "-" + strconv.Itoa(c.End)
}
