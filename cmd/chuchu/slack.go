package main

import (
	"context"
	"fmt"
	"net/http"

	"chuchu/server/slack"
)

// slackSettings are how questions are asked in Slack.
type slackSettings struct {
	BotToken      string `environment:"" placeholder:"XOXB" help:"Slack 机器人令牌（xoxb- 开头）；给出即在 Slack 中作答，须有 --public-url。"`
	AppToken      string `environment:"" placeholder:"XAPP" help:"Slack 应用令牌（xapp- 开头），用于 Socket Mode，无须公网地址。"`
	SigningSecret string `environment:"" placeholder:"SECRET" help:"Slack 签名密钥，用于 Events API；请求发往 /slack/events。"`
	APIURL        string `environment:"" name:"api-url" placeholder:"URL" help:"Slack 接口的网址，测试和专有部署用。"`
}

// stated tells whether anything is.
func (s slackSettings) stated() bool { return s != slackSettings{APIURL: s.APIURL} }

// options are the settings as the bot takes them.
func (s slackSettings) options() slack.Options {
	return slack.Options{BotToken: s.BotToken, AppToken: s.AppToken, SigningSecret: s.SigningSecret, APIURL: s.APIURL}
}

// open returns the bot, nil where none is stated.
func (s slackSettings) open(o office) (*bot, error) {
	if !s.stated() {
		return nil, nil
	}
	options := s.options()
	options.Runner, options.Errands, options.Link, options.Sends, options.Log = o.runner, o.kept, o.site.Link, o.sends, o.log
	b, err := slack.New(options)
	if err != nil {
		return nil, fmt.Errorf("Slack：%w", err)
	}
	one := &bot{work: b.Run}
	if s.SigningSecret != "" {
		one.callbacks = map[string]http.Handler{slack.Path: b}
	}
	return one, nil
}

type checkSlackCommand struct {
	Slack     slackSettings `embed:"" prefix:"slack-"`
	PublicURL string        `environment:"" name:"public-url" placeholder:"URL" help:"用户访问时用的地址。"`
}

// Run tries the settings and prints what to change.
func (c *checkSlackCommand) Run(ctx context.Context, t terminal) error {
	all := slack.Check(ctx, c.Slack.options(), c.PublicURL)
	if c.PublicURL == "" {
		all = append(all, slack.Finding{What: sayPublicURL, Said: sayNoPublicURL, Advice: adviseNoPublicURL})
	}
	return report(t.out, all)
}
