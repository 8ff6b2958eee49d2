package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"chuchu/rag"
	"chuchu/rag/eval"
	"chuchu/rag/openai"
)

// A tape says where the prompts of an evaluation and what was written for them
// are kept, or read instead of asking a model.
type tape struct {
	Record string `placeholder:"DIR" xor:"tape" help:"把发给模型的提示词和模型写的回答录在这个文件夹；没有模型时只录提示词。"`
	Replay string `placeholder:"DIR" xor:"tape" help:"不问模型，用这个文件夹里录下的回答（HASH.completion.txt，可手写），或一个按问题记下回答的 .txtar 文件。"`
}

// replayed is what answers call a model whose answers were recorded.
const replayed = "replay"

// thread has an answerer write on the tape, or from it, and returns what is to
// be measured. Answers are checked and stood in for as the model's were; one that
// is missing is an error.
func (t tape) thread(a *rag.Answerer, c chat) (eval.Answerer, error) {
	switch {
	case t.Record == "" && t.Replay == "":
		return a, nil
	case t.Record != "" && t.Replay != "":
		return nil, errors.New("--record 与 --replay 不能同时使用")
	case filepath.Ext(t.Replay) == ".txtar":
		return t.script(a)
	}
	model, asks := a.Writer.(*openai.Writer)
	if !asks { // its prompts are wanted all the same; nothing is sent
		var err error
		nowhere := openai.Endpoint{Model: replayed, BaseURL: "http://127.0.0.1"}
		if model, err = openai.NewWriter(openai.Config{Endpoint: nowhere, Context: c.Context}); err != nil {
			return nil, fmt.Errorf("提示词：%w", err)
		}
	}
	kept := eval.Tape{Dir: t.Record + t.Replay, Prompt: model.Prompt}
	switch {
	case t.Replay != "":
		if a.Fallback == nil {
			a.Fallback = a.Writer
		}
		a.Writer, a.Fallback, a.Model = kept.Replay(replayed), kept.StandIn(a.Fallback), kept.ReplayModel()
	case asks:
		a.Writer, a.Model = kept.Record(a.Writer), kept.RecordModel(a.Model)
	default:
		a.Writer, a.Model = kept.Prompts(a.Writer), kept.ReplayModel()
	}
	return a, nil
}

// script reads the answers that a file keeps by question. What quotes the plans
// stands in for the model as it does when one is asked.
func (t tape) script(a *rag.Answerer) (eval.Answerer, error) {
	text, err := os.ReadFile(t.Replay)
	if err != nil {
		return nil, err
	}
	s, err := eval.ReadScript(text)
	if err != nil {
		return nil, fmt.Errorf("%s：%w", t.Replay, err)
	}
	if a.Fallback == nil {
		a.Fallback = a.Writer
	}
	return s.Answerer(a), nil
}

// tapeFault is an evaluation's error in words that say what to do about it.
func tapeFault(err error) error {
	if errors.Is(err, eval.ErrNotRecorded) {
		return fmt.Errorf("没有录下的回答；请按提示词文件写出同名的 .completion.txt：%w", err)
	}
	return err
}
