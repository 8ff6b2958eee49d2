package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"chuchu/rag/openai"
	"chuchu/server/slack"
	"chuchu/server/wecom"
)

type checkCommand struct {
	Model  checkModelCommand  `cmd:"" help:"试一试作答模型和检索模型，说明要改什么。"`
	Health checkHealthCommand `cmd:"" help:"看本机的服务是否可用。"`
	Slack  checkSlackCommand  `cmd:"" help:"试一试 Slack 机器人的设置，说明要改什么。"`
	Wecom  checkWecomCommand  `cmd:"" help:"试一试企业微信机器人的设置，说明要改什么。"`
}

type checkModelCommand struct {
	Chat chat `embed:"" prefix:"chat-"`
}

// Run tries the models that are stated and prints what to change.
func (c *checkModelCommand) Run(ctx context.Context, t terminal, from origin) error {
	setup, err := c.setup(from)
	if err != nil {
		return err
	}
	return report(t.out, openai.Check(ctx, setup))
}

// A trial is what came out of one trial, of whatever was tried.
type trial struct {
	What, Said, Advice string
	OK                 bool
}

// report prints findings, each with what to change; an error where one is bad.
func report[F openai.Finding | slack.Finding | wecom.Finding | trial](out io.Writer, all []F) error {
	bad := 0
	for _, one := range all {
		f, mark := trial(one), "好"
		if !f.OK {
			mark, bad = "坏", bad+1
		}
		fmt.Fprintf(out, "%s  %s：%s\n", mark, f.What, f.Said)
		if f.Advice != "" {
			fmt.Fprintf(out, "    %s\n", f.Advice)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d项不可用", bad)
	}
	return nil
}

// setup is what is stated, an error for nothing.
func (c *checkModelCommand) setup(from origin) (s openai.Setup, err error) {
	chat, err := c.Chat.config(from.getenv)
	if err != nil {
		return s, err
	}
	embed, err := from.embed.config(from.getenv)
	if err != nil {
		return s, err
	}
	if chat.Model != "" {
		s.Chat = &chat
	}
	if embed.Model != "" {
		s.Embed = &embed
	}
	rerank, err := from.find.Rerank.config(from.getenv)
	if err != nil {
		return s, err
	}
	if rerank.Model != "" {
		s.Rerank = &rerank
	}
	if s == (openai.Setup{}) {
		return s, errors.New("没有设定模型：请用 --chat-model 和 --chat-url 指明作答模型，或用 --embed-model 和 --embed-url 指明检索模型")
	}
	return s, nil
}
