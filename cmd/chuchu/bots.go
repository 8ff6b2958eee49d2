package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"

	"chuchu/rag/talk"
	"chuchu/server"
)

// bots are the chat platforms in which questions are answered. Each is switched
// on by its own settings.
type bots struct {
	Slack slackSettings `embed:"" prefix:"slack-"`
	Wecom wecomFlags    `embed:"" prefix:"wecom-"`
}

// opened returns the bots that are switched on.
func (b bots) opened(o office) (all []*bot, err error) {
	for _, open := range []func(office) (*bot, error){b.Slack.open, b.Wecom.open} {
		one, err := open(o)
		if err != nil {
			return nil, err
		}
		if one != nil {
			all = append(all, one)
		}
	}
	if len(all) > 0 && o.publicURL == "" {
		return nil, errors.New("机器人的答复要附链接：请用 --public-url 指明用户访问时用的地址，如 https://chuchu.example（用户能访问即可，不必对外网开放）")
	}
	return all, nil
}

// A bot answers in a chat platform.
type bot struct {
	callbacks map[string]http.Handler   // what the platform calls, by path
	work      func(ctx context.Context) // goes on until ctx ends and what was begun is left in order; nil for nothing
}

// An office is what bots work with.
type office struct {
	site      *server.Server // makes links
	runner    *talk.Runner
	kept      store
	publicURL string
	sends     string // says where questions go
	log       *slog.Logger
}

// start opens the bots and has them work beside a site that is to be served
// after that. What it returns is called when the site has closed and its answers
// are finished: it waits until the bots have sent what they can.
func (b bots) start(ctx context.Context, o office) (stop func(), err error) {
	all, err := b.opened(o)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	for _, one := range all {
		for path, h := range one.callbacks {
			o.site.OpenCallback(path, h)
		}
		if one.work != nil {
			working.Go(func() { one.work(ctx) })
		}
	}
	return func() {
		cancel()
		working.Wait()
	}, nil
}
