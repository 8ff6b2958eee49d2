package slack

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
)

// told is what a check says, a line for a finding.
func told(all []Finding) string {
	var lines []string
	for _, f := range all {
		lines = append(lines, map[bool]string{true: "好 ", false: "坏 "}[f.OK]+f.What+" "+f.Said+" "+f.Advice)
	}
	return strings.Join(lines, "\n")
}

// A check tells in words what is wrong with tokens before it asks anybody.
func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Options
		want []string
	}{
		{"right", Options{BotToken: botToken, AppToken: appToken, SigningSecret: secret}, nil},
		{"socket mode", Options{BotToken: botToken, AppToken: appToken}, nil},
		{"events", Options{BotToken: botToken, SigningSecret: secret}, nil},
		{"nothing", Options{}, []string{sayNoBotToken, sayNoWay}},
		{"swapped", Options{BotToken: appToken, AppToken: botToken}, []string{saySwapped}},
		{"the app token alone, as the bot's", Options{BotToken: appToken}, []string{saySwapped}},
		{"a user token", Options{BotToken: "xoxp-1", AppToken: appToken}, []string{sayUserToken}},
		{"another app token", Options{BotToken: botToken, AppToken: "xoxe-1"}, []string{sayAppKind}},
		{"no way", Options{BotToken: botToken}, []string{sayNoWay}},
		{"another secret", Options{BotToken: botToken, SigningSecret: botToken}, []string{saySecretForm}},
	} {
		faults := tokens(c.o)
		if len(faults) != len(c.want) {
			t.Errorf("%s:\n%s", c.name, told(faults))
			continue
		}
		for i, f := range faults {
			if f.Said != c.want[i] || f.OK || f.Advice == "" {
				t.Errorf("%s:\n%s", c.name, told(faults))
			}
		}
		if _, err := New(c.o); (err == nil) != (len(c.want) == 0) {
			t.Errorf("%s: New: %v", c.name, err)
		}
	}
}

// A check tries what it is given and tells what to change.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, url string
		spoil     func(w *workspace, o *Options)
		good      bool
		says      []string
	}{
		{"all is well", "https://chuchu.example/", nil, true, []string{"工作区 测试工作区，机器人 chuchu", sayScopes, saySocket, "https://chuchu.example/slack/events"}},
		{"a token that is no more", "https://x", func(w *workspace, _ *Options) { w.fault("auth.test", "token_revoked") }, false, []string{"已被撤销"}},
		{"a wrong token", "https://x", func(_ *workspace, o *Options) { o.BotToken = "xoxb-0" }, false, []string{"令牌无效"}},
		{"an app token without its permission", "https://x", func(w *workspace, _ *Options) { w.fault("apps.connections.open", "missing_scope") }, false, []string{"connections:write"}},
		{"socket mode off", "https://x", func(w *workspace, _ *Options) { w.sockets.off = "link_disabled" }, false, []string{saySocketOff, adviseSocketOff}},
		{"another address", "https://x", func(w *workspace, _ *Options) { w.fault("auth.test", "unknown_method") }, false, []string{"--slack-api-url"}},
		{"limited", "https://x", func(w *workspace, _ *Options) { w.budget(map[string]int{"auth.test": 0}) }, false, []string{"一分钟后"}},
		{"too few permissions", "https://x", func(w *workspace, _ *Options) { w.scopes = "chat:write,commands" }, false, []string{"缺少权限 app_mentions:read、channels:history、", "Reinstall"}},
		{"no certificate", "http://x", nil, false, []string{sayPlainURL}},
		{"an error nobody knows", "https://x", func(w *workspace, _ *Options) { w.fault("auth.test", "org_login_required") }, false, []string{"org_login_required"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			lines := newPipes()
			w := openWorkspace(t, lines, "http://127.0.0.1")
			o := Options{BotToken: botToken, AppToken: appToken, SigningSecret: secret, APIURL: w.url + "/api/"}
			if c.spoil != nil {
				c.spoil(w, &o)
			}
			all := check(t.Context(), newBot(o, lines.dial), c.url)
			good := true
			for _, f := range all {
				good = good && f.OK
			}
			for _, want := range c.says {
				if !strings.Contains(told(all), want) {
					t.Errorf("%s: no %q in\n%s", c.name, want, told(all))
				}
			}
			if good != c.good || strings.Contains(told(all), "secret") || strings.Contains(told(all), botToken) {
				t.Errorf("%s:\n%s", c.name, told(all))
			}
		})
	}
}

// Where Slack cannot be reached the check says so.
func TestCheckUnreachable(t *testing.T) {
	dial := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no route to host") }
	all := check(t.Context(), newBot(Options{BotToken: botToken, AppToken: appToken, APIURL: "http://127.0.0.1"}, dial), "")
	if got := told(all); strings.Count(got, "HTTPS_PROXY") != 2 || !strings.Contains(got, "no route to host") {
		t.Errorf("got\n%s", got)
	}
}

// What goes into a log holds no secret, wherever an error took it from.
func TestScrub(t *testing.T) {
	b := newBot(Options{BotToken: botToken, AppToken: appToken, SigningSecret: secret}, netDial)
	for _, text := range []string{
		"token " + botToken, "wss://wss-primary.slack.com/link/?ticket=abc-123&app_id=x",
		`Post "https://hooks.slack.com/commands/T1/2/abc-123": EOF`, "key " + secret, "xoxp-abc-123 and xapp-abc-123 and " + appToken,
	} {
		got := b.scrub(errors.New(text))
		for _, s := range []string{"abc-123", botToken, appToken, secret} {
			if strings.Contains(got, s) {
				t.Errorf("%q is left of %q", got, text)
			}
		}
	}
}
