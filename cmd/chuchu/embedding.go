package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/openai"
)

// embedding says which model finds passages by meaning; the embedded one
// unless another is stated.
type embedding struct {
	Model string `environment:"" help:"检索模型；不设则用内置的模型。"`
	URL   string `environment:"" name:"url" placeholder:"URL" help:"检索模型接口的地址；密钥用 CHUCHU_EMBED_KEY。"`
}

// name is the model's name, stated or not.
func (e embedding) name() string {
	if e.Model == "" {
		return bge.Name
	}
	return e.Model
}

// config is how to embed with an endpoint, with no Model when none is stated.
// The variables of OpenAI's own programs do not count here: whole documents go
// to where this points.
func (e embedding) config(getenv environ) (openai.EmbedConfig, error) {
	switch {
	case e.Model == "" && e.URL == "":
		return openai.EmbedConfig{}, nil
	case e.Model == "":
		return openai.EmbedConfig{}, errors.New("设了 --embed-url，还须用 --embed-model 指明模型")
	case e.URL == "":
		return openai.EmbedConfig{}, errors.New("设了 --embed-model，还须用 --embed-url 指明接口地址")
	}
	return openai.EmbedConfig{
		Endpoint: openai.Endpoint{Model: e.Model, BaseURL: e.URL, Key: getenv("CHUCHU_EMBED_KEY")},
	}, nil
}

// openEndpoint opens an embedder of what is known of its model. Where nothing
// is, it asks the endpoint for the dimensions and the range.
func openEndpoint(ctx context.Context, c openai.EmbedConfig, known rag.EmbeddingModel) (rag.Embedder, error) {
	c.Dimensions, c.Low, c.High = known.Dimensions, known.Low, known.High
	e, err := openai.OpenEmbedder(ctx, c)
	if err == nil && known.Dimensions == 0 {
		err = e.Calibrate(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("检索模型不能使用：%w", err)
	}
	return impatient{e}, nil
}

// questionTime is how long an endpoint may take over a question: words go on
// alone after it.
const questionTime = 5 * time.Second

// An impatient embedder waits for a question's vector no longer than that.
type impatient struct{ rag.Embedder }

// Embed implements rag.Embedder.
func (i impatient) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	if use == rag.ForQuery {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, questionTime)
		defer cancel()
	}
	return i.Embedder.Embed(ctx, use, texts)
}
