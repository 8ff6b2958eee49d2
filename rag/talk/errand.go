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
// met with silence. Who holds an errand is a handle on the store: what that
// handle holds when it is closed is overdue at once.
type Errands interface {
	// Undertake keeps an errand and holds it until the lease ends. It reports
	// false, and changes nothing, where its ID is known, fulfilled or not.
	Undertake(ctx context.Context, e Errand, lease time.Time) (bool, error)
	// Carry renews the lease and keeps the AnswerID and Address as they are now.
	// It is rag.ErrConflict where the errand is fulfilled or somebody else's,
	// rag.ErrNotFound where it is unknown. One whose lease ended is carried on
	// as long as nobody took it over.
	Carry(ctx context.Context, e Errand, lease time.Time) error
	// Fulfil ends an errand, whoever holds it. Its ID stays known for a day at
	// least. One that is fulfilled or unknown stays as it is.
	Fulfil(ctx context.Context, id string) error
	// Overdue takes over unfulfilled errands whose lease ended, those first that
	// arrived first, at most a few dozen; each goes to one caller, who may have
	// held it before. bot is what their IDs begin with.
	Overdue(ctx context.Context, bot string, lease time.Time) ([]Errand, error)
	// Errand returns an errand as it was carried last, fulfilled or not;
	// rag.ErrNotFound where its ID is unknown.
	Errand(ctx context.Context, id string) (Errand, error)
	Rooms
}

// Rooms keep which conversation goes on where.
type Rooms interface {
	// Room returns the conversation that goes on in a room, "" where none does
	// or it was deleted.
	Room(ctx context.Context, room string) (conversationID string, err error)
	// Enter makes a conversation, which has begun, the one that goes on in a
	// room; "" ends it. One that is unknown is rag.ErrNotFound.
	Enter(ctx context.Context, room, conversationID string) error
}

// Errands are forgotten by Keeper.Lapsed: those that are fulfilled so long before
// its forget, and those that nobody fulfilled in a week.
const (
	KnownFor = 24 * time.Hour
	OwedFor  = 7 * 24 * time.Hour
)
