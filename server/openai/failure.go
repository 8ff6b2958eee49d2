package openai

import (
	"encoding/json"
	"errors"
	"net/http"

	"chuchu/rag/talk"
)

// A failure is an error in OpenAI's shape.
type failure struct {
	Error struct {
		Message string  `json:"message"`
		Type    string  `json:"type"`
		Param   *string `json:"param"` // the parameter that is wrong
		Code    string  `json:"code"`
	} `json:"error"`
}

// Tell tells a client of an error, as a response of a status or, where that is
// 0, as the last event of a stream.
func Tell(w http.ResponseWriter, status int, f talk.Failure, err error) {
	var told failure
	told.Error.Message, told.Error.Code, told.Error.Type = f.Message, f.Code, typeOf(f.Code)
	var where at
	if errors.As(err, &where) && told.Error.Type == "invalid_request_error" {
		if where.param != "" {
			told.Error.Param = &where.param
		}
		if where.code != "" {
			told.Error.Code = where.code
		}
	}
	if status != 0 {
		_ = write(w, status, told) // it can be encoded
		return
	}
	data, _ := json.Marshal(told)
	_, _ = w.Write([]byte("data: " + string(data) + "\n\n")) // the client may be gone
	_ = http.NewResponseController(w).Flush()
}

// typeOf is OpenAI's type of error for a code of ours.
func typeOf(code string) string {
	switch code {
	case talk.Unauthorized:
		return "authentication_error"
	case talk.Forbidden, talk.WrongHost:
		return "permission_error"
	case talk.RateLimited:
		return "rate_limit_error"
	case talk.Busy, talk.ModelFailed, talk.Internal:
		return "server_error"
	}
	return "invalid_request_error"
}

// An at is an error about a parameter.
type at struct {
	param string
	code  string // in place of the error's own; may be ""
	error
}

// Unwrap returns the error itself.
func (a at) Unwrap() error { return a.error }

// wrong is a parameter that is not as it should be.
func wrong(param string, say [2]string) error {
	return at{param: param, error: talk.Problem{Code: talk.InvalidRequest, Say: say}}
}

// noModel is a model that is not ours.
func noModel(name string) error {
	return at{param: "model", code: "model_not_found", error: talk.Problem{Code: talk.NotFound, Say: filled(sayNoModel, name)}}
}
