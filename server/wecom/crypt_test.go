package wecom

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sample is what WeCom publishes with its libraries for callbacks.
// https://developer.work.weixin.qq.com/document/path/90968
func sample(t *testing.T) crypt {
	t.Helper()
	c, err := newCrypt("--wecom", "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	sampleEcho = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
	sampleBody = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)

// The published request by which an address is tried.
func TestPublishedEcho(t *testing.T) {
	q := url.Values{"msg_signature": {"5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"}, "timestamp": {"1409659589"}, "nonce": {"263014780"}}
	plain, err := sample(t).open(q, sampleEcho, time.Unix(1409659589, 0))
	if err != nil || string(plain) != "1616140317555161061" {
		t.Errorf("%q, %v", plain, err)
	}
}

// The published message.
func TestPublishedMessage(t *testing.T) {
	q := url.Values{"msg_signature": {"477715d11cdb4164915debcba66cb864d751f3e6"}, "timestamp": {"1409659813"}, "nonce": {"1372623149"}}
	plain, err := sample(t).open(q, sampleBody, time.Unix(1409659813, 0).Add(time.Hour))
	var c appCallback
	if err == nil {
		err = xml.Unmarshal(plain, &c)
	}
	if err != nil || c.Content != "hello" || c.User != "mycreate" || c.ID != "4561255354251345929" || c.Type != "text" {
		t.Errorf("%s: %+v, %v", plain, c, err)
	}
}

func TestSealOpens(t *testing.T) {
	c := sample(t)
	for _, n := range []int{0, 1, 11, 12, 13, 31, 32, 33, 100, 5000} {
		want := bytes.Repeat([]byte{'m'}, n)
		sealed, err := c.seal(want)
		if err != nil {
			t.Fatal(err)
		}
		if data, _ := base64.StdEncoding.DecodeString(sealed); len(data)%padTo != 0 {
			t.Errorf("%d: %d bytes", n, len(data))
		}
		if got, err := c.decrypt(sealed); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d: %q, %v", n, got, err)
		}
	}
}

// What is not signed with the token, not lately, or not for us, is refused.
func TestRefused(t *testing.T) {
	c, now := sample(t), time.Unix(1_800_000_000, 0)
	sealed, err := c.seal([]byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	query := func(when time.Time, change ...string) url.Values {
		stamp := strconv.FormatInt(when.Unix(), 10)
		q := url.Values{"timestamp": {stamp}, "nonce": {"n"}, "msg_signature": {c.sign(stamp, "n", sealed)}}
		for i := 0; i+1 < len(change); i += 2 {
			q.Set(change[i], change[i+1])
		}
		return q
	}
	if got, err := c.open(query(now.Add(-time.Hour)), sealed, now); err != nil || string(got) != "hello" {
		t.Errorf("%q, %v", got, err)
	}
	other, stranger := c, c
	other.key = bytes.Repeat([]byte{7}, 32)
	stranger.receiver = "wwelse"
	forStranger, _ := stranger.seal([]byte("hello"))
	for _, test := range []struct {
		name   string
		c      crypt
		q      url.Values
		sealed string
		want   error
	}{
		{"no signature", c, query(now, "msg_signature", ""), sealed, errSignature},
		{"another signature", c, query(now, "msg_signature", strings.Repeat("0", 40)), sealed, errSignature},
		{"another time", c, query(now, "timestamp", "1800000001"), sealed, errSignature},
		{"another nonce", c, query(now, "nonce", "m"), sealed, errSignature},
		{"another message", c, query(now), sealed[:len(sealed)-4] + "AAA=", errSignature},
		{"yesterday's", c, query(now.Add(-staleAfter - time.Second)), sealed, errStale},
		{"tomorrow's", c, query(now.Add(staleAfter + time.Second)), sealed, errStale},
		{"another key", other, query(now), sealed, errSealed},
		{"another receiver", c, url.Values{"timestamp": {"1800000000"}, "nonce": {"n"}, "msg_signature": {c.sign("1800000000", "n", forStranger)}}, forStranger, errSealed},
	} {
		if got, err := test.c.open(test.q, test.sealed, now); !errors.Is(err, test.want) {
			t.Errorf("%s: %q, %v", test.name, got, err)
		}
	}
}

func TestKeys(t *testing.T) {
	const good = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	for _, test := range []struct{ token, key, want string }{
		{"t", good, ""},
		{"", good, "缺少 --wecom-token"},
		{"t", good[1:], "--wecom-aes-key 应为43个字符，现在是42个"},
		{"t", "", "现在是0个"},
		{"t", good[1:] + "_", "含有不能用的字符"},
	} {
		_, err := newCrypt("--wecom", test.token, test.key, "")
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%q %q: %v", test.token, test.key, err)
		}
		if err != nil && test.key != "" && strings.Contains(err.Error(), test.key) {
			t.Errorf("tells the key: %v", err)
		}
	}
}

// Nothing that comes makes decrypt fail otherwise than with an error, or return
// more than there is.
func FuzzDecrypt(f *testing.F) {
	f.Add([]byte(sampleEcho))
	f.Add([]byte(sampleBody))
	f.Add([]byte("AAAA"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := crypt{key: bytes.Repeat([]byte{1}, 32)}
		for _, sealed := range []string{string(data), base64.StdEncoding.EncodeToString(data)} {
			if plain, err := c.decrypt(sealed); err == nil && len(plain) > len(data) {
				t.Errorf("%d bytes of %d", len(plain), len(data))
			}
		}
	})
}
