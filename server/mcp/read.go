package mcp

import (
	"context"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// most is how many characters are read at once.
const most = 8000

type readInput struct {
	ID    string `json:"id" jsonschema:"资料编号"`
	Start *int   `json:"start,omitempty" jsonschema:"从第几个字符读起，从0数"`
	End   *int   `json:"end,omitempty" jsonschema:"读到第几个字符之前"`
}

type readOutput struct {
	Document rag.Document `json:"document"`
	Start    int          `json:"start"`
	End      int          `json:"end"`
	Text     string       `json:"text"`
	Next     int          `json:"next" jsonschema:"接着从这里读；0表示已读完"`
	Sections []section    `json:"sections" jsonschema:"全部标题及其位置，不指定start时才有"`
}

// A section is where the part of a text under a heading stands.
type section struct {
	Path  []string `json:"path"`
	Start int      `json:"start"`
	End   int      `json:"end"`
}

// read reads a part of a document, exactly as quotes are cut from it.
func (o *Outlet) read(ctx context.Context, _ *mcp.CallToolRequest, in readInput) (told[readOutput], error) {
	var none told[readOutput]
	d, err := o.library.Read(ctx, in.ID)
	if errors.Is(err, rag.ErrNotFound) {
		return none, talk.Problem{Code: talk.NotFound, Say: sayUnknown}
	}
	if err != nil {
		return none, err
	}
	text := []rune(d.Plan.Text)
	start, end := 0, len(text)
	if in.Start != nil {
		start = *in.Start
	}
	if in.End != nil {
		end = *in.End
	}
	if start < 0 || end < start || end > len(text) {
		return none, talk.Problem{Code: talk.InvalidRequest, Say: sayPlace}
	}
	out := readOutput{Document: d.Document, Start: start, End: min(end, start+most), Sections: []section{}}
	if out.End < end {
		out.Next = out.End
	}
	if in.Start == nil {
		out.Sections = sections(d)
	}
	out.Text = string(text[start:out.End])
	return told[readOutput]{out, out.Text}, nil
}

// sections lists the headings of a document.
func sections(d rag.Whole) []section {
	all := make([]section, 0, len(d.Plan.Sections))
	for _, s := range d.Plan.Sections {
		all = append(all, section{s.Path, s.Start, s.End})
	}
	return all
}
