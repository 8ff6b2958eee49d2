package mcp

import (
	"context"
	"fmt"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

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
	Passages []passage `json:"passages"`
}

// A passage is a rag.Passage as tools tell it.
type passage struct {
	Document document `json:"document"`
	Path     []string `json:"path" jsonschema:"各级标题"`
	Kind     string   `json:"kind" jsonschema:"text为正文，fact为指标表的一行"`
	Text     string   `json:"text"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Score    float64  `json:"score" jsonschema:"相关程度，0到1"`
}

// A document is what a passage tells of the document that it is from.
type document struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Region    string `json:"region"`
	Issuer    string `json:"issuer"`
	Number    string `json:"number" jsonschema:"文号"`
	Kind      string `json:"kind"`
	Standing  string `json:"standing" jsonschema:"issued为正式印发，proposed为意见建议或草案，reported为报道或解读"`
	Published string `json:"published"`
}

// passages turns passages into what tools tell of them.
func passages(found []rag.Passage) []passage {
	all := make([]passage, 0, len(found))
	for _, p := range found {
		d := p.Document
		all = append(all, passage{
			document{d.ID, d.Title, d.Region, d.Issuer, d.Number, d.Kind, d.Standing, d.Published},
			append([]string{}, p.Path...), p.Kind, p.Text, p.Start, p.End, p.Score,
		})
	}
	return all
}

// search finds passages.
func (o *Outlet) search(ctx context.Context, _ *mcp.CallToolRequest, in searchInput) (told[searchOutput], error) {
	if in.Limit == 0 {
		in.Limit = usual
	}
	found, err := o.library.Search(ctx, rag.Question{Text: in.Query, Documents: in.Documents}, in.Limit)
	if err != nil {
		return told[searchOutput]{}, err
	}
	var b strings.Builder
	for i, p := range found {
		fmt.Fprintf(&b, "%d. %s（编号%s，第%d至%d字）\n", i+1, p.Source(len(p.Text)), p.Document.ID, p.Start, p.End)
	}
	return told[searchOutput]{searchOutput{passages(found)}, b.String()}, nil
}
