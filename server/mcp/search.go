package mcp

import (
	"context"
	"fmt"
	"strings"

	"chuchu/rag"
)

// usual is how many passages are found where no number is given.
const usual = 5

type searchInput struct {
	Query     string   `json:"query" jsonschema:"问题或关键词，不超过2000字"`
	Limit     int      `json:"limit,omitempty" jsonschema:"最多几段，1到100，默认5"`
	Documents []string `json:"documents,omitempty" jsonschema:"只在这些编号的资料中检索"`
}

type searchOutput struct {
	Passages []rag.Passage `json:"passages"`
}

// search finds passages.
func (o *Outlet) search(ctx context.Context, in searchInput) (told[searchOutput], error) {
	if in.Limit == 0 {
		in.Limit = usual
	}
	passages, err := o.library.Search(ctx, rag.Question{Text: in.Query, Documents: in.Documents}, in.Limit)
	if err != nil {
		return told[searchOutput]{}, err
	}
	var b strings.Builder
	for i, p := range passages {
		fmt.Fprintf(&b, "%d. %s（编号%s，第%d至%d字）\n", i+1, p.Source(len(p.Text)), p.Document.ID, p.Start, p.End)
	}
	return told[searchOutput]{searchOutput{append([]rag.Passage{}, passages...)}, b.String()}, nil
}
