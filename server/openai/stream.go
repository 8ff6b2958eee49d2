package openai

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// say sends a piece of the content, where the client wants it in pieces.
func (p *reply) say(piece string) error {
	if p.text.Len() == 0 {
		piece = strings.TrimLeft(piece, " \n")
	}
	if !p.req.Stream || piece == "" {
		return nil
	}
	m := message{Content: &piece}
	if p.text.Len() == 0 {
		m.Role = "assistant"
	}
	p.text.WriteString(piece)
	return p.send(p.chunk(choice{Delta: &m}))
}

// alive sends a comment that keeps proxies and clients from giving up.
func (p *reply) alive() {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.put(": \n\n") // who does not read it is noticed at the next piece
}

// close ends a stream. How much was used is told in the last chunk, in one of
// its own where the client asks for that.
func (p *reply) close(last completion, used *usage) error {
	chunks := []completion{last}
	if o := p.req.StreamOptions; o != nil && o.IncludeUsage {
		chunks = append(chunks, p.chunk())
	}
	chunks[len(chunks)-1].Usage = used
	for _, c := range chunks {
		if err := p.send(c); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.put("data: [DONE]\n\n")
}

// chunk is a completion with everything that all of a reply have in common.
func (p *reply) chunk(choices ...choice) completion {
	if choices == nil {
		choices = []choice{}
	}
	return completion{ID: p.id, Object: "chat.completion.chunk", Created: p.created, Model: model, Choices: choices}
}

// send sends a chunk.
func (p *reply) send(c completion) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.put("data: " + string(data) + "\n\n")
}

// errGone means that the client reads no more. Its answer goes on without it.
var errGone = errors.New("the client is gone")

// put writes to the stream at once.
func (p *reply) put(event string) error {
	if !p.begun {
		p.begun = true
		h := p.w.Header()
		h.Set("Content-Type", "text/event-stream; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Accel-Buffering", "no")
	}
	if _, err := p.w.Write([]byte(event)); err != nil {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	if err := http.NewResponseController(p.w).Flush(); err != nil {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	return nil
}
