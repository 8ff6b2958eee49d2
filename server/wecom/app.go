package wecom

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"strings"
	"time"
)

// answering verifies what WeCom calls with and hands what it decrypted to a
// way's own function. A GET is how WeCom tries an address: it wants to read what
// it encrypted. Nothing is said to whoever has no signature, and no more is read
// of what they send than must be to see that.
func (b *Bot) answering(c crypt, answer func(w http.ResponseWriter, r *http.Request, plain []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		plain, err := c.opened(w, r)
		if err != nil {
			b.o.Log.Warn("wecom: a callback was refused", "path", r.URL.Path, "error", err)
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if r.Method == http.MethodGet {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = w.Write(plain) // WeCom is gone, then
			return
		}
		answer(w, r, plain)
	})
}

// opened is what WeCom sealed in a callback: in its address where it tries that,
// else in its body.
func (c crypt) opened(w http.ResponseWriter, r *http.Request) (plain []byte, err error) {
	q, now := r.URL.Query(), time.Now()
	if err := fresh(q, now); err != nil {
		return nil, err
	}
	sealed := strings.ReplaceAll(q.Get("echostr"), " ", "+") // where it was not escaped
	if r.Method == http.MethodPost {
		if sealed, err = envelope(http.MaxBytesReader(w, r.Body, maxCallback)); err != nil {
			return nil, err
		}
	}
	return c.open(q, sealed, now)
}

// An appCallback is what WeCom tells an app.
type appCallback struct {
	User        string `xml:"FromUserName"`
	Time        string `xml:"CreateTime"`
	Type        string `xml:"MsgType"`
	Content     string `xml:"Content"`
	Recognition string `xml:"Recognition"` // of a voice message
	ID          string `xml:"MsgId"`
	Event       string `xml:"Event"`
}

// appCall takes a message to the app. WeCom hears at once that it has arrived,
// with an empty response; what is answered goes out as messages.
func (b *Bot) appCall(w http.ResponseWriter, r *http.Request, plain []byte) {
	var c appCallback
	if err := xml.Unmarshal(plain, &c); err != nil {
		b.o.Log.Warn("wecom: a message that cannot be read", "error", err)
		return
	}
	m := message{way: wayApp, id: c.ID, corp: b.o.CorpID, user: c.User, text: strings.TrimSpace(c.Content)}
	switch c.Type {
	case "text":
	case "voice":
		m.text = strings.TrimSpace(c.Recognition)
		m.mute = m.text == ""
	case "event":
		if c.Event != "enter_agent" && c.Event != "subscribe" {
			return
		}
		// Whoever opens the app is greeted once a day.
		m.id = "welcome:" + c.User + ":" + time.Now().UTC().Format(time.DateOnly)
	default:
		m.mute = true
	}
	b.within(r.Context(), func(ctx context.Context) { b.receive(ctx, m) })
}

// within does something for as long as WeCom waits, and goes on with it after.
func (b *Bot) within(ctx context.Context, do func(ctx context.Context)) {
	done := make(chan struct{})
	begun := b.spawn(ctx, func(ctx context.Context) {
		defer close(done)
		do(ctx)
	})
	if !begun {
		return
	}
	timer := time.NewTimer(b.pace.ack)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// send delivers an answer as messages of the app. Those that went out before,
// perhaps by another process, do not go out again.
func (j *job) send(ctx context.Context, d *draft) error {
	patient := time.NewTimer(j.bot.pace.patient)
	defer patient.Stop()
	_, to := j.now()
	for waiting := true; waiting; {
		select {
		case <-d.done:
			waiting = false
		case <-patient.C:
			if err := j.bot.push(ctx, to.User, sayAtWork); err != nil {
				j.bot.o.Log.Warn("wecom: say that it takes longer", "error", err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	texts := packed(d.said, maxPush)
	if d.answer != nil {
		texts = parts(*d.answer, linked(j.bot.link(ctx, d.answer.ID), j.bot.o.Plain), maxPush)
	}
	for _, text := range texts[min(to.Parts, len(texts)):] {
		if err := j.bot.push(ctx, to.User, text); err != nil {
			return err
		}
		if err := j.carry(ctx, func(to *address) { to.Parts++ }); errors.Is(err, errGone) {
			return err
		}
	}
	return nil
}
