package slack

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"chuchu/reach"
)

// checkFor is how long each step of a check may take.
const checkFor = 20 * time.Second

// A Finding is what a check found of one thing.
type Finding struct {
	What   string // was looked at
	Said   string
	Advice string // what to do, "" where there is nothing to do
	OK     bool
}

// Check tries a configuration and tells what to change. publicURL is the address
// that people use; Slack's requests are expected below it.
func Check(ctx context.Context, o Options, publicURL string) []Finding {
	faults := tokens(o)
	if len(faults) > 0 {
		return faults
	}
	return check(ctx, newBot(o, netDial), publicURL)
}

// check tries what a bot is to work with.
func check(ctx context.Context, b *Bot, publicURL string) []Finding {
	defer b.web.CloseIdleConnections()
	all := append([]Finding{{What: whatTokens, Said: sayTokenForms, OK: true}}, b.checkBot(ctx)...)
	if b.o.AppToken != "" {
		all = append(all, b.checkSocket(ctx))
	}
	if b.o.SigningSecret != "" {
		all = append(all, checkEvents(publicURL))
	}
	return all
}

var secretForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// tokens finds what is wrong with the forms of tokens, nothing where they are right.
func tokens(o Options) (faults []Finding) {
	add := func(said, advice string) { faults = append(faults, Finding{whatTokens, said, advice, false}) }
	bot, app := o.BotToken, o.AppToken
	switch {
	case bot == "":
		add(sayNoBotToken, adviseBotToken)
	case strings.HasPrefix(bot, "xapp-") && (app == "" || strings.HasPrefix(app, "xoxb-")):
		add(saySwapped, adviseSwapped)
		return faults
	case strings.HasPrefix(bot, "xoxp-"):
		add(sayUserToken, adviseBotToken)
	case !strings.HasPrefix(bot, "xoxb-"):
		add(sayBotKind, adviseBotToken)
	}
	if app != "" && !strings.HasPrefix(app, "xapp-") {
		add(sayAppKind, adviseAppToken)
	}
	if o.SigningSecret != "" && !secretForm.MatchString(o.SigningSecret) {
		add(saySecretForm, adviseSecret)
	}
	if app == "" && o.SigningSecret == "" {
		add(sayNoWay, adviseWay)
	}
	return faults
}

// needed are the permissions of the bot token: to hear mentions, direct messages
// and what is said in threads, to write, and to have a command. The manifest in
// docs/SLACK.md grants these.
var needed = []string{"app_mentions:read", "channels:history", "chat:write", "commands", "groups:history", "im:history", "mpim:history"}

// checkBot tries the bot token and looks what it may do.
func (b *Bot) checkBot(ctx context.Context) []Finding {
	ctx, cancel := context.WithTimeout(ctx, checkFor)
	defer cancel()
	who, err := b.api.AuthTestContext(ctx)
	if err == nil && who.UserID == "" {
		err = errSilent
	}
	if err != nil {
		return []Finding{b.wrong(whatAPI, err)}
	}
	all := []Finding{{What: whatAPI, Said: fmt.Sprintf(sayConnected, who.Team, who.User), OK: true}}
	granted := strings.FieldsFunc(who.Header.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	lacks := slices.DeleteFunc(slices.Clone(needed), func(scope string) bool { return slices.Contains(granted, scope) })
	switch {
	case len(granted) == 0: // a stand-in that does not tell
	case len(lacks) > 0:
		all = append(all, Finding{whatScopes, fmt.Sprintf(sayLacks, strings.Join(lacks, "、")), adviseScopes, false})
	default:
		all = append(all, Finding{What: whatScopes, Said: sayScopes, OK: true})
	}
	return all
}

// checkSocket opens a connection and waits for its greeting. For a moment Slack
// may deliver to it; what it does not acknowledge goes to a bot that is running.
func (b *Bot) checkSocket(ctx context.Context) Finding {
	ctx, cancel := context.WithTimeout(ctx, checkFor)
	defer cancel()
	_, address, err := b.api.StartSocketModeContext(ctx)
	if err = stamped(address, err); err != nil {
		return b.wrong(whatSocket, err)
	}
	conn, err := b.connectTo(ctx, address)
	if err != nil {
		return b.wrong(whatSocket, err)
	}
	defer conn.Close()
	_ = conn.SetReadDeadline(time.Now().Add(checkFor)) // reading tells
	var e envelope
	if err := conn.ReadJSON(&e); err != nil {
		return b.wrong(whatSocket, err)
	}
	if e.Type == "disconnect" {
		return Finding{whatSocket, saySocketOff, adviseSocketOff, false}
	}
	return Finding{What: whatSocket, Said: saySocket, OK: true}
}

// checkEvents tells what Slack must be told where it sends requests. Whether it
// can reach the address only Slack can try.
func checkEvents(publicURL string) Finding {
	if !strings.HasPrefix(publicURL, "https://") {
		return Finding{whatEvents, sayPlainURL, adviseHTTPS, false}
	}
	return Finding{What: whatEvents, Said: fmt.Sprintf(sayEvents, strings.TrimSuffix(publicURL, "/")+Path), Advice: adviseEvents, OK: true}
}

// wrong tells of an error in words.
func (b *Bot) wrong(what string, err error) Finding {
	code := codeOf(err)
	if limited(err) {
		code = "ratelimited"
	}
	return Finding{what, cmp.Or(reach.Why(err), b.scrub(err)), adviseOn(code), false}
}
