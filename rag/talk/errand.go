package talk

import (
	"context"
	"encoding/json"
	"time"
)

// An Errand is a message that a bot owes an answer to, from its arrival until
// the answer is delivered. Whoever holds its lease delivers it; where the lease
// lapses any process of the same library may take it over.
type Errand struct {
	ID       string          // the bot's name, a colon, and what its platform calls the message: "slack:Ev0123"
	Room     string          // where it was asked: one conversation goes on there
	Owner    string          // of the conversation: "wecom:CORP/USER", "slack:TEAM/USER"
	AnswerID string          // "" until the answer has begun
	Address  json.RawMessage // where the answer goes and what was sent there so far; the bot's own
	Since    time.Time       // when the message arrived
}

// Errands keep what bots owe, so that a message which is delivered twice, to
// one process or to two, is answered once, and one whose process died is not
// met with silence.
type Errands interface {
	// Undertake keeps an errand and holds it until the lease ends. It reports
	// false, and changes nothing, where its ID is known, settled or not.
	Undertake(ctx context.Context, e Errand, lease time.Time) (bool, error)
	// Hold renews the lease and keeps the AnswerID and Address as they are now.
	// It is rag.ErrConflict where the errand is settled or somebody else's.
	Hold(ctx context.Context, e Errand, lease time.Time) error
	// Settle ends an errand. Its ID stays known for a day at least.
	Settle(ctx context.Context, id string) error
	// Overdue takes over unsettled errands whose lease ended, those first that
	// arrived first, at most a few dozen. bot is what their IDs begin with.
	Overdue(ctx context.Context, bot string, lease time.Time) ([]Errand, error)
	// Room returns the conversation that goes on in a room, "" where none does.
	Room(ctx context.Context, room string) (conversationID string, err error)
	// Enter makes a conversation the one that goes on in a room; "" ends it.
	Enter(ctx context.Context, room, conversationID string) error
}
