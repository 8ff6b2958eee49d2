package slack

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

const (
	maxTries   = 7                // of a call that must come through, besides waiting for its turn
	firstPause = time.Second      // before the second try; doubled each time
	maxPause   = 30 * time.Second // between tries
	slowFor    = time.Minute      // calls of a method go one by one after Slack limited it
	slowPace   = time.Second      // between two of them
)

// gates hold back the methods that Slack has limited.
type gates struct {
	mu  sync.Mutex
	all map[string]*gate
}

// A gate holds back a method. While Slack limits it, its calls take turns:
// those that wait would all be refused again if they went together.
type gate struct {
	turn chan struct{} // holds the turn while nobody has it

	mu      sync.Mutex
	until   time.Time // no call before
	limited time.Time // until then calls take turns
}

// of returns the gate of a method.
func (g *gates) of(method string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.all[method] == nil {
		if g.all == nil {
			g.all = make(map[string]*gate)
		}
		g.all[method] = &gate{turn: make(chan struct{}, 1)}
		g.all[method].turn <- struct{}{}
	}
	return g.all[method]
}

// shut closes the gate for as long as Slack said.
func (g *gate) shut(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.limited = time.Now().Add(d + slowFor)
	if until := time.Now().Add(d); until.After(g.until) {
		g.until = until
	}
}

// closed tells for how long no call may be made, and whether calls take turns.
func (g *gate) closed() (wait time.Duration, slow bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(0, time.Until(g.until)), time.Now().Before(g.limited)
}

// pass waits for the gate to open; leave is to be called after the call.
func (g *gate) pass(ctx context.Context) (leave func(), err error) {
	if _, slow := g.closed(); !slow {
		return func() {}, nil
	}
	select {
	case <-g.turn:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	back := func() { g.turn <- struct{}{} }
	for wait, _ := g.closed(); wait > 0; wait, _ = g.closed() {
		if err := pause(ctx, wait); err != nil {
			back()
			return nil, err
		}
	}
	return func() {
		g.mu.Lock()
		if next := time.Now().Add(slowPace); next.After(g.until) {
			g.until = next
		}
		g.mu.Unlock()
		back()
	}, nil
}

// pause waits, or returns why ctx ended.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// once makes a call that may as well be left out: where its method is limited
// it returns a slack.RateLimitedError without asking.
func (b *Bot) once(ctx context.Context, method string, do func(context.Context) error) error {
	g := b.gates.of(method)
	if wait, _ := g.closed(); wait > 0 {
		return &slack.RateLimitedError{RetryAfter: wait}
	}
	return b.noted(g, do(ctx))
}

// insist makes a call that must come through. It waits as long as Slack tells
// it to, however often, and tries again what may go better the next time: some
// seven times in two minutes. A post whose connection broke may have come
// through all the same; a message twice is better than none.
func (b *Bot) insist(ctx context.Context, method string, do func(context.Context) error) error {
	g, wait := b.gates.of(method), firstPause
	for try := 1; ; {
		leave, err := g.pass(ctx)
		if err != nil {
			return err
		}
		err = b.noted(g, do(ctx))
		leave()
		if limited(err) && ctx.Err() == nil {
			continue
		}
		if !passing(err) || try == maxTries || ctx.Err() != nil {
			return err
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
		try, wait = try+1, min(2*wait, maxPause)
	}
}

// noted shuts the gate where Slack has limited its method. A limit that is told
// in a body, without a time, is taken for one of half a minute.
func (b *Bot) noted(g *gate, err error) error {
	switch wait := holdOff(err); {
	case wait > 0:
		g.shut(wait)
	case limited(err):
		g.shut(maxPause)
	}
	return err
}

// holdOff is how long Slack said to wait, 0 where it did not.
func holdOff(err error) time.Duration {
	var r *slack.RateLimitedError
	if errors.As(err, &r) {
		return max(r.RetryAfter, slowPace)
	}
	return 0
}

// limited tells whether an error means: not so often.
func limited(err error) bool {
	code := codeOf(err)
	return holdOff(err) > 0 || code == "ratelimited" || code == "rate_limited" || code == "http_429"
}

// codeOf is the code of an error that Slack returned, "" of one that came about
// on the way: no connection, no answer in time, a status of 5xx, an answer that
// says neither yes nor why not. A method that is not there is unknown_method,
// however that is told.
func codeOf(err error) string {
	var refused slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &refused):
		return refused.Err
	case errors.As(err, &status) && (status.Code == http.StatusNotFound || status.Code == http.StatusNotImplemented):
		return "unknown_method"
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		return "http_429"
	case errors.As(err, &status) && status.Code < 500:
		return "http_error"
	}
	return ""
}

// passing tells whether an error may be gone the next time: what happened on
// the way, and what Slack says of itself.
func passing(err error) bool {
	code := codeOf(err)
	return err != nil && (code == "" || slices.Contains([]string{
		"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
		"messaging_processing_failed", "update_failed", "external_channel_migrating",
	}, code))
}

// errSilent means that Slack reported neither success nor why there was none, as
// {"ok":false} and {} do, which the library takes for success.
var errSilent = errors.New("slack refused without a reason")

// stamped is the error of a call that returns the timestamp of a message: one
// without a timestamp did not succeed, whatever it says.
func stamped(ts string, err error) error {
	if err == nil && ts == "" {
		return errSilent
	}
	return err
}

// The groups of codes below are those of chat.startStream, chat.appendStream,
// chat.stopStream, chat.update and chat.postMessage. A code that is in none of
// them ends the attempt it belongs to, and is logged.

// notStreaming means that Slack has ended a stream, or that it was none.
func notStreaming(err error) bool { return codeOf(err) == "message_not_in_streaming_state" }

// streamless means that there are no streams at all here.
func streamless(err error) bool {
	return slices.Contains([]string{"unknown_method", "method_deprecated", "deprecated_endpoint", "not_allowed_token_type", "feature_not_enabled"}, codeOf(err))
}

// unfit means that Slack does not take the blocks of a message.
func unfit(err error) bool {
	return slices.Contains([]string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments", "block_mismatch"}, codeOf(err))
}

// gone means that the message is not there any more.
func gone(err error) bool { return codeOf(err) == "message_not_found" }

// shutOut means that nothing can be said in a channel.
func shutOut(err error) bool {
	return slices.Contains([]string{
		"channel_not_found", "not_in_channel", "is_archived", "is_inactive", "no_permission", "access_denied", "ekm_access_denied",
		"restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_locked",
		"restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "cannot_reply_to_message",
		"messages_tab_disabled", "thread_not_found", "channel_type_not_supported",
	}, codeOf(err))
}

// refused means that the token is not good: the answer is owed until it is.
func refused(err error) bool {
	return slices.Contains([]string{"invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive", "missing_scope"}, codeOf(err))
}
