package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// What the settings of an app in 企业微信 might be.
const (
	wecomCorp   = "ww0123456789abcdef"
	wecomSecret = "secret-of-an-app"
	wecomToken  = "token-of-a-callback"
	wecomKey    = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
)

// wecomDouble stands for WeCom's interface: it takes messages. The package's own
// tests have one that is strict.
func wecomDouble(t *testing.T) (sent chan string, address string) {
	sent = make(chan string, 64)
	mux := http.NewServeMux()
	mux.HandleFunc("/cgi-bin/gettoken", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"errcode":0,"access_token":"access","expires_in":7200}`)
	})
	mux.HandleFunc("/cgi-bin/agent/get", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"errcode":60020,"errmsg":"not allow to access from your ip, hint: [1], from ip: 203.0.113.9"}`)
	})
	mux.HandleFunc("/cgi-bin/message/send", func(w http.ResponseWriter, r *http.Request) {
		var m struct{ Markdown struct{ Content string } }
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			t.Error(err)
		}
		fmt.Fprint(w, `{"errcode":0}`)
		sent <- m.Markdown.Content
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return sent, s.URL
}

// wecomFor are the flags of an app that speaks with an address.
func wecomFor(address string) []string {
	return []string{
		"--wecom-corp-id", wecomCorp, "--wecom-agent-id", "1000002", "--wecom-secret", wecomSecret,
		"--wecom-token", wecomToken, "--wecom-aes-key", wecomKey, "--wecom-api-url", address,
	}
}

