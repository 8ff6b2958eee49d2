package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"chuchu/rag/talk"
)

const (
	botName      = "slack:"         // what errands, rooms and owners begin with
	leaseFor     = 30 * time.Second // an errand whose process is gone is taken over after so long
	carryEvery   = 5 * time.Second
	overdueEvery = 5 * time.Second
)

// An address is where an answer goes and what was sent there so far, all that
// another process needs to go on. It is kept with the errand.
type address struct {
	Team     string `json:"team"`
	Channel  string `json:"channel"`
	Thread   string `json:"thread"` // "" until the message that begins it is posted, for a command
	User     string `json:"user"`
	UserTeam string `json:"user_team"`
	Root     string `json:"root,omitempty"`   // who began the thread
	Direct   bool   `json:"direct,omitempty"` // nobody else is there
	Question string `json:"question,omitempty"`
	Wish     string `json:"wish,omitempty"` // instead of a question
	Hook     string `json:"hook,omitempty"` // where a command may be answered for its user alone

	Owner string `json:"owner,omitempty"` // of the conversation, once the answer has begun
	Fresh bool   `json:"fresh,omitempty"` // the answer began the conversation
	TS    string `json:"ts,omitempty"`    // of our message, "" before it
	Way   way    `json:"way,omitempty"`   // how our message is written
}

// A way is how a message of ours is written.
type way string

const (
	unwritten way = ""
	streaming way = "stream" // appended to
	plain     way = "plain"  // written anew each time
	hooked    way = "hook"   // once, for its user alone
)

// json is the address as it is kept.
func (to address) json() json.RawMessage {
	data, _ := json.Marshal(to) // strings and bools alone
	return data
}

// roomOf names the thread that an address is in; without one it is its user's
// alone. A room has the conversation that goes on there; a direct channel is a
// room too, by the channel's name.
func roomOf(to address) string {
	return botName + to.Team + "/" + to.Channel + "/" + cmp.Or(to.Thread, to.User)
}

// takeOver delivers what other processes owe and are not there to deliver,
// until ctx ends. This process itself may have been the one, before its restart:
// an answer that it was making then has failed meanwhile, and says so; one that
// it had made is delivered.
func (b *Bot) takeOver(ctx context.Context) {
	tick := time.NewTicker(overdueEvery)
	defer tick.Stop()
	for {
		all, err := b.o.Errands.Overdue(ctx, botName, time.Now().Add(leaseFor))
		if err != nil && ctx.Err() == nil {
			b.o.Log.Warn("look for slack answers that are owed", "error", b.scrub(err))
		}
		for _, e := range all {
			b.resume(ctx, e)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// resume goes on with an errand, unless this process is at it: then it was late
// with its lease.
func (b *Bot) resume(ctx context.Context, e talk.Errand) {
	b.mu.Lock()
	at := b.writing[e.ID] != nil
	b.mu.Unlock()
	if !at {
		b.spawn(ctx, func(ctx context.Context) { b.deliver(ctx, e) })
	}
}
