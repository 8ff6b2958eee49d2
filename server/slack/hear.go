package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chuchu/rag/talk"
)

const (
	maxQuestion = 2000 // characters
	// hearFor is how long hearing may take: Slack waits three seconds for an
	// acknowledgement.
	hearFor = 2500 * time.Millisecond
	// editFor is how long after its message an edit asks anew.
	editFor = 10 * time.Minute
)

// errClosing means that this process hears nothing more: Slack shall deliver
// elsewhere, or again.
var errClosing = errors.New("the bot is closing")

// hear takes an event. An error means that it was not heard, for instance
// because the library's store is away: Slack is not told that it was, and
// delivers it again, here or to another process.
func (b *Bot) hear(ctx context.Context, payload []byte) error {
	var c callback
	if err := json.Unmarshal(payload, &c); err != nil {
		b.o.Log.Warn("slack sent an event that cannot be read", "error", b.scrub(err))
		return nil // nor could it the next time
	}
	me := b.me(c)
	switch e := c.Event; {
	case e.Type == "message" && e.Subtype == "message_changed" && e.Message != nil:
		return b.changed(ctx, c, me)
	case e.Type == "message" && e.Subtype == "message_deleted":
		return b.deleted(ctx, c, me)
	case (e.Type == "message" || e.Type == "app_mention") && e.said() && e.User != me:
		return b.said(ctx, c.TeamID, e, me)
	}
	return nil
}

// said takes a message that a person wrote.
func (b *Bot) said(ctx context.Context, team string, e event, me string) error {
	ours, err := b.addressed(ctx, team, e, me)
	if err != nil || !ours || e.late() {
		return err
	}
	to := address{
		Team: team, Channel: e.Channel, Thread: e.thread(), User: e.User, UserTeam: team,
		Root: e.Root, Direct: e.direct(), Question: question(e.Text, me),
	}
	for _, of := range []string{e.Team, e.UserTeam} {
		if of != "" {
			to.UserTeam = of
		}
	}
	to.understand(len(e.Files) > 0)
	room := roomOf(to)
	if to.Direct && e.Thread == "" {
		room = botName + to.Team + "/" + to.Channel
	}
	return b.owe(ctx, e.errand(team), room, to)
}

// addressed reports whether a message is for the bot: one to it alone, one that
// mentions it, one in a thread that it takes part in unless that is for others.
// It takes part where a conversation of its own goes on; asking Slack would cost
// the one call a minute that conversations.replies allows.
func (b *Bot) addressed(ctx context.Context, team string, e event, me string) (bool, error) {
	switch {
	case e.direct(), e.Type == "app_mention", mentions(e.Text, me):
		return true, nil
	case e.Thread == "" || e.Thread == e.TS || calls(e.Text):
		return false, nil
	}
	room, err := b.o.Errands.Room(ctx, roomOf(address{Team: team, Channel: e.Channel, Thread: e.Thread}))
	return room != "", err
}

// changed takes an edit: what is being written for the old wording is withdrawn,
// and the new wording is a question of its own. Slack reports a change, too, when
// it adds previews of links.
func (b *Bot) changed(ctx context.Context, c callback, me string) error {
	was, now := c.Event.Previous, *c.Event.Message
	now.Type, now.Channel, now.ChannelType = "message", c.Event.Channel, c.Event.ChannelType
	if was == nil || was.Text == now.Text || !now.said() || now.User == me || now.late() {
		return nil
	}
	if err := b.withdraw(ctx, c, *was, me); err != nil {
		return err
	}
	return b.said(ctx, c.TeamID, now, me)
}

// deleted takes the deletion of a message: nobody waits for its answer.
func (b *Bot) deleted(ctx context.Context, c callback, me string) error {
	old := event{User: "unknown"}
	if c.Event.Previous != nil {
		old = *c.Event.Previous
	}
	old.TS = c.Event.DeletedTS
	if !old.said() {
		return nil
	}
	return b.withdraw(ctx, c, old, me)
}

