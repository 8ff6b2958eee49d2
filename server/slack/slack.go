// Package slack answers questions that are asked in Slack: in direct messages,
// where the bot is mentioned, in threads it takes part in, and by /chuchu.
//
// A Bot hears of messages in one of two ways, or in both. With an app token Run
// keeps a Socket Mode connection, which needs no address that Slack can reach.
// With a signing secret ServeHTTP takes the requests that Slack signs, at Path:
//
//	bot, err := slack.New(slack.Options{Runner: runner, Errands: store, Link: site.Link, …})
//	go bot.Run(ctx)
//
// What is heard becomes an errand before Slack is told that it was heard, so
// that a message which is delivered twice is answered once, and one whose
// process died is not met with silence. An answer is one message in the thread
// of its question. It holds checked sentences only: they are appended to a
// stream as they come; where Slack cannot stream, or ends the stream, the
// message is written anew instead. Its sources, notices and buttons come below.
//
// What Slack asks of us, as documented at docs.slack.dev or seen in its answers:
//
//   - An event is acknowledged within three seconds, else it comes again: at once,
//     after a minute and after five. A message may come as two events, too, and
//     over any of an app's connections.
//   - A stream hangs on a thread and lasts some five minutes; who appends later is
//     told message_not_in_streaming_state. Until then it takes no chat.update.
//   - A message is changed at most once a second. Methods have budgets a minute:
//     startStream and stopStream some 20, update 50, appendStream 100; a message
//     a second and channel may be posted. 429 says how long to wait.
//   - A message has 50 blocks at most, a text of a block 3,000 characters, all of
//     them some 13,000; a piece of Markdown 12,000.
//   - Success is "ok": true, never the status of HTTP.
package slack

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"chuchu/rag/talk"
)

// Path is where Slack's requests are expected: events, commands and clicks alike.
const Path = "/slack/events"

// grace is how long answers may take to be delivered once Run's context has
// ended. What takes longer is left to another process, or to the next start.
const grace = 10 * time.Second

// Options are what a Bot works with.
type Options struct {
	Runner  *talk.Runner
	Errands talk.Errands
	Link    func(ctx context.Context, answerID string) (string, error) // address of a whole answer, for who has it

	BotToken      string // xoxb-…
	AppToken      string // xapp-…; "" leaves Socket Mode off
	SigningSecret string // "" takes no requests at Path
	APIURL        string // "" means Slack's own
	Sends         string // says where questions go, for the help text

	Log *slog.Logger // nil means slog.Default()
}

// A Bot hears questions and delivers answers. Nothing that matters is kept in
// it: another process with the same tokens and the same library may take over
// at any time.
type Bot struct {
	o    Options
	api  *slack.Client
	web  *http.Client
	dial func(ctx context.Context, network, address string) (net.Conn, error)

	self     atomic.Value // string: the bot's user id, once it is known
	noStream atomic.Bool  // Slack has no streams here
	noStatus atomic.Bool  // nor a status of threads
	gates    gates

	mu      sync.Mutex
	writing map[string]*delivery // by errand
	closing bool
	work    sync.WaitGroup
	quit    chan struct{} // closed when deliveries shall be left to another process
	left    sync.Once     // closes it
}

// New returns a Bot; an error says in words what is wrong with its tokens.
func New(o Options) (*Bot, error) {
	if faults := tokens(o); len(faults) > 0 {
		return nil, errors.New(faults[0].Said + faults[0].Advice)
	}
	return newBot(o, netDial), nil
}

// netDial dials a host of the network.
func netDial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return d.DialContext(ctx, network, address)
}

// newBot returns a Bot that reaches Slack by dial. Its calls and its connections
// go through the proxy that the environment names: dial is asked for the proxy
// then.
func newBot(o Options, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Bot {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	b := &Bot{o: o, dial: dial, writing: make(map[string]*delivery), quit: make(chan struct{})}
	t := http.DefaultTransport.(*http.Transport).Clone() // honours HTTPS_PROXY
	t.DialContext, t.MaxIdleConnsPerHost = dial, 32
	b.web = &http.Client{Transport: t, Timeout: 20 * time.Second}
	b.api = slack.New(o.BotToken, slack.OptionAppLevelToken(o.AppToken), slack.OptionHTTPClient(b.web), slack.OptionAPIURL(apiURL(o.APIURL)))
	b.self.Store("")
	return b
}

// apiURL is the base of Web API methods, which ends in a slash.
func apiURL(stated string) string {
	return strings.TrimSuffix(cmp.Or(stated, slack.APIURL), "/") + "/"
}

// Run hears and delivers until ctx ends and what is being delivered then is
// done, or left to another process.
func (b *Bot) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { b.introduce(ctx) })
	all.Go(func() { b.takeOver(ctx) })
	if b.o.AppToken != "" {
		all.Go(func() { b.listen(ctx) })
	}
	all.Wait()
	b.close()
}

// introduce finds out who the bot is. Events tell it too; asking early shows in
// the log that the token is good, or why it is not.
func (b *Bot) introduce(ctx context.Context) {
	var who *slack.AuthTestResponse
	err := b.insist(ctx, "auth.test", func(ctx context.Context) (err error) {
		who, err = b.api.AuthTestContext(ctx)
		return err
	})
	switch {
	case ctx.Err() != nil:
	case err != nil:
		b.o.Log.Error("slack does not take the bot token; try chuchu check slack", "error", b.scrub(err))
	default:
		b.self.Store(who.UserID)
		b.o.Log.Info("slack knows the bot", "team", who.TeamID, "user", who.UserID)
	}
}

// spawn runs do beside everything else, until the Bot closes; false when it has.
// What is spawned outlives ctx, which is a request's: Slack waits for no answer.
func (b *Bot) spawn(ctx context.Context, do func(ctx context.Context)) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closing {
		return false
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b.work.Go(func() {
		defer cancel()
		do(ctx)
	})
	go func() {
		select {
		case <-b.quit:
			cancel()
		case <-ctx.Done():
		}
	}()
	return true
}

// close takes no more work and waits for what there is, but not for ever. Calls
// that are on their way are waited for in any case: whoever posts a message has
// to learn that it is there.
func (b *Bot) close() {
	b.mu.Lock()
	b.closing = true
	b.mu.Unlock()
	done := make(chan struct{})
	go func() {
		b.work.Wait()
		close(done)
	}()
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
	b.leaveAll()
	<-done
	b.web.CloseIdleConnections()
}

// leaveAll leaves what is being delivered to another process.
func (b *Bot) leaveAll() { b.left.Do(func() { close(b.quit) }) }

// secretive matches what no log may hold: tokens, and the tickets in addresses
// of connections and of delayed responses.
var secretive = regexp.MustCompile(`xox[a-z]-[0-9A-Za-z-]+|xapp-[0-9A-Za-z-]+|(?:ticket|token|secret)=[^&\s"]+|/(?:commands|actions|services)/[^\s"?]+`)

// scrub is an error without secrets.
func (b *Bot) scrub(err error) string {
	text := secretive.ReplaceAllString(err.Error(), "…")
	for _, secret := range []string{b.o.BotToken, b.o.AppToken, b.o.SigningSecret} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}
