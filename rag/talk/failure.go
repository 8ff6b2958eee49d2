package talk

import (
	"cmp"
	"errors"

	"chuchu/rag"
)

// Codes of failures, in every outlet the same.
const (
	InvalidRequest  = "invalid_request"
	Unauthorized    = "unauthorized"
	Forbidden       = "forbidden"
	NotFound        = "not_found"
	Conflict        = "conflict"
	WrongHost       = "wrong_host"
	TooLarge        = "too_large"
	UnsupportedType = "unsupported_type"
	RateLimited     = "rate_limited"
	Busy            = "busy"
	ModelFailed     = "model_failed"
	Internal        = "internal"
)

// A Failure is what a client is told of an error. The cause goes to the log.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"` // for a person
}

// A Problem is an error with what its client is told of it.
type Problem struct {
	Code string
	Say  [2]string // in Chinese and in English; empty for the code's general message
}

// Error implements error, for the log.
func (p Problem) Error() string { return cmp.Or(p.Say[1], p.Code) }

// words holds the message of each code, in Chinese and in English.
var words = map[string][2]string{
	InvalidRequest:  {"请求有误。", "The request is not valid."},
	Unauthorized:    {"请先登录或提供密钥。", "Please sign in or send a key."},
	Forbidden:       {"不允许这样访问。", "This is not allowed."},
	NotFound:        {"没有找到。", "There is nothing here."},
	Conflict:        {"与已有内容冲突。", "This conflicts with what is there."},
	WrongHost:       {"访问地址有误，请使用本机地址打开。", "Please use the local address of this server."},
	TooLarge:        {"内容过长。", "This is too large."},
	UnsupportedType: {"不支持这种格式。", "This format is not supported."},
	RateLimited:     {"提问过于频繁，请稍后再试。", "Too many questions. Please try again later."},
	Busy:            {"当前提问较多或服务正在重启，请稍后再试。", "The server is busy or restarting. Please try again."},
	ModelFailed:     {"模型未能作答，请稍后再试。", "The model could not answer. Please try again."},
	Internal:        {"系统出错，请稍后再试。", "Something went wrong. Please try again."},
}

// sayBroken is what an answer ends with whose process is gone. Who asks again
// has it made anew.
const sayBroken = "服务中断，回答没有完成，请重新提问。"

// Fail returns the failure of a code with its general message.
func Fail(code string, english bool) Failure {
	message := words[code]
	if english {
		return Failure{code, message[1]}
	}
	return Failure{code, message[0]}
}

// failureOf returns the failure that a broken answer ends with.
func failureOf(err error, a Ask) Failure {
	switch {
	case errors.Is(err, rag.ErrNotFound):
		return Fail(NotFound, a.English)
	case errors.Is(err, errClosing), errors.Is(err, ErrBusy): // ErrBusy of a library that cannot be reached
		return Fail(Busy, a.English)
	case errors.Is(err, rag.ErrModel):
		return Fail(ModelFailed, a.English)
	}
	return Fail(Internal, a.English)
}
