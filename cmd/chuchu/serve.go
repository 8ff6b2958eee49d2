package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"

	"chuchu/rag"
	"chuchu/rag/openai"
	"chuchu/rag/talk"
	"chuchu/reach"
	"chuchu/server"
)

type serveCommand struct {
	Addr       string `environment:"" default:"127.0.0.1:8080" help:"监听地址；本机以外的须有 --keys。"`
	Keys       string `environment:"" placeholder:"FILE" help:"密钥文件；没有时新建，并显示新密钥一次。"`
	PublicURL  string `environment:"" name:"public-url" placeholder:"URL" help:"用户访问时用的地址，如 https://chuchu.example。"`
	NoSeeds    bool   `environment:"" help:"不装入示例资料。"`
	MaxAnswers int    `environment:"" default:"512" help:"同时作答的最大数目。"`
	Rate       int    `environment:"" default:"600" help:"每个密钥每分钟最多提问数。"`
	PerKey     int    `environment:"" default:"32" help:"每个密钥同时作答的最大数目。"`
	Keep       days   `environment:"" name:"keep-conversations" default:"30" placeholder:"DAYS" help:"对话保留的天数，从最后一次提问算起；0 为一直保留。"`
	Link       days   `environment:"" name:"link-days" default:"7" placeholder:"DAYS" help:"答复链接的有效天数。"`
	LogAsked   bool   `environment:"" name:"log-questions" help:"把问题写入日志；不设则日志中没有问题、答复和资料的内容。"`
	Chat       chat   `embed:"" prefix:"chat-"`
	Bots       bots   `embed:""`
}

// backlogEvery is how often the server looks for chunks to embed that others
// have added.
const backlogEvery = 3 * time.Second

// Run serves the page and the API until ctx ends and the answers then being
// made are finished. Who traces the steps is told from here on.
func (c *serveCommand) Run(ctx context.Context, t terminal, from origin) error {
	log := slog.New(slog.NewTextHandler(t.err, nil))
	traced, err := openTraces(ctx, from.getenv, log)
	if err != nil {
		return err
	}
	defer traced.close()
	metrics := server.NewMetrics()
	return c.serve(rag.WithTrace(ctx, metrics.Trace(traced.step)), t, from, duty{log, metrics, traced.sends})
}

// A duty is what tells how a server does, and where that is sent to.
type duty struct {
	log     *slog.Logger
	metrics *server.Metrics
	sends   string
}

// serve opens what is asked for, and serves it.
func (c *serveCommand) serve(ctx context.Context, t terminal, from origin, d duty) error {
	log, metrics := d.log, d.metrics
	if err := errors.Join(checkPublic(c.PublicURL), c.limits()); err != nil {
		return err
	}
	listener, err := listen(c.Addr, c.Keys != "")
	if err != nil {
		return err
	}
	defer listener.Close()
	keys, err := openKeys(c.Keys, t.out, log)
	if err != nil {
		return err
	}
	open := from.openSeeded
	if c.NoSeeds {
		open = from.open
	}
	l, err := open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := warnHome(ctx, l, t.err); err != nil {
		return err
	}
	answerer, sends, err := l.writing(c.Chat, from.getenv)
	if err != nil {
		return err
	}
	added := make(chan struct{}, 1)
	runner := talk.New(talk.Options{
		Answerer: answerer, Keeper: l.store, Archive: l.store, Judge: l.store, PublicURL: c.PublicURL,
		MaxAnswers: c.MaxAnswers, Prompt: c.Chat.prompt(), KeepFor: c.Keep.duration(), Log: log,
		Watch: server.Audit(log, metrics, c.LogAsked),
	})
	site := server.New(server.Options{
		Store: l, Shelf: l.store, Searcher: answerer, Runner: runner, Addr: listener.Addr().String(), Added: wake(added), Log: log,
		Keys: keys, PublicURL: c.PublicURL, Rate: c.Rate, PerKey: c.PerKey, LinkFor: c.Link.duration(), Metrics: metrics,
	})
	openOutlets(site)
	stopBots, err := c.Bots.start(ctx, office{site, runner, l.store, c.PublicURL, sends, log})
	if err != nil {
		return err
	}
	defer stopBots()
	defer d.tend(ctx, l, added)()
	if d.sends != "" {
		sends += "；" + d.sends
	}
	fmt.Fprintf(t.out, sayStarted, within(listener.Addr().String()), sends)
	return site.Serve(ctx, listener)
}

