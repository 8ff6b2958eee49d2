package wecom

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// answering verifies what WeCom calls with and hands what it decrypted to a
// way's own function. A GET is how WeCom tries an address: it wants to read what
// it encrypted. Nothing is said to whoever has no signature.
func (b *Bot) answering(c crypt, answer func(w http.ResponseWriter, r *http.Request, plain []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var sealed string
		var err error
		switch r.Method {
		case http.MethodGet:
			sealed = strings.ReplaceAll(r.URL.Query().Get("echostr"), " ", "+") // where it was not escaped
		case http.MethodPost:
			sealed, err = envelope(r.Body)
		default:
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		var plain []byte
		if err == nil {
			plain, err = c.open(r.URL.Query(), sealed, time.Now())
		}
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

// envelope returns what is encrypted in a callback's body: XML of an app, JSON
// of a bot.
func envelope(body io.Reader) (sealed string, err error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	var e struct {
		Encrypt string `xml:"Encrypt" json:"encrypt"`
	}
	if strings.HasPrefix(strings.TrimSpace(string(data)), "{") {
		err = json.Unmarshal(data, &e)
	} else {
		err = xml.Unmarshal(data, &e)
	}
	if err != nil {
		return "", errSealed
	}
	return e.Encrypt, nil
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
