package wecom

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestEnvelope(t *testing.T) {
	long := strings.Repeat("A", maxCallback)
	for _, c := range []struct{ name, body, want string }{
		{"an app's", "<xml><ToUserName><![CDATA[ww]]></ToUserName><AgentID>1</AgentID><Encrypt><![CDATA[AA+/=]]></Encrypt></xml>", "AA+/="},
		{"with a declaration", "\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n <Encrypt>AA\n</Encrypt></xml>", "AA\n"},
		{"nothing behind it is looked at", "<xml><Encrypt>AA</Encrypt><a", "AA"},
		{"empty", "<xml><Encrypt/></xml>", ""},
		{"a bot's", ` {"encrypt":"AA"}`, "AA"},
		{"a bot's without", `{"x":1}`, ""},
		{"long", "<xml><Encrypt>" + long + "</Encrypt></xml>", long}, // the size is the reader's to limit
	} {
		if got, err := envelope(strings.NewReader(c.body)); got != c.want || err != nil {
			t.Errorf("%s: %q, %v", c.name, got[:min(len(got), 40)], err)
		}
	}
}

func TestEnvelopeRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"nothing": "", "text": "x", "no XML": "<", "none": "<xml></xml>", "not in the outermost": "<Encrypt>AA</Encrypt>",
		"deeper":            "<xml><a><Encrypt>AA</Encrypt></a></xml>",
		"with an element":   "<xml><Encrypt><a>AA</a></Encrypt></xml>",
		"cut off":           "<xml><Encrypt>AA",
		"an entity":         `<!DOCTYPE l [<!ENTITY a "aaa">]><xml><Encrypt>&a;</Encrypt></xml>`,
		"an unknown entity": "<xml><Encrypt>&a;</Encrypt></xml>",
		"ends too often":    "</a></a><xml><Encrypt>AA</Encrypt></xml>",
		"no JSON":           `{"encrypt":`, "a number": `{"encrypt":1}`,
	} {
		if got, err := envelope(strings.NewReader(body)); !errors.Is(err, errSealed) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// counted counts what is read of it.
type counted struct {
	io.Reader
	read int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += n
	return n, err
}

// However deep and however long a callback is, no more than the limit is read of
// it, no more than a few elements are parsed, and without a signature nothing is.
func TestStrangersAreNotParsed(t *testing.T) {
	b, _ := listener(t, "")
	app := signed(b.app, "")
	unsigned := signed(b.app, "")
	unsigned.Del("msg_signature")
	old := signed(b.app, "")
	old.Set("timestamp", "1")
	for _, c := range []struct {
		name, query, body string
		most              int
	}{
		{"deep", app.Encode(), strings.Repeat("<a>", 330_000), maxCallback + 1},
		{"long", app.Encode(), "<xml><Encrypt>" + strings.Repeat("A", 1<<20), maxCallback + 1},
		{"no signature", unsigned.Encode(), "<xml><Encrypt>AAAA</Encrypt></xml>", 0},
		{"old", old.Encode(), "<xml><Encrypt>AAAA</Encrypt></xml>", 0},
	} {
		body := &counted{Reader: strings.NewReader(c.body)}
		w := httptest.NewRecorder()
		b.Callbacks()[AppPath].ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, AppPath+"?"+c.query, io.NopCloser(body)))
		if w.Code != http.StatusForbidden || body.read > c.most {
			t.Errorf("%s: %d after %d bytes", c.name, w.Code, body.read)
		}
	}
	for _, part := range []string{"<a>", "<a/>"} {
		body := strings.NewReader("<xml>" + strings.Repeat(part, 20_000))
		d := xml.NewDecoder(body)
		if _, err := sealedXML(d); !errors.Is(err, errSealed) || d.InputOffset() > 200 {
			t.Errorf("%s: %v after %d bytes", part, err, d.InputOffset())
		}
	}
}
