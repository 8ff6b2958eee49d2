package wecom

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// botCall takes what WeCom tells the bot by callback, and answers it in the
// response: a message with a first state of a growing one, a question after
// that with how it stands now.
func (b *Bot) botCall(w http.ResponseWriter, r *http.Request, plain []byte) {
	var in incoming
	if err := json.Unmarshal(plain, &in); err != nil {
		b.o.Log.Warn("wecom: a message that cannot be read", "error", err)
		return
	}
	switch {
	case in.Type == "stream":
		b.tell(w, r, in.Stream.ID, false)
	case in.Type == "event" && in.Event.Type == eventEnter:
		b.say(w, textBody{"text", content{b.help(r.Context())}})
	case in.Type == "event" && in.Event.Type == eventFeedback:
		b.within(r.Context(), func(ctx context.Context) { b.judge(ctx, wayBot, in.Event.Feedback) })
	case in.Type == "event":
	default:
		m := in.message(wayBot, b.o.CorpID, "")
		b.within(r.Context(), func(ctx context.Context) { b.receive(ctx, m) })
		b.first(w, r, m)
	}
}

// first answers a message with the first state of what answers it: all of it
// where that is ready at once.
func (b *Bot) first(w http.ResponseWriter, r *http.Request, m message) {
	e := talk.Errand{ID: m.way + m.id}
	if j := b.job(e.ID); j != nil {
		timer := time.NewTimer(b.pace.quick)
		defer timer.Stop()
		select {
		case <-j.told:
		case <-timer.C:
		}
	}
	b.tell(w, r, m.id, true)
}

// tell answers how a growing message stands, whichever process took the message.
// It is answered in time even where the library is not. The first state tells
// what feedback will be on.
func (b *Bot) tell(w http.ResponseWriter, r *http.Request, id string, first bool) {
	type standing struct {
		body streamBody
		over bool
	}
	found := make(chan standing, 1)
	b.spawn(r.Context(), func(ctx context.Context) {
		body, over := b.stands(ctx, id, first)
		found <- standing{body, over}
	})
	timer := time.NewTimer(b.pace.ack / 2)
	defer timer.Stop()
	select {
	case s := <-found:
		if b.say(w, s.body) == nil && s.over {
			b.collected(r.Context(), wayBot+id)
		}
	case <-timer.C:
		_ = b.say(w, state(talk.Errand{ID: wayBot + id}, sayLooking, false, first))
	}
}

// stands is the state of a growing message; over tells whether it has the whole
// answer.
func (b *Bot) stands(ctx context.Context, id string, first bool) (body streamBody, over bool) {
	e, err := b.o.Errands.Errand(ctx, wayBot+id)
	if errors.Is(err, rag.ErrNotFound) {
		return state(talk.Errand{ID: wayBot + id}, sayForgotten, true, false), false
	}
	var to address
	if err == nil {
		err = json.Unmarshal(e.Address, &to)
	}
	var d *draft
	if err == nil {
		d, over, err = b.snapshot(ctx, e, to)
	}
	switch {
	case err != nil:
		b.o.Log.Warn("wecom: read how an answer stands", "error", err)
		return state(talk.Errand{ID: wayBot + id}, sayLooking, false, first), false
	case to.Late && over:
		return state(e, sayElsewhere, true, false), false
	case to.Late:
		return state(e, joined(tame(d.shown()), sayLater), true, false), false
	case over:
		return state(e, b.written(ctx, d), true, first), true
	case d.shown() != "":
		return state(e, tame(d.shown()), false, first), false
	}
	return state(e, sayLooking, false, first), false
}

// collected ends an errand whose answer WeCom has fetched.
func (b *Bot) collected(ctx context.Context, id string) {
	if j := b.job(id); j != nil {
		j.once.Do(func() { close(j.taken) })
		return
	}
	if err := b.o.Errands.Fulfil(ctx, id); err != nil {
		b.o.Log.Warn("wecom: fulfil an errand", "errand", id, "error", err)
	}
}

// await waits until WeCom has fetched the answer. Where it does not, or asks no
// more because six minutes are over, the answer goes to the address that came
// with the message.
func (j *job) await(ctx context.Context, d *draft) error {
	e, to := j.now()
	deadline := time.NewTimer(time.Until(e.Since.Add(j.bot.pace.stream)))
	defer deadline.Stop()
	for waiting := !to.Late; waiting; {
		select {
		case <-d.done:
			waiting = false
		case <-deadline.C:
			if err := j.late(ctx); err != nil {
				return untaken(err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	select {
	case <-d.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	close(j.told)
	if _, to = j.now(); !to.Late {
		select {
		case <-j.taken:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(j.bot.pace.collect):
		case <-deadline.C:
		}
		if err := j.late(ctx); err != nil {
			return untaken(err)
		}
	}
	return j.deliver(ctx, j.bot.written(ctx, d))
}

// late has the growing message closed, in every process, and the answer go out
// by itself. From then on nobody fetches it.
func (j *job) late(ctx context.Context) error {
	return j.bot.insist(ctx, func() error {
		select {
		case <-j.taken:
			return errTaken
		default:
		}
		return j.carry(ctx, func(to *address) { to.Late = true })
	})
}

// errTaken means that WeCom has fetched the answer after all.
var errTaken = errors.New("the answer was fetched")

// untaken is an error of late, nil where the answer was fetched.
func untaken(err error) error {
	if errors.Is(err, errTaken) {
		return nil
	}
	return err
}

// deliver sends an answer by itself, in the first way that works.
func (j *job) deliver(ctx context.Context, text string) error {
	_, to := j.now()
	err := errNoWay
	if to.Reply != "" {
		err = j.bot.respond(ctx, to.Reply, text)
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	return j.deliverAsApp(ctx, to, text, err)
}

// errNoWay means that WeCom gave no address for a late answer.
var errNoWay = errors.New("there is no way left to the user")

// deliverAsApp sends an answer as the app, where there is one and the user is
// alone with the bot. why is what went wrong before.
func (j *job) deliverAsApp(ctx context.Context, to address, text string, why error) error {
	if !j.bot.o.App() || to.Chat != "" {
		return why
	}
	for _, piece := range packed(text, maxPush) {
		if err := j.bot.push(ctx, to.User, piece); err != nil {
			return errors.Join(why, err)
		}
	}
	return nil
}

// say answers a callback with an encrypted body.
func (b *Bot) say(w http.ResponseWriter, body any) error {
	data, err := encode(body)
	if err != nil {
		return err
	}
	sealed, err := b.bot.seal(data)
	if err != nil {
		return err
	}
	now, nonce := time.Now().Unix(), strings.ToLower(rand.Text()[:10])
	data, err = encode(struct {
		Encrypt   string `json:"encrypt"`
		Signature string `json:"msgsignature"`
		Time      int64  `json:"timestamp"`
		Nonce     string `json:"nonce"`
	}{sealed, b.bot.sign(strconv.FormatInt(now, 10), nonce, sealed), now, nonce})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(data)
	return err
}
