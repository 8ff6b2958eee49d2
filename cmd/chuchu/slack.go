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
	bad := 0
	for _, f := range slack.Check(ctx, c.Slack.options(), c.PublicURL) {
		mark := "好"
		if !f.OK {
			mark, bad = "坏", bad+1
		}
		fmt.Fprintf(t.out, "%s  %s：%s\n", mark, f.What, f.Said)
		if f.Advice != "" {
			fmt.Fprintf(t.out, "    %s\n", f.Advice)
		}
	}
	if c.PublicURL == "" {
		fmt.Fprintf(t.out, "坏  %s\n    %s\n", sayNoPublicURL, adviseNoPublicURL)
		bad++
	}
	if bad > 0 {
		return fmt.Errorf("%d项不可用", bad)
	}
	return nil
}

// What the check says of the public address.
const (
	sayNoPublicURL    = "没有 --public-url，机器人不会启动"
	adviseNoPublicURL = "请用 --public-url（CHUCHU_PUBLIC_URL）指明用户访问时用的地址；用户能访问即可，不必对外网开放。"
)
