package main

import (
	"context"
	"errors"
	"fmt"

	"chuchu/rag/openai"
)

type checkCommand struct {
	Model  checkModelCommand  `cmd:"" help:"试一试作答模型，说明要改什么。"`
	Health checkHealthCommand `cmd:"" help:"看本机的服务是否可用。"`
}

type checkModelCommand struct {
	Chat chat `embed:"" prefix:"chat-"`
}

// Run tries the model that is stated and prints what to change.
func (c *checkModelCommand) Run(ctx context.Context, t terminal, getenv environ) error {
	config, err := c.Chat.config(getenv)
	if err != nil {
		return err
	}
	if config.Model == "" {
		return errors.New("没有设定作答模型：请用 --chat-model 和 --chat-url 指明")
	}
	bad := 0
	for _, f := range openai.Check(ctx, openai.Setup{Chat: &config}) {
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
		return fmt.Errorf("%d项不可用", bad)
	}
	return nil
}
