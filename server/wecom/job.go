package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// The ways that messages come; errands' ids begin with them.
const (
	wayApp    = "wecom-app:"
	wayBot    = "wecom-bot:"
	waySocket = "wecom-ws:"
)

const maxQuestion = 2000 // characters

// A message is what somebody wrote, whichever way it came.
type message struct {
	way   string
	id    string // WeCom's
	corp  string
	user  string
	chat  string // "" where the user is alone with us
	text  string // without the mention of the bot
	mute  bool   // it has no text
	reply string // address for one late answer
	req   string // id of the frame it came in
}

// owner is whose conversation a message belongs to.
func (m message) owner() string { return "wecom:" + m.corp + "/" + m.user }

// room is where the conversation goes on: of a user in a chat, so that nobody's
// question is read with another's in mind.
func (m message) room() string { return m.way + m.corp + "/" + m.user + "@" + m.chat }

// An address is where an answer goes and what became of it so far: what another
// process has to know to go on.
type address struct {
	User   string `json:"user"`
	Chat   string `json:"chat,omitempty"`
	Text   string `json:"text"` // the question
	Reply  string `json:"reply,omitempty"`
	Req    string `json:"req,omitempty"`
	Said   string `json:"said,omitempty"`   // what is answered without asking
	Parts  int    `json:"parts,omitempty"`  // messages that were sent
	Late   bool   `json:"late,omitempty"`   // the growing message was closed, the answer goes out by itself
	Marked bool   `json:"marked,omitempty"` // WeCom was told what feedback is on
	Mute   bool   `json:"mute,omitempty"`
}

// whom is who a message of the bot is sent to, and counted for.
func (a address) whom() string {
	if a.Chat != "" {
		return a.Chat
	}
	return a.User
}

// A job answers one message. It carries its errand until the answer is
// delivered.
type job struct {
	bot   *Bot
	taken chan struct{} // closed when WeCom fetched the whole answer
	told  chan struct{} // closed when that can be fetched

	carrying turn

	mu   sync.Mutex
	end  context.CancelFunc
	e    talk.Errand
	to   address
	once sync.Once
}

// errGone means that another process has the errand, or it is fulfilled.
var errGone = errors.New("the errand is not ours any more")

// receive makes a message an errand and starts its job, unless it is known. It
// tries for a while where the library cannot be reached: WeCom was or will be
// told that the message has arrived.
func (b *Bot) receive(ctx context.Context, m message) {
	if m.id == "" || m.user == "" {
		return
	}
	to := address{User: m.user, Chat: m.chat, Text: m.text, Reply: m.reply, Req: m.req, Mute: m.mute}
	e := talk.Errand{ID: m.way + m.id, Room: m.room(), Owner: m.owner(), Since: time.Now()}
	var err error
	if e.Address, err = json.Marshal(to); err != nil {
		return
	}
	mine := false
	err = b.insist(ctx, func() error {
		mine, err = b.o.Errands.Undertake(ctx, e, time.Now().Add(b.pace.lease))
		return err
	})
	if err != nil {
		b.o.Log.Error("wecom: a message could not be kept", "error", err)
		b.apologise(ctx, e, to)
	}
	if mine {
		b.start(ctx, e, to)
	}
}

// apologise tells somebody whose message could not be kept. One who comes by the
// bot's callback is told when WeCom asks how the answer stands.
func (b *Bot) apologise(ctx context.Context, e talk.Errand, to address) {
	sorry := talk.Fail(talk.Busy, false).Message
	switch {
	case strings.HasPrefix(e.ID, wayApp):
		_ = b.push(ctx, to.User, sorry)
	case strings.HasPrefix(e.ID, waySocket):
		_ = b.line.call(ctx, cmdRespond, to.Req, state(e, sorry, true, false))
	}
}

