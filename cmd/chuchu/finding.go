package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"chuchu/rag"
	"chuchu/rag/openai"
)

// finding says how passages are found, besides the library's own model.
type finding struct {
	HomeRegion string `environment:"" name:"home-region" placeholder:"REGION" help:"没有写明地区的问题按哪个地区回答，如 湛江市赤坎区。"`
	Rerank     rerank `embed:"" prefix:"rerank-"`
}

// rerank says which model puts the passages found in order; none unless it is stated.
type rerank struct {
	Model   string        `environment:"" help:"排序模型；不设则不另行排序。"`
	URL     string        `environment:"" name:"url" placeholder:"URL" help:"排序模型接口的地址；密钥用 CHUCHU_RERANK_KEY。"`
	Timeout time.Duration `environment:"" default:"2s" help:"等排序的最长时间，超过则用原来的顺序。"`
}

// config is how to rerank with an endpoint, with no Model when none is stated.
func (r rerank) config(getenv environ) (openai.RerankConfig, error) {
	switch {
	case r.Model == "" && r.URL == "":
		return openai.RerankConfig{}, nil
	case r.Model == "":
		return openai.RerankConfig{}, errors.New("设了 --rerank-url，还须用 --rerank-model 指明模型")
	case r.URL == "":
		return openai.RerankConfig{}, errors.New("设了 --rerank-model，还须用 --rerank-url 指明接口地址")
	}
	return openai.RerankConfig{
		Endpoint: openai.Endpoint{Model: r.Model, BaseURL: r.URL, Key: getenv("CHUCHU_RERANK_KEY")}, Timeout: r.Timeout,
	}, nil
}

// reranker is what reranks, nil for nothing, and what says where passages go, "" for nowhere.
func (f finding) reranker(getenv environ) (rag.Reranker, string, error) {
	config, err := f.Rerank.config(getenv)
	if err != nil || config.Model == "" {
		return nil, "", err
	}
	r, err := openai.NewReranker(config)
	if err != nil {
		return nil, "", fmt.Errorf("排序模型不能使用：%w", err)
	}
	return r, fmt.Sprintf(sayReranks, config.Host(), config.Model), nil
}

// warnHome tells where no document is of the region that questions without one
// are answered by.
func warnHome(ctx context.Context, l library, stderr io.Writer) error {
	if l.home == "" {
		return nil
	}
	documents, err := l.Documents(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(documents, func(d rag.Document) bool { return isHome(d.Region, l.home) }) {
		fmt.Fprintf(plain{stderr}, sayNoHome, l.home)
	}
	return nil
}

// openToAsk is openToRead for commands that ask: they warn as serve does.
func (o origin) openToAsk(ctx context.Context, stderr io.Writer) (library, error) {
	l, err := o.openToRead(ctx)
	if err != nil {
		return library{}, err
	}
	if err := warnHome(ctx, l, stderr); err != nil {
		return library{}, errors.Join(err, l.Close())
	}
	return l, nil
}

// isHome tells whether home may be a shorter name of a region: its characters
// stand in it in their order.
func isHome(region, home string) bool {
	rest := []rune(home)
	for _, r := range region {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
