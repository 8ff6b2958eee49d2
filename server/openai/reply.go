package openai

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"chuchu/rag"
)

// A reply is the response to one request: whole, or a stream of chunks, which
// begins with its first sentence or sign of life, so that what goes wrong
// before has a status.
type reply struct {
	w       http.ResponseWriter
	r       *http.Request
	req     request
	id      string
	created int64

	mu    sync.Mutex
	begun bool
	text  strings.Builder // content that was sent
}

// finish sends what is left of an answer. data is the answer as a client gets
// it, nil for an answer to a chore.
func (p *reply) finish(a rag.Answer, data json.RawMessage) error {
	text := strings.TrimSpace(a.Text)
	rest, from := p.rest(text)
	if below := a.Below(); below != "" {
		rest += "\n\n" + below
	}
	all := p.text.String() + rest
	m := message{Content: &rest, Annotations: p.annotations(a, text, from)}
	if a.Refused {
		m.Refusal = &text
	}
	n := utf8.RuneCountInString(all)
	used := &usage{p.req.size, n, p.req.size + n}
	stop := "stop"
	if !p.req.Stream {
		m.Role = "assistant"
		whole := p.chunk(choice{Message: &m, FinishReason: &stop})
		whole.Object, whole.Usage, whole.Chuchu = "chat.completion", used, data
		return write(p.w, http.StatusOK, whole)
	}
	if err := p.say(rest); err != nil {
		return err
	}
	m.Content = nil
	last := p.chunk(choice{Delta: &m, FinishReason: &stop})
	last.Chuchu = data
	return p.close(last, used)
}

// rest returns what is not sent yet of an answer's text, and the character of
// the content at which that text begins. Where another writer began anew, what
// was sent cannot be taken back, and the whole text follows it.
func (p *reply) rest(text string) (rest string, from int) {
	sent := p.text.String()
	if rest, ok := strings.CutPrefix(text, sent); ok {
		return rest, 0
	}
	head := "\n\n" + sayReplaced + "\n\n"
	return head + text, utf8.RuneCountInString(sent + head)
}

var marker = regexp.MustCompile(`\[([0-9]{1,3})\]`)

// annotations are the markers of a text that begins at a character of the content.
func (p *reply) annotations(a rag.Answer, text string, from int) []annotation {
	all := []annotation{}
	for _, m := range marker.FindAllStringSubmatchIndex(text, -1) {
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		if n < 1 || n > len(a.Citations) {
			continue
		}
		c := a.Citations[n-1]
		start := from + utf8.RuneCountInString(text[:m[0]])
		all = append(all, annotation{"url_citation", urlCitation{
			StartIndex: start, EndIndex: start + utf8.RuneCountInString(text[m[0]:m[1]]),
			URL: p.absolute(c.URL), Title: c.Document.Title,
		}})
	}
	return all
}

// absolute puts the address that the client asked in front of a relative one.
func (p *reply) absolute(url string) string {
	if !strings.HasPrefix(url, "/") {
		return url
	}
	if p.r.TLS != nil {
		return "https://" + p.r.Host + url
	}
	return "http://" + p.r.Host + url
}
