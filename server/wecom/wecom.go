// Package wecom answers in 企业微信 (WeCom), in three ways: an app of one's own
// that WeCom calls and that sends messages; an AI bot that WeCom calls, and
// whose answers it fetches while they grow; the same bot over a connection that
// we open, for servers that nothing outside can reach.
//
//	b, err := wecom.New(wecom.Options{Config: config, Runner: runner, …})
//	for path, h := range b.Callbacks() { srv.OpenCallback(path, h) }
//	go b.Work(ctx)
//
// A message takes the same course whichever way it comes. It is acknowledged at
// once. It becomes an errand (talk.Errands), so that what WeCom delivers twice,
// to one process or to two, is answered once. A job asks the Runner, follows the
// answer's records and delivers what was checked, and nothing else: while the
// answer grows, where the way allows it, and whole at its end. Until then the
// job carries the errand's lease; where its process dies another one takes over
// what is overdue.
//
// WeCom's rules that this package keeps: 5 s for an acknowledgement, 2,048 bytes
// a message of an app, 20,480 bytes and 6 minutes a growing message, 30 messages
// a minute and 1,000 an hour in a chat, 3 questions of a person at a time, one
// connection a bot.
package wecom

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Paths that WeCom calls.
const (
	AppPath = "/wecom/app"
	BotPath = "/wecom/bot"
)

// Config is what an administrator copies from WeCom's pages. Each of the three
// ways is switched on by its own fields.
type Config struct {
	CorpID  string // 企业ID, "ww…"
	AgentID string // of the app
	Secret  string // of the app
	Token   string // of the app's callback
	AESKey  string // of the app's callback, 43 characters

	BotToken  string // of the bot's callback
	BotAESKey string // of the bot's callback

	BotID     string // of the bot's long connection
	BotSecret string

	Plain     bool   // the app sends plain text, which is shown in 微信 too
	APIURL    string // "" means https://qyapi.weixin.qq.com
	SocketURL string // "" means wss://openws.work.weixin.qq.com
}

// App tells whether the app is switched on.
func (c Config) App() bool {
	return c.AgentID != "" || c.Secret != "" || c.Token != "" || c.AESKey != ""
}

// Bot tells whether the bot's callback is switched on.
func (c Config) Bot() bool { return c.BotToken != "" || c.BotAESKey != "" }

// Socket tells whether the bot's long connection is switched on.
func (c Config) Socket() bool { return c.BotID != "" || c.BotSecret != "" }

// Options are what a Bot works with.
type Options struct {
	Config
	Runner  *talk.Runner
	Keeper  talk.Keeper  // whose records any process can read
	Archive talk.Archive // tells whose an answer is
	Errands talk.Errands
	Library rag.Library // what can be asked about
	Lease   Lease
	// Link returns an address under which an answer can be read without a key.
	Link func(ctx context.Context, answerID string) (string, error)
	Log  *slog.Logger // nil means slog.Default()
}

// A Lease takes or renews the right to do alone what a name stands for, and
// reports false while another process has it. Zero gives it back.
type Lease func(ctx context.Context, name string, length time.Duration) (held bool, err error)

// A pace says how long things may take.
type pace struct {
	ack      time.Duration // for a message to be kept, half of it to be looked up: whatever happens behind, WeCom gets its 5 s
	quick    time.Duration // an answer that is ready so soon is sent at once
	patient  time.Duration // of silence of an app, before it says that it is still at work
	refresh  time.Duration // between two states of a growing message
	stream   time.Duration // from a message's arrival until its growing answer is closed
	collect  time.Duration // WeCom may take to fetch a finished answer
	lease    time.Duration // of an errand, and of the connection
	renew    time.Duration // between two renewals of a lease
	look     time.Duration // between two looks for overdue errands
	fresh    time.Duration // an errand that has not begun is begun anew while it is no older
	ping     time.Duration // between two signs of life on the connection
	call     time.Duration // for a request, or a frame's acknowledgement
	again    time.Duration // before the first of several further attempts; it doubles
	longest  time.Duration // between two attempts
	kicked   time.Duration // before a connection is opened again that another one ended
	hopeless time.Duration // for an answer to be delivered, while WeCom cannot be reached
	close    time.Duration // for what is finished to be sent when the server closes
}

