package main

import (
	"context"
	"errors"
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

// open returns the bot, nil where nothing of it is set.
func (f wecomFlags) open(o office) (*bot, error) {
	c := f.config()
	if !c.App() && !c.Bot() && !c.Socket() {
		return nil, nil
	}
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
	config := c.Wecom.config()
	if !config.App() && !config.Bot() && !config.Socket() {
		if config.CorpID != "" { // which switches nothing on
			return fmt.Errorf(sayWecomLacks, "--wecom-agent-id、--wecom-secret、--wecom-token、--wecom-aes-key")
		}
		_, err := wecom.New(wecom.Options{})
		return err
	}
	var lease wecom.Lease
	if config.Socket() {
		l, err := from.openAny(ctx)
		if err != nil {
			return err
		}
		defer l.Close()
		lease = l.store.Lease
	}
	bad := 0
	for _, f := range wecom.Check(ctx, config, c.PublicURL, lease) {
		mark := "好"
		if !f.OK {
			mark, bad = "坏", bad+1
		}
		fmt.Fprintf(t.out, "%s  %s：%s\n", mark, f.What, f.Said)
		if f.Advice != "" {
			fmt.Fprintf(t.out, "    %s\n", f.Advice)
		}
	}
	if bad > 0 {
		return errors.New(fmt.Sprint(bad, "项不可用"))
	}
	return nil
}
