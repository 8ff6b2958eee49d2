package openai

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// A Failure is what went wrong with an endpoint. Its text holds nothing of
// what was sent or answered, so it may be logged.
type Failure struct {
	Reason string // why, in Chinese, for the notice: 接口拒绝了密钥
	Err    error  // what it came from, or nil
}

// Error gives the reason and the cause.
func (f *Failure) Error() string {
	if f.Err == nil {
		return f.Reason
	}
	return f.Reason + ": " + f.Err.Error()
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Cause is Reason, for packages that do not know this one.
func (f *Failure) Cause() string { return f.Reason }

// A refusal is an error that an endpoint answered with, as a status or inside a stream.
type refusal struct {
	status     int
	code       string
	message    string // may repeat what was sent: never part of Error
	retryAfter time.Duration
}

func (r *refusal) Error() string {
	if r.code == "" {
		return fmt.Sprintf("status %d", r.status)
	}
	return fmt.Sprintf("status %d, code %.60q", r.status, r.code)
}

// names tells whether the refusal speaks of any of words, in lower case.
func (r *refusal) names(words ...string) bool {
	text := strings.ToLower(r.code + " " + r.message)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// Words that tell refusals apart, whatever their status: providers use 400
// and 429 for all of these.
var (
	filteredWords = []string{"data_inspection_failed", "datainspectionfailed", "content_filter", "content policy",
		"content_policy", "inappropriate content", "content exists risk", "敏感"}
	balanceWords = []string{"insufficient_quota", "insufficient balance", "insufficient_balance", "arrearage", "余额", "欠费"}
	lengthWords  = []string{"context_length", "context length", "context window", "maximum context", "input length", "too many tokens", "prompt is too long"}
	modelWords   = []string{"model_not_found", "modelnotfound", "no such model", "model not exist", "unknown model", "模型不存在"}
	keyWords     = []string{"invalid_api_key", "invalidapikey", "incorrect api key", "invalid api key", "authentication fails"}
)

// reason says in Chinese why an endpoint refused.
func (r *refusal) reason() string {
	switch {
	case r.code == "1301" || r.names(filteredWords...):
		return sayFiltered
	case r.code == "1113" || r.status == 402 || r.names(balanceWords...):
		return sayBalance
	case r.code == "1211" || r.names(modelWords...) || r.status == 404 && r.names("model"):
		return sayNoModel
	case r.names(lengthWords...):
		return sayTooLong
	case r.status == 401 || r.names(keyWords...):
		return sayKey
	case r.status == 403:
		return sayForbidden
	case r.status == 404 || r.status == 405:
		return sayNotFound
	case r.status == 429:
		return sayBusy
	case r.status >= 500:
		return sayBroken
	case r.status >= 300 && r.status < 400:
		return sayMoved
	}
	return sayRejected
}

// passes tells whether the same request may succeed a little later.
func (r *refusal) passes() bool {
	if r.reason() == sayBalance || r.reason() == sayFiltered {
		return false
	}
	return r.status == 429 || r.status >= 500
}

// failure makes a Failure of what a call to an endpoint came back with. The
// end of a context stays what it is, unless a limit of ours ended it.
func failure(ctx context.Context, err error) error {
	var f *Failure
	var r *refusal
	switch {
	case err == nil:
		return nil
	case errors.As(context.Cause(ctx), &f):
		return f
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &f):
		return f
	case errors.As(err, &r):
		return &Failure{r.reason(), r}
	}
	return &Failure{unreachable(err), err}
}

// unreachable says in Chinese why there was no answer at all.
func unreachable(err error) string {
	var (
		dns     *net.DNSError
		op      *net.OpError
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		verify  *tls.CertificateVerificationError
		timeout net.Error
	)
	switch {
	case errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &name), errors.As(err, &verify):
		return sayCertificate
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return sayProxy
	case errors.As(err, &dns):
		return sayNoHost
	case errors.As(err, &timeout) && timeout.Timeout():
		return sayTimeout
	}
	return sayUnreachable
}
