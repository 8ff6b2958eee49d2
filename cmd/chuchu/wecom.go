package main

import (
	"context"
	"fmt"

	"chuchu/server/wecom"
)

// wecomFlags are the settings of 企业微信, as its pages name them.
type wecomFlags struct {
	CorpID    string `environment:"" name:"corp-id" placeholder:"ID" help:"企业微信：企业ID，以 ww 开头。"`
	AgentID   string `environment:"" name:"agent-id" placeholder:"ID" help:"企业微信自建应用的 AgentId。"`
	Secret    string `environment:"" placeholder:"SECRET" help:"企业微信自建应用的 Secret；宜用环境变量，下同。"`
	Token     string `environment:"" placeholder:"TOKEN" help:"自建应用接收消息的 Token；回调地址为 /wecom/app。"`
	AESKey    string `environment:"" name:"aes-key" placeholder:"KEY" help:"自建应用接收消息的 EncodingAESKey。"`
	BotToken  string `environment:"" placeholder:"TOKEN" help:"企业微信智能机器人回调的 Token；回调地址为 /wecom/bot。"`
	BotAESKey string `environment:"" name:"bot-aes-key" placeholder:"KEY" help:"智能机器人回调的 EncodingAESKey。"`
	BotID     string `environment:"" name:"bot-id" placeholder:"ID" help:"企业微信智能机器人长连接的 Bot ID。"`
	BotSecret string `environment:"" placeholder:"SECRET" help:"智能机器人长连接的 Secret。"`
	Plain     bool   `environment:"" help:"自建应用发送纯文本，在微信插件中也能显示。"`
	APIURL    string `environment:"" name:"api-url" placeholder:"URL" help:"企业微信接口的地址，私有部署时用。"`
	WSURL     string `environment:"" name:"ws-url" placeholder:"URL" help:"企业微信长连接的地址，私有部署时用。"`
}

// config is what is set.
func (f wecomFlags) config() wecom.Config {
	return wecom.Config{
		CorpID: f.CorpID, AgentID: f.AgentID, Secret: f.Secret, Token: f.Token, AESKey: f.AESKey,
		BotToken: f.BotToken, BotAESKey: f.BotAESKey, BotID: f.BotID, BotSecret: f.BotSecret,
		Plain: f.Plain, APIURL: f.APIURL, SocketURL: f.WSURL,
	}
}

// stated tells whether a way of answering is. The 企业ID alone is an error: it
// belongs to an app, and switches nothing on.
func (f wecomFlags) stated() (bool, error) {
	c := f.config()
	if c.App() || c.Bot() || c.Socket() {
		return true, nil
	}
	if c.CorpID != "" {
		return false, fmt.Errorf(sayWecomLacks, "--wecom-agent-id、--wecom-secret、--wecom-token、--wecom-aes-key")
	}
	return false, nil
}

// open returns the bot, nil where nothing of it is set.
func (f wecomFlags) open(o office) (*bot, error) {
	if on, err := f.stated(); !on || err != nil {
		return nil, err
	}
	c := f.config()
	b, err := wecom.New(wecom.Options{
		Config: c, Runner: o.runner, Keeper: o.kept, Archive: o.kept, Errands: o.kept, Library: o.kept,
		Lease: o.kept.Lease, Link: o.site.Link, Log: o.log,
	})
	if err != nil {
		return nil, err
	}
	return &bot{callbacks: b.Callbacks(), work: b.Work}, nil
}

type checkWecomCommand struct {
	PublicURL string     `environment:"" name:"public-url" placeholder:"URL" help:"用户访问时用的地址。"`
	Wecom     wecomFlags `embed:"" prefix:"wecom-"`
}

// Run tries what is set and prints what to change. The library is asked only
// whether a running service holds the long connection.
func (c *checkWecomCommand) Run(ctx context.Context, t terminal, from origin) error {
	on, err := c.Wecom.stated()
	if err != nil {
		return err
	}
	if !on {
		_, err := wecom.New(wecom.Options{}) // says what can be set
		return err
	}
	config := c.Wecom.config()
	var lease wecom.Lease
	if config.Socket() {
		l, err := from.openAny(ctx)
		if err != nil {
			return err
		}
		defer l.Close()
		lease = l.store.Lease
	}
	return report(t.out, wecom.Check(ctx, config, c.PublicURL, lease))
}
