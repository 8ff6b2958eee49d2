package wecom

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	apiURL    = "https://qyapi.weixin.qq.com"
	socketURL = "wss://openws.work.weixin.qq.com"
	maxReply  = 1 << 20 // bytes of a reply of WeCom's
)

// Codes of WeCom's that mean something to us.
const (
	codeBusy     = -1
	codeBadToken = 40014
	codeExpired  = 42001
	codeNoToken  = 41001
	codeOften    = 45009  // too many calls; 45033 too many at once
	codeAtOnce   = 45033  //
	codeAddress  = 60020  // our address is not among 企业可信IP
	codeStream   = 846608 // the growing message is no more
)

// An apiError is what WeCom says where it does not do what it was asked.
type apiError struct {
	Code int    `json:"errcode"`
	Msg  string `json:"errmsg"`
}

// Error implements error. WeCom repeats nothing that is secret.
func (e apiError) Error() string { return fmt.Sprintf("errcode %d: %s", e.Code, e.Msg) }

// codeOf returns WeCom's code for an error, 0 where it is none of WeCom's.
func codeOf(err error) int {
	var e apiError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// often tells whether WeCom says that it is asked too often.
func often(err error) bool {
	code := codeOf(err)
	return code == codeOften || code == codeAtOnce
}

// An api calls WeCom's HTTP interface as the app.
type api struct {
	client *http.Client // honours HTTPS_PROXY
	base   string
	corp   string
	secret string

	turn  turn // had by the one caller that fetches a token
	token string
	until time.Time
}

// newAPI returns an api without a token.
func newAPI(c Config) *api {
	return &api{
		turn:   newTurn(),
		client: &http.Client{Timeout: usual().call},
		base:   strings.TrimSuffix(cmp.Or(c.APIURL, apiURL), "/"), corp: c.CorpID, secret: c.Secret,
	}
}

// early is how long before its end a token is replaced.
const early = 5 * time.Minute

// access returns a token that is not the stale one. Whoever comes while one is
// fetched waits for it.
func (a *api) access(ctx context.Context, stale string) (string, error) {
	if err := a.turn.take(ctx); err != nil {
		return "", err
	}
	defer a.turn.leave()
	if a.token != "" && a.token != stale && time.Now().Before(a.until) {
		return a.token, nil
	}
	var got struct {
		Token string `json:"access_token"`
		Lasts int    `json:"expires_in"`
	}
	q := url.Values{"corpid": {a.corp}, "corpsecret": {a.secret}}
	if err := a.do(ctx, http.MethodGet, a.base+"/cgi-bin/gettoken?"+q.Encode(), nil, &got); err != nil {
		return "", fmt.Errorf("get an access token: %w", err)
	}
	lasts := time.Duration(got.Lasts) * time.Second
	a.token, a.until = got.Token, time.Now().Add(max(lasts-early, lasts/2))
	return a.token, nil
}

// call calls an interface with a token, and once more with a new one where WeCom
// says that it has run out.
func (a *api) call(ctx context.Context, path string, q url.Values, body []byte, into *reply) error {
	stale := ""
	for {
		token, err := a.access(ctx, stale)
		if err != nil {
			return err
		}
		with := url.Values{"access_token": {token}}
		for name := range q {
			with.Set(name, q.Get(name))
		}
		method := http.MethodPost
		if body == nil {
			method = http.MethodGet
		}
		err = a.do(ctx, method, a.base+path+"?"+with.Encode(), body, into)
		switch codeOf(err) {
		case codeBadToken, codeExpired, codeNoToken:
			if stale == "" {
				stale = token
				continue
			}
		}
		return err
	}
}

// A reply is what we read of WeCom's replies.
type reply struct {
	InvalidUser string `json:"invaliduser"` // who got nothing
	Closed      int    `json:"close"`       // the app is switched off
	Name        string `json:"name"`        // of the app
}

// do sends a request and reads the reply, in which any code but 0 is an
// apiError. Addresses hold secrets: no error tells one.
func (a *api) do(ctx context.Context, method, address string, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return errors.New("the address cannot be read")
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	resp, err := a.client.Do(r)
	if err != nil {
		return hidden(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxReply))
	if err != nil {
		return hidden(err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%w: %s", errHTTP, resp.Status)
	}
	var said apiError
	if err := json.Unmarshal(data, &said); err != nil {
		return fmt.Errorf("%w: no JSON", errHTTP)
	}
	if said.Code != 0 {
		return said
	}
	return json.Unmarshal(data, into)
}

// errHTTP means that something other than WeCom's interface replied.
var errHTTP = errors.New("not a reply of WeCom's")

// hidden is an error of a request without the request's address.
func hidden(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// An appMessage is what the app sends to a person.
type appMessage struct {
	To        string   `json:"touser"`
	Type      string   `json:"msgtype"`
	Agent     int      `json:"agentid"`
	Text      *content `json:"text,omitempty"`
	Markdown  *content `json:"markdown,omitempty"`
	Check     int      `json:"enable_duplicate_check,omitempty"` // the same within Interval is dropped
	CheckSpan int      `json:"duplicate_check_interval,omitempty"`
}

// A content is a text in a message.
type content struct {
	Content string `json:"content"`
}

// attempts is how often a message is sent that WeCom did not take.
const attempts = 6

// push sends one message of the app. What WeCom is too busy for, and what the
// network lost, is sent again; WeCom then drops what it has after all.
func (b *Bot) push(ctx context.Context, user, text string) error {
	m := appMessage{To: user, Type: "markdown", Agent: b.agent, Markdown: &content{text}}
	if b.o.Plain {
		m.Type, m.Text, m.Markdown = "text", &content{text}, nil
	}
	if err := b.users.await(ctx, user); err != nil {
		return err
	}
	return b.insist(ctx, func() error {
		data, err := json.Marshal(m)
		if err != nil {
			return err
		}
		m.Check, m.CheckSpan = 1, 60
		var got reply
		err = b.api.call(ctx, "/cgi-bin/message/send", nil, data, &got)
		if err == nil && got.InvalidUser != "" {
			err = apiError{Code: 81013, Msg: "the user is not within the app's 可见范围"}
		}
		return err
	})
}

// insist does something until it succeeds, or fails for a reason that lasts.
func (b *Bot) insist(ctx context.Context, do func() error) error {
	wait := b.pace.again
	for n := 1; ; n++ {
		err := do()
		lasting := codeOf(err) != 0 && codeOf(err) != codeBusy && !often(err) || errors.Is(err, errGone) || errors.Is(err, errTaken)
		if err == nil || lasting || n == attempts || ctx.Err() != nil {
			return err
		}
		if often(err) {
			wait = max(wait, b.pace.longest)
		}
		if pause(ctx, wait) != nil {
			return err
		}
		wait = min(2*wait, b.pace.longest)
	}
}

// respond sends a message to the address that came with a question to the bot.
// WeCom takes one, for an hour.
func (b *Bot) respond(ctx context.Context, address, text string) error {
	data, err := json.Marshal(markdownBody{Type: "markdown", Markdown: content{text}})
	if err != nil {
		return err
	}
	lost := false
	return b.insist(ctx, func() error {
		err := b.api.do(ctx, http.MethodPost, address, data, &reply{})
		if lost && codeOf(err) != 0 {
			return nil // it is used up: what seemed lost has arrived
		}
		lost = err != nil && codeOf(err) == 0
		return err
	})
}