// usual is the pace of a server.
func usual() pace {
	return pace{
		ack: 2 * time.Second, quick: time.Second, patient: 20 * time.Second,
		refresh: 2 * time.Second, stream: 5*time.Minute + 30*time.Second, collect: 10 * time.Second,
		lease: 30 * time.Second, renew: 8 * time.Second, look: 5 * time.Second, fresh: 10 * time.Minute,
		ping: 30 * time.Second, call: 10 * time.Second, again: time.Second, longest: time.Minute,
		kicked: time.Minute, hopeless: 12 * time.Hour, close: 15 * time.Second,
	}
}

// A Bot answers in WeCom.
type Bot struct {
	o     Options
	pace  pace
	agent int   // AgentID
	app   crypt // of the app's callback
	bot   crypt // of the bot's callback
	api   *api
	dial  *websocket.Dialer
	line  line
	chats quota    // messages of the bot, by chat
	users quota    // messages of the app, by user
	rooms [64]turn // of questions that begin, by room

	mu      sync.Mutex
	asking  map[string]int             // questions being answered, by owner
	jobs    map[string]*job            // by errand
	cancels map[int]context.CancelFunc // of what was spawned
	spawned int
	closing bool
	working sync.WaitGroup
}

// New returns a Bot. Its error says in Chinese which setting is missing or wrong.
func New(o Options) (*Bot, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	b := &Bot{o: o, pace: usual(), asking: map[string]int{}, jobs: map[string]*job{},
		cancels: map[int]context.CancelFunc{}, chats: newQuota(), users: newQuota()}
	b.dial = newDialer()
	b.api = newAPI(o.Config)
	b.line.changed = make(chan struct{})
	for i := range b.rooms {
		b.rooms[i] = newTurn()
	}
	return b, b.configure()
}

// newDialer returns what opens connections, through HTTPS_PROXY where there is
// one: gorilla's zero Dialer would pass it by.
func newDialer() *websocket.Dialer {
	return &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: usual().call}
}

// configure checks and reads the settings.
func (b *Bot) configure() (err error) {
	c := b.o.Config
	if !c.App() && !c.Bot() && !c.Socket() {
		return errors.New(sayNothingSet)
	}
	if c.App() {
		for _, s := range [][2]string{{"--wecom-corp-id", c.CorpID}, {"--wecom-agent-id", c.AgentID}, {"--wecom-secret", c.Secret}} {
			if s[1] == "" {
				return fmt.Errorf(sayUnset, s[0])
			}
		}
		if b.agent, err = strconv.Atoi(c.AgentID); err != nil {
			return errors.New(sayAgentID)
		}
		if b.app, err = newCrypt("--wecom", c.Token, c.AESKey, c.CorpID); err != nil {
			return err
		}
	}
	if c.Bot() {
		if b.bot, err = newCrypt("--wecom-bot", c.BotToken, c.BotAESKey, ""); err != nil {
			return err
		}
	}
	if c.Socket() && (c.BotID == "" || c.BotSecret == "") {
		return errors.New(sayUnsetSocket)
	}
	return nil
}

// Callbacks are the handlers that WeCom calls, by path.
func (b *Bot) Callbacks() map[string]http.Handler {
	all := map[string]http.Handler{}
	if b.o.App() {
		all[AppPath] = b.answering(b.app, b.appCall)
	}
	if b.o.Bot() {
		all[BotPath] = b.answering(b.bot, b.botCall)
	}
	return all
}

// Work keeps the connection, where there is one, and takes over what other
// processes left, until ctx ends. Then it waits a little for what is finished
// to be sent; what is not is left for whoever comes next.
func (b *Bot) Work(ctx context.Context) {
	var loops sync.WaitGroup
	defer loops.Wait()
	for prefix, on := range map[string]bool{wayApp: b.o.App(), wayBot: b.o.Bot()} {
		if on {
			loops.Go(func() { b.lookAfter(ctx, prefix) })
		}
	}
	if b.o.Socket() {
		lines, cut := context.WithCancel(context.WithoutCancel(ctx))
		defer cut() // the connection is there until the last job has used it
		loops.Go(func() { b.hold(lines) })
	}
	<-ctx.Done()
	b.close()
}