// withdraw ends the errands of a message as it was, here or in whatever process
// they are. One that is yet to be heard of, for events come in any order, is
// known then.
func (b *Bot) withdraw(ctx context.Context, c callback, old event, me string) error {
	old.Channel, old.ChannelType = c.Event.Channel, c.Event.ChannelType
	ours, err := b.addressed(ctx, c.TeamID, old, me)
	if err != nil || !ours {
		return err
	}
	first := old
	first.Edited = nil
	for _, id := range slices.Compact([]string{first.errand(c.TeamID), old.errand(c.TeamID)}) {
		known := talk.Errand{ID: id, Address: address{}.json(), Since: time.Now()}
		if _, err := b.o.Errands.Undertake(ctx, known, time.Now().Add(leaseFor)); err != nil {
			return err
		}
		if err := b.o.Errands.Fulfil(ctx, id); err != nil {
			return err
		}
		b.drop(id)
	}
	return nil
}

// drop stops the delivery of an errand in this process.
func (b *Bot) drop(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := b.writing[id]; d != nil {
		d.drop(errWithdrawn)
	}
}

// owe undertakes an errand and sets to work on it. One that is known already
// is being worked on, or done: that is how a message is answered once. What a
// reset ends is ended before it is acknowledged, so that the next question,
// which Slack may deliver at once, finds it ended.
func (b *Bot) owe(ctx context.Context, id, room string, to address) error {
	owner := botName + to.Team + "/" + to.User
	e := talk.Errand{ID: id, Room: room, Owner: owner, Address: to.json(), Since: time.Now()}
	b.mu.Lock()
	closing := b.closing
	b.mu.Unlock()
	if closing {
		return errClosing
	}
	mine, err := b.o.Errands.Undertake(ctx, e, time.Now().Add(leaseFor))
	if err != nil || !mine {
		return err
	}
	if to.Wish == wishReset {
		if err := b.leave(ctx, e, to); err != nil {
			b.o.Log.Error("end a slack conversation", "error", b.scrub(err))
		}
	}
	if !b.spawn(ctx, func(ctx context.Context) { b.deliver(ctx, e) }) {
		return errClosing // taken over once its lease has lapsed
	}
	return nil
}

// leave ends the conversations of a room: everybody's, and the asker's own.
func (b *Bot) leave(ctx context.Context, e talk.Errand, to address) (err error) {
	for _, room := range []string{cmp.Or(e.Room, roomOf(to)), roomOf(to)} {
		err = errors.Join(err, b.o.Errands.Enter(ctx, room, ""), b.o.Errands.Enter(ctx, room+"/"+to.User, ""))
	}
	return err
}

// Wishes that are no question.
const (
	wishHelp  = "help"
	wishReset = "reset"
	wishFiles = "files"
	wishLong  = "long"
)

// understand finds out what is wished for where that is no question.
func (to *address) understand(files bool) {
	word := strings.ToLower(strings.Trim(to.Question, " 。.!！/"))
	switch {
	case files:
		to.Wish = wishFiles
	case slices.Contains([]string{"", "帮助", "help", "?", "？", "你好", "您好", "hi", "hello"}, word):
		to.Wish = wishHelp
	case slices.Contains([]string{"清空", "重新开始", "新对话", "reset", "clear", "new"}, word):
		to.Wish = wishReset
	case utf8.RuneCountInString(to.Question) > maxQuestion:
		to.Wish = wishLong
	}
	if to.Wish != "" {
		to.Question = ""
	}
}

// wished is what is said to a wish.
func (b *Bot) wished(to address) string {
	switch to.Wish {
	case wishReset:
		if to.Direct {
			return sayCleared
		}
		return sayCleared + sayCleared2
	case wishFiles:
		return sayFiles
	case wishLong:
		return sayLong
	}
	sends := ""
	if b.o.Sends != "" {
		sends = b.o.Sends + "。"
	}
	return fmt.Sprintf("%s%s%s", sayHelp, sends, sayCareful)
}