// sealed encrypts a message as WeCom does, and signs it for a query.
func sealed(t *testing.T, message, receiver string) (string, url.Values) {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(wecomKey + "=")
	if err != nil {
		t.Fatal(err)
	}
	data := binary.BigEndian.AppendUint32(make([]byte, 16), uint32(len(message)))
	data = append(data, message+receiver...)
	pad := 32 - len(data)%32
	data = append(data, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	cipher.NewCBCEncrypter(block, key[:16]).CryptBlocks(data, data)
	text, stamp := base64.StdEncoding.EncodeToString(data), strconv.FormatInt(time.Now().Unix(), 10)
	parts := []string{wecomToken, stamp, "n", text}
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return text, url.Values{"timestamp": {stamp}, "nonce": {"n"}, "msg_signature": {hex.EncodeToString(sum[:])}}
}

// called has WeCom deliver a message, from elsewhere and through a proxy, and
// expects it to be acknowledged. It returns what it was signed with.
func (s served) called(t *testing.T, id, question string) url.Values {
	t.Helper()
	text, q := sealed(t, "<xml><FromUserName>zhang</FromUserName><MsgType>text</MsgType><Content>"+question+"</Content><MsgId>"+id+"</MsgId></xml>", wecomCorp)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/wecom/app?"+q.Encode(), strings.NewReader("<xml><Encrypt>"+text+"</Encrypt></xml>"))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "chuchu.example"
	r.Header.Set("X-Forwarded-For", "203.0.113.7")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK || len(body) > 0 {
		t.Errorf("acknowledged with %d %s", resp.StatusCode, body)
	}
	return q
}

// Two servers on one PostgreSQL get the same messages at the same time, as when
// WeCom tries again through a balancer: each is answered once.
func TestWecomShared(t *testing.T) {
	database := sharedDatabase(t)
	sent, address := wecomDouble(t)
	flags := append(wecomFor(address), "--public-url", "http://127.0.0.1:1")
	servers := []served{start(t, database, flags...), start(t, database, flags...)}
	const messages = 6
	var delivering sync.WaitGroup
	for i := range 2 * messages {
		delivering.Go(func() { servers[i%2].called(t, fmt.Sprint("m", i/2), outlandish+fmt.Sprint(i/2)) })
	}
	delivering.Wait()
	answered := 0
	for answered < messages {
		answered += beginning(<-sent)
	}
	for _, s := range servers {
		if status, log := s.stop(); status != 0 {
			t.Errorf("%d %s", status, log)
		}
	}
	close(sent)
	for text := range sent {
		answered += beginning(text)
	}
	if answered != messages {
		t.Errorf("%d answers to %d messages", answered, messages)
	}
}

// beginning is 1 for a message that an answer begins with, 0 for a further part.
func beginning(text string) int {
	if strings.HasPrefix(text, "（") && !strings.HasPrefix(text, "（1/") {
		return 0
	}
	return 1
}

// A question that WeCom delivers, through a proxy and without a key, is answered
// by a message with its sources and a link that opens; and once.
func TestServeWecom(t *testing.T) {
	sent, address := wecomDouble(t)
	s := start(t, "", append(wecomFor(address), "--public-url", "http://127.0.0.1:1", "--keys", filepath.Join(t.TempDir(), "keys"))...)
	q := s.called(t, "7", goalQuestion)
	s.called(t, "7", goalQuestion)
	var all string
	for !strings.Contains(all, "/a/") {
		all += <-sent
	}
	if !strings.Contains(unquoted(all), goalSentence) || !strings.Contains(all, "出处：\n[1] 《湛江市赤坎区") {
		t.Errorf("sent %s", all)
	}
	link := all[strings.Index(all, "http://127.0.0.1:1/a/"):]
	link = "http://" + s.address + strings.TrimSuffix(strings.TrimPrefix(link, "http://127.0.0.1:1"), ")")
	resp, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if page, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK || !strings.Contains(unquoted(string(page)), goalSentence) {
		t.Errorf("%s: %d", link, resp.StatusCode)
	}
	status, log := s.stop()
	if status != 0 || len(sent) > 0 || !strings.Contains(log, "who=wecom:"+wecomCorp+"/zhang") {
		t.Errorf("%d, %d more messages, %s", status, len(sent), log)
	}
	for _, secret := range []string{wecomSecret, wecomToken, wecomKey, goalQuestion, q.Get("msg_signature")} {
		if strings.Contains(log, secret) {
			t.Errorf("the log tells %s", secret)
		}
	}
}

// Without a public address no bot starts; half a configuration is told; every
// flag has its variable.
func TestWecomSettings(t *testing.T) {
	database := filepath.Join(t.TempDir(), "chuchu.db")
	for _, c := range []struct {
		name      string
		variables map[string]string
		args      []string
		want      string
	}{
		{"no address", nil, wecomFor("http://127.0.0.1:1"), "--public-url"},
		{"half", nil, []string{"--wecom-bot-id", "b", "--public-url", "https://chuchu.example"}, "--wecom-bot-secret"},
		{"variables", map[string]string{"CHUCHU_WECOM_CORP_ID": "ww1", "CHUCHU_WECOM_AGENT_ID": "x", "CHUCHU_WECOM_SECRET": "s", "CHUCHU_WECOM_PLAIN": "1"}, nil, "应为数字"},
		{"the 企业ID alone", nil, []string{"--wecom-corp-id", wecomCorp, "--public-url", "https://chuchu.example"}, "还缺少 --wecom-agent-id"},
		{"a bot's variables", map[string]string{"CHUCHU_WECOM_BOT_TOKEN": "t", "CHUCHU_WECOM_BOT_AES_KEY": "short"}, nil, "43个字符"},
		{"a connection's variables", map[string]string{"CHUCHU_WECOM_BOT_SECRET": "s"}, nil, "--wecom-bot-id"},
	} {
		status, _, stderr := program(t, c.variables, append([]string{"serve", "--addr", "127.0.0.1:0", "--no-seeds", "--database", database}, c.args...)...)
		if status == 0 || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: %d %s", c.name, status, stderr)
		}
	}
}

// The check prints what is wrong in words, and fails; so does one of nothing.
func TestCheckWecom(t *testing.T) {
	_, address := wecomDouble(t)
	s := start(t, "", append(wecomFor(address), "--public-url", "http://127.0.0.1:1")...)
	status, out, stderr := program(t, nil, append([]string{"check", "wecom", "--public-url", "http://" + s.address}, wecomFor(address)...)...)
	if status != 1 || !strings.Contains(stderr, "1项不可用") {
		t.Errorf("%d %s", status, stderr)
	}
	for _, want := range []string{"好  自建应用回调的Token", "好  回调地址 http://" + s.address + "/wecom/app", "好  企业ID和应用Secret", "坏  AgentId、权限和企业可信IP", "企业微信看到的本机地址是 203.0.113.9"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if status, _, stderr := program(t, nil, "check", "wecom"); status != 1 || !strings.Contains(stderr, "docs/WECOM.md") {
		t.Errorf("of nothing: %d %s", status, stderr)
	}
}
