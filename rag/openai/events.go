package openai

import (
	"bufio"
	"bytes"
	"io"
)

// longestLine is the longest line of a stream; a piece of text needs some hundred bytes.
const longestLine = 1 << 20

// events lets only the data lines of a stream of server-sent events through,
// each followed by a blank one. go-openai by itself counts comments as
// failures, mixes them into an error that follows, loses an error which is no
// object, and loses a last line that no line break ends.
type events struct {
	io.ReadCloser
	lines *bufio.Scanner
	ready []byte // let through, not yet read
}

// Read implements io.Reader.
func (e *events) Read(p []byte) (int, error) {
	if e.lines == nil {
		e.lines = bufio.NewScanner(e.ReadCloser)
		e.lines.Buffer(make([]byte, 0, 4<<10), longestLine)
	}
	for len(e.ready) == 0 {
		if !e.lines.Scan() {
			if err := e.lines.Err(); err != nil {
				return 0, err
			}
			return 0, io.EOF
		}
		e.ready = append(e.ready, data(e.lines.Bytes())...)
	}
	n := copy(p, e.ready)
	e.ready = e.ready[n:]
	return n, nil
}

// data is what is let through of a line: its data, also where the server
// forgot to say that an error is data.
func data(line []byte) string {
	line = bytes.TrimSpace(line)
	if rest, ok := bytes.CutPrefix(line, []byte("data:")); ok {
		if rest = bytes.TrimSpace(rest); len(rest) > 0 {
			return event(rest)
		}
		return ""
	}
	if bytes.HasPrefix(line, []byte("{")) {
		return event(line)
	}
	return ""
}

// event is a line of data as go-openai reads it. The blank behind the brace
// keeps it from reading an error by itself.
func event(line []byte) string {
	if rest, ok := bytes.CutPrefix(line, []byte(`{"error"`)); ok {
		return `data: { "error"` + string(rest) + "\n\n"
	}
	return "data: " + string(line) + "\n\n"
}
