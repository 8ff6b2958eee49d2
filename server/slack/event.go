package slack

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A callback is the body of an event, the same over both ways.
type callback struct {
	Type           string `json:"type"`
	Challenge      string `json:"challenge"`
	TeamID         string `json:"team_id"`
	EventID        string `json:"event_id"`
	Event          event  `json:"event"`
	Authorizations []struct {
		UserID string `json:"user_id"`
		IsBot  bool   `json:"is_bot"`
	} `json:"authorizations"`
}

// An event is what happened to a message. Of a changed or deleted one the
// message itself is within. The fields are those of app_mention and of message
// with its subtypes; what else an app may subscribe to is passed over.
type event struct {
	Type        string            `json:"type"`
	Subtype     string            `json:"subtype"`
	User        string            `json:"user"`
	BotID       string            `json:"bot_id"`
	Team        string            `json:"team"`
	UserTeam    string            `json:"user_team"`
	Text        string            `json:"text"`
	TS          string            `json:"ts"`
	Thread      string            `json:"thread_ts"`
	Root        string            `json:"parent_user_id"` // who began the thread
	Channel     string            `json:"channel"`
	ChannelType string            `json:"channel_type"`
	Files       []json.RawMessage `json:"files"`
	Message     *event            `json:"message"`
	Previous    *event            `json:"previous_message"`
	DeletedTS   string            `json:"deleted_ts"`
	Edited      *struct {
		TS string `json:"ts"`
	} `json:"edited"`
}

// said reports whether an event is a message that a person wrote: subtypes are
// for what Slack and other programs do, but for a few.
func (e event) said() bool {
	plain := slices.Contains([]string{"", "file_share", "thread_broadcast", "me_message"}, e.Subtype)
	return plain && e.User != "" && e.User != "USLACKBOT" && e.BotID == "" && e.TS != ""
}

// direct reports whether a message was sent to the bot alone.
func (e event) direct() bool { return e.ChannelType == "im" || strings.HasPrefix(e.Channel, "D") }

// edited is when a message was edited last, "" if never.
func (e event) edited() string {
	if e.Edited == nil {
		return ""
	}
	return e.Edited.TS
}

// late reports whether a message was edited when nobody waited for another
// answer any more. Slack tells of edits as mentions, too.
func (e event) late() bool {
	return e.edited() != "" && moment(e.edited()).Sub(moment(e.TS)) > editFor
}

// thread is the thread that a message is in, or begins.
func (e event) thread() string {
	if e.Thread != "" {
		return e.Thread
	}
	return e.TS
}

// errand names a message, with its wording: Slack delivers one message under
// several event ids, as a mention and as a message of its channel, but a
// timestamp is one message's alone in its channel.
func (e event) errand(team string) string {
	id := botName + team + "/" + e.Channel + "/" + e.TS
	if when := e.edited(); when != "" {
		id += "/" + when
	}
	return id
}

// moment is the time of a timestamp, "1503435956.000247".
func moment(ts string) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	n, _ := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(n, 0)
}

// me is the bot's user id, as an event tells it, or as Slack told it before.
func (b *Bot) me(c callback) string {
	for _, a := range c.Authorizations {
		if a.IsBot && a.UserID != "" {
			b.self.Store(a.UserID)
		}
	}
	return b.self.Load().(string)
}

// mentions reports whether a text mentions a user.
func mentions(text, user string) bool { return user != "" && strings.Contains(text, "<@"+user) }

// calls reports whether a text calls anybody: a user, a group, a channel.
func calls(text string) bool { return strings.Contains(text, "<@") || strings.Contains(text, "<!") }

// question is what a message asks, in the words that its writer saw: Slack
// writes <@U1|name>, <#C1|channel>, <https://…|words> and entities for the signs
// <, > and &. The bot's own mention is left out.
func question(text, me string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		out.WriteString(before)
		inside, after, closed := strings.Cut(rest, ">")
		if !found {
			break
		}
		if !closed {
			out.WriteString("<" + rest)
			break
		}
		out.WriteString(shown(inside, me))
		text = after
	}
	plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(out.String())
	return strings.TrimSpace(plain)
}

// shown is what a reader sees of what stands in angle brackets.
func shown(inside, me string) string {
	target, label, labelled := strings.Cut(inside, "|")
	switch {
	case me != "" && target == "@"+me:
		return " "
	case labelled && label != "":
		return label
	case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "#"), strings.HasPrefix(target, "!"):
		return ""
	}
	return target
}
