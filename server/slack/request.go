package slack

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"
)

// maxBody is the size of the largest request that is read.
const maxBody = 1 << 20

// Kinds of what Slack sends, as Socket Mode calls them.
const (
	kindEvent   = "events_api"
	kindCommand = "slash_commands"
	kindClick   = "interactive"
)

// ServeHTTP takes a request that Slack has signed: an event, a command or a
// click, for all of which the same address is stated in the app's settings. One
// that could not be heard is answered 503, and Slack sends an event again.
func (b *Bot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil || r.Method != http.MethodPost {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if err := verify(r.Header, body, b.o.SigningSecret); err != nil {
		b.o.Log.Warn("refuse a request to "+Path, "error", b.scrub(err))
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	kind, payload := envelopeOf(r.Header.Get("Content-Type"), body)
	var c callback
	if kind == kindEvent && json.Unmarshal(payload, &c) == nil && c.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, c.Challenge) // Slack is gone, then
		return
	}
	if err := b.take(r.Context(), kind, payload); err != nil {
		b.o.Log.Error("hear from slack", "kind", kind, "error", b.scrub(err))
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// verify checks a signature, which is at most five minutes old:
// v0=HMAC-SHA256(secret, "v0:" + timestamp + ":" + body).
func verify(h http.Header, body []byte, secret string) error {
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// envelopeOf puts a request in the form that Socket Mode has: events come as
// JSON, commands as a form, clicks as JSON in a form.
func envelopeOf(contentType string, body []byte) (kind string, payload []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil || contentType == "application/json" || len(body) > 0 && body[0] == '{' {
		return kindEvent, body
	}
	if click := form.Get("payload"); click != "" {
		return kindClick, []byte(click)
	}
	fields := make(map[string]string, len(form))
	for name := range form {
		fields[name] = form.Get(name)
	}
	payload, _ = json.Marshal(fields)
	return kindCommand, payload
}

// take takes what Slack sent, by whichever way, in the time that Slack gives.
func (b *Bot) take(ctx context.Context, kind string, payload []byte) error {
	ctx, cancel := context.WithTimeout(ctx, hearFor)
	defer cancel()
	switch kind {
	case kindEvent:
		return b.hear(ctx, payload)
	case kindCommand:
		return b.commanded(ctx, payload)
	case kindClick:
		return b.clicked(ctx, payload)
	}
	return nil
}