// start has a job work on an errand of ours.
func (b *Bot) start(ctx context.Context, e talk.Errand, to address) {
	j := &job{bot: b, e: e, to: to, end: func() {}, carrying: newTurn(), taken: make(chan struct{}), told: make(chan struct{})}
	if !b.enlist(j) {
		return
	}
	begun := b.spawn(ctx, func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		j.mu.Lock()
		j.end = cancel
		j.mu.Unlock()
		defer b.dismiss(j)
		defer talk.Every(b.pace.renew, func() { _ = j.carry(ctx, nil) })()
		j.work(ctx)
	})
	if !begun {
		b.dismiss(j)
	}
}

// enlist makes a job known to this process, false where it has one for the errand.
func (b *Bot) enlist(j *job) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.jobs[j.e.ID] != nil {
		return false
	}
	b.jobs[j.e.ID] = j
	return true
}

// dismiss forgets a job.
func (b *Bot) dismiss(j *job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.jobs, j.e.ID)
}

// job returns the job of an errand that this process works on, nil for none.
func (b *Bot) job(id string) *job {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.jobs[id]
}

// work answers the message and delivers the answer.
func (j *job) work(ctx context.Context) {
	if err := j.begin(ctx); err != nil {
		j.bot.o.Log.Warn("wecom: an errand goes to whoever takes it over", "errand", j.e.ID, "error", err)
		return
	}
	d := j.follow(ctx)
	var err error
	switch {
	case strings.HasPrefix(j.e.ID, wayApp):
		err = j.send(ctx, d)
	case strings.HasPrefix(j.e.ID, wayBot):
		err = j.await(ctx, d)
	default:
		err = j.stream(ctx, d)
	}
	switch {
	case errors.Is(err, errGone), ctx.Err() != nil:
		return
	case outage(err) && time.Since(j.e.Since) < j.bot.pace.hopeless:
		j.bot.o.Log.Warn("wecom: an answer is to be delivered later", "errand", j.e.ID, "error", err)
		j.drop(ctx)
		return
	case err != nil: // WeCom will never take it
		j.bot.o.Log.Error("wecom: an answer was not delivered", "errand", j.e.ID, "error", err, "advice", advice(codeOf(err)))
	}
	j.fulfil(ctx)
}

// outage tells whether an error says nothing of WeCom's, so that trying later may
// help: what was sent so far is kept with the errand.
func outage(err error) bool {
	return err != nil && codeOf(err) == 0 && !errors.Is(err, errNoWay)
}

// fulfil ends the errand, however long the library cannot be reached: one that
// is not ended would be answered again.
func (j *job) fulfil(ctx context.Context) {
	for {
		err := j.bot.o.Errands.Fulfil(ctx, j.e.ID)
		if err == nil {
			return
		}
		j.bot.o.Log.Warn("wecom: fulfil an errand", "errand", j.e.ID, "error", err)
		if pause(ctx, j.bot.pace.look) != nil {
			return
		}
	}
}

// carry changes the address and keeps it, and the errand's lease with it. A job
// whose errand is not ours any more ends.
func (j *job) carry(ctx context.Context, change func(*address)) error {
	if err := j.carrying.take(ctx); err != nil {
		return err
	}
	defer j.carrying.leave()
	j.mu.Lock()
	if change != nil {
		change(&j.to)
	}
	data, err := json.Marshal(j.to)
	j.e.Address = data
	e, end := j.e, j.end
	j.mu.Unlock()
	if err != nil {
		return err
	}
	err = j.bot.o.Errands.Carry(ctx, e, time.Now().Add(j.bot.pace.lease))
	if errors.Is(err, rag.ErrConflict) || errors.Is(err, rag.ErrNotFound) {
		end()
		return errGone
	}
	return err
}

// drop leaves the errand to whoever takes it over first.
func (j *job) drop(ctx context.Context) {
	if j.carrying.take(ctx) != nil {
		return
	}
	defer j.carrying.leave()
	e, _ := j.now()
	_ = j.bot.o.Errands.Carry(ctx, e, time.Now().Add(-time.Millisecond))
	j.mu.Lock()
	defer j.mu.Unlock()
	j.end()
}