// tend looks after the documents of a library until ctx ends: it parses anew
// what an older version of the parser made, and embeds what has no vector. What
// it returns waits until that is over.
func (d duty) tend(ctx context.Context, l library, added <-chan struct{}) (wait func()) {
	var background sync.WaitGroup
	background.Go(func() { reparse(ctx, l, d.log) })
	background.Go(func() {
		embedBacklog(ctx, l, added, func(err error, again bool) {
			d.metrics.EndpointFailed("embed")
			if !again {
				tell(d.log, err)
			}
		})
	})
	return background.Wait
}

// limits tells which number is too small to be meant.
func (c *serveCommand) limits() error {
	for _, n := range []struct {
		flag        string
		is, atLeast int
	}{
		{"--max-answers", c.MaxAnswers, 1}, {"--rate", c.Rate, 0}, {"--per-key", c.PerKey, 0},
		{"--keep-conversations", int(c.Keep), 0}, {"--link-days", int(c.Link), 1},
	} {
		if n.is < n.atLeast {
			return fmt.Errorf(sayLeast, n.flag, n.atLeast)
		}
	}
	return nil
}

// days are a length of time on the command line.
type days int

func (d days) duration() time.Duration { return time.Duration(d) * 24 * time.Hour }

// prompt is the version of what the model is told, "" without one.
func (c chat) prompt() string {
	if c.Model == "" {
		return ""
	}
	return openai.PromptVersion()
}

// checkPublic tells whether an address can stand in front of links.
func checkPublic(address string) error {
	u, err := url.Parse(address)
	if address == "" || err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return nil
	}
	return fmt.Errorf("--public-url %s 不是网址；应以 http:// 或 https:// 开头，如 https://chuchu.example", address)
}

// listen opens a port, which only this machine can reach unless there are keys.
func listen(address string, keyed bool) (net.Listener, error) {
	if !keyed && !loopback(address) {
		return nil, fmt.Errorf("--addr %s 可从别的机器访问，须用 --keys 指明密钥文件；或改用本机地址，如 127.0.0.1:8080", address)
	}
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windowsAddressInUse) {
		return nil, fmt.Errorf("%s 已被别的程序占用；请关闭那个程序，或换一个端口，如 --addr 127.0.0.1:8081", address)
	}
	if err != nil {
		return nil, fmt.Errorf("无法监听 %s（%s）；地址应形如 127.0.0.1:8080", address, reach.Told(err))
	}
	return l, nil
}

// windowsAddressInUse is what Windows calls EADDRINUSE.
const windowsAddressInUse = syscall.Errno(10048)

// loopback tells whether only this machine can reach an address. One that is
// malformed passes, for Listen to refuse.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil || host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// wake returns what tells embedBacklog of new documents.
func wake(added chan<- struct{}) func() {
	return func() {
		select {
		case added <- struct{}{}:
		default: // it has been told
		}
	}
}

// embedBacklog embeds what has no vector yet, again and again until ctx ends:
// other processes add documents too. What goes wrong is told, and whether it is
// the same as before.
func embedBacklog(ctx context.Context, l library, added <-chan struct{}, wrong func(err error, again bool)) {
	again := time.NewTicker(backlogEvery)
	defer again.Stop()
	told := ""
	for {
		err := rag.EmbedBacklog(ctx, l, l.embedder, nil)
		if err == nil {
			told = ""
		} else if ctx.Err() == nil {
			wrong(err, err.Error() == told)
			told = err.Error()
		}
		select {
		case <-added:
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}

// tell logs why documents are not embedded.
func tell(log *slog.Logger, err error) {
	if switched := (switchedError{}); errors.As(err, &switched) {
		log.Warn("the library has another embedding model now, answers rest on words alone; start this server again with --embed-model and --embed-url of that model",
			"model", switched.to)
		return
	}
	log.Error("embed documents", "error", err)
}
