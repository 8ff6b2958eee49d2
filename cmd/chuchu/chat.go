package main

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"chuchu/rag"
	"chuchu/rag/openai"
)

// An environ reads environment variables: keys are never flags, which other
// users of a machine can see.
type environ func(name string) string

// chat says which model writes the answers; none unless it is stated.
type chat struct {
	Model       string        `environment:"" help:"作答模型；不设则摘录原文作答。"`
	URL         string        `environment:"" name:"url" help:"作答模型接口的地址，如 http://127.0.0.1:8000/v1；密钥用 CHUCHU_CHAT_KEY。"`
	Context     int           `environment:"" default:"8192" help:"模型能读写的长度（token）。"`
	Concurrency int           `environment:"" default:"4" help:"同时请求的最大数目。"`
	Timeout     time.Duration `environment:"" default:"90s" help:"等第一段内容的最长时间。"`
	Silence     time.Duration `environment:"" default:"30s" help:"两段内容之间的最长时间。"`
}

// config is how to write with the model, with no Model when none is stated. The
// variables of OpenAI's own programs stand in for address and key, and choose
// no model.
func (c chat) config(getenv environ) (openai.Config, error) {
	e := openai.Endpoint{
		Model: c.Model, BaseURL: cmp.Or(c.URL, getenv("OPENAI_BASE_URL")),
		Key: cmp.Or(getenv("CHUCHU_CHAT_KEY"), getenv("OPENAI_API_KEY")), Extra: getenv("CHUCHU_CHAT_EXTRA"),
	}
	switch {
	case c.Model == "" && c.URL == "":
		return openai.Config{}, nil
	case c.Model == "":
		return openai.Config{}, errors.New("设了 --chat-url，还须用 --chat-model 指明模型")
	case e.BaseURL == "":
		return openai.Config{}, errors.New("设了 --chat-model，还须用 --chat-url 指明接口地址")
	}
	return openai.Config{
		Endpoint: e, Context: c.Context, Concurrency: c.Concurrency, Timeout: c.Timeout, Silence: c.Silence,
	}, nil
}

// writers are what writes the answers and what stands in for it, nil where
// nothing need, and what says where they send what they read, "" for nowhere.
func (c chat) writers(getenv environ, quote rag.Writer) (writer, fallback rag.Writer, sends string, err error) {
	config, err := c.config(getenv)
	if err != nil || config.Model == "" {
		return quote, nil, "", err
	}
	written, err := openai.NewWriter(config)
	if err != nil {
		return nil, nil, "", fmt.Errorf("作答模型不能使用：%w", err)
	}
	return written, quote, fmt.Sprintf(saySends, config.Host(), config.Model), nil
}