// now returns the errand and the address as they are.
func (j *job) now() (talk.Errand, address) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.e, j.to
}

// begin finds out what is answered without asking, or asks. An errand that was
// begun before is gone on with.
func (j *job) begin(ctx context.Context) error {
	e, to := j.now()
	if e.AnswerID != "" || to.Said != "" {
		return nil
	}
	if time.Since(e.Since) > j.bot.pace.fresh {
		return j.say(ctx, sayBroken)
	}
	said, err := j.command(ctx, to)
	if err == nil && said == "" {
		said, err = j.ask(ctx, e, to)
	}
	if err != nil || said == "" {
		return err
	}
	return j.say(ctx, said)
}

// say makes a text what is answered.
func (j *job) say(ctx context.Context, text string) error {
	return j.carry(ctx, func(to *address) { to.Said = text })
}

// command returns what a message is answered with that is no question.
func (j *job) command(ctx context.Context, to address) (said string, err error) {
	switch commands[strings.ToLower(strings.TrimSpace(to.Text))] {
	case "clear":
		return sayCleared, j.bot.o.Errands.Enter(ctx, j.e.Room, "")
	case "help":
		if to.Mute {
			return sayNoText, nil
		}
		return j.bot.help(ctx), nil
	}
	if utf8.RuneCountInString(to.Text) > maxQuestion {
		return sayLong, nil
	}
	return "", nil
}

// ask starts the answer, in the conversation that goes on in the room. Questions
// in one room begin one after the other, so that they find each other's
// conversation. What it returns is said instead of an answer.
func (j *job) ask(ctx context.Context, e talk.Errand, to address) (said string, err error) {
	b := j.bot
	leave, ok := b.enter(e.Owner)
	if !ok {
		return sayAtOnce, nil
	}
	h := fnv.New32a()
	h.Write([]byte(e.Room))
	door := b.rooms[h.Sum32()%uint32(len(b.rooms))]
	if err := door.take(ctx); err != nil {
		leave()
		return "", err
	}
	defer door.leave()
	conversation, err := b.o.Errands.Room(ctx, e.Room)
	if err != nil {
		leave()
		return "", err
	}
	a := talk.Ask{Owner: e.Owner, ConversationID: conversation, Question: rag.Question{Text: to.Text}, Ended: leave}
	run, err := b.o.Runner.Ask(ctx, a)
	if err != nil {
		b.o.Log.Warn("wecom: a question was not taken", "errand", e.ID, "error", err)
		return refusal(err), nil
	}
	j.mu.Lock()
	j.e.AnswerID = run.AnswerID
	j.mu.Unlock()
	if err := j.carry(ctx, nil); err != nil {
		return "", err
	}
	if run.ConversationID != conversation {
		err = b.o.Errands.Enter(ctx, e.Room, run.ConversationID)
	}
	return "", err
}

// written is an answer, or why there is none, as one message.
func (b *Bot) written(ctx context.Context, d *draft) string {
	if d.answer == nil {
		return d.said
	}
	return whole(*d.answer, linked(b.link(ctx, d.answer.ID), false))
}

// link is an address of an answer; "" where none can be made.
func (b *Bot) link(ctx context.Context, answerID string) string {
	address, err := b.o.Link(ctx, answerID)
	if err != nil {
		b.o.Log.Warn("wecom: link to an answer", "error", err)
		return ""
	}
	return address
}

// failed is what is said of an answer that did not come to its end.
func failed(rec talk.Record) string {
	if rec.Type == talk.Stopped {
		return sayStopped
	}
	f := rec.Failure()
	if f.Code == talk.Internal {
		return sayBroken
	}
	return fmt.Sprint(f.Message, sayAgain)
}
