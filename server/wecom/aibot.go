package wecom

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"chuchu/rag/talk"
)

// An incoming is what WeCom tells a bot: a message, an event, or that it wants
// to know how a growing message stands.
type incoming struct {
	ID    string `json:"msgid"`
	Bot   string `json:"aibotid"`
	Chat  string `json:"chatid"`
	Kind  string `json:"chattype"` // single or group
	Reply string `json:"response_url"`
	From  struct {
		Corp string `json:"corpid"` // where it is another than ours
		User string `json:"userid"`
	} `json:"from"`
	Type   string  `json:"msgtype"`
	Text   content `json:"text"`
	Voice  content `json:"voice"` // what was understood
	Stream struct {
		ID string `json:"id"`
	} `json:"stream"`
	Mixed struct {
		Items []struct {
			Type string  `json:"msgtype"`
			Text content `json:"text"`
		} `json:"msg_item"`
	} `json:"mixed"`
	Event struct {
		Type     string   `json:"eventtype"`
		Feedback feedback `json:"feedback_event"`
	} `json:"event"`
}

// A feedback is what somebody says of an answer.
type feedback struct {
	ID      string `json:"id"`
	Type    int    `json:"type"` // one of those below
	Comment string `json:"content"`
	Reasons []int  `json:"inaccurate_reason_list"`
}

// Types of feedback.
const (
	accurate   = 1
	inaccurate = 2
	withdrawn  = 3
)

// Events.
const (
	eventEnter      = "enter_chat"
	eventFeedback   = "feedback_event"
	eventDisconnect = "disconnected_event"
)

// message is what somebody wrote to the bot.
func (in incoming) message(way, corp, req string) message {
	m := message{way: way, id: in.ID, corp: in.From.Corp, user: in.From.User, reply: in.Reply, req: req}
	if m.corp == "" {
		m.corp = corp
	}
	if m.corp == "" {
		m.corp = in.Bot
	}
	switch in.Type {
	case "text":
		m.text = in.Text.Content
	case "voice":
		m.text = in.Voice.Content
	case "mixed":
		for _, item := range in.Mixed.Items {
			if item.Type == "text" {
				m.text += item.Text.Content + "\n"
			}
		}
	}
	m.text = strings.TrimSpace(m.text)
	m.mute = m.text == "" && in.Type != "text"
	if in.Kind == "group" {
		m.chat = in.Chat
		m.text = unmentioned(m.text)
	}
	return m
}

// unmentioned is a text without the bot's name in front of it, which is how a
// bot is spoken to in a group.
func unmentioned(text string) string {
	if !strings.HasPrefix(text, "@") {
		return text
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		return ""
	}
	return strings.TrimSpace(text[end:])
}

// A streamBody is a state of a growing message: the whole text so far.
type streamBody struct {
	Type   string `json:"msgtype"` // stream
	Stream struct {
		ID       string `json:"id"`
		Finish   bool   `json:"finish"`
		Content  string `json:"content"`
		Feedback *mark  `json:"feedback,omitempty"` // with the first state
	} `json:"stream"`
}

// A mark comes back with feedback on a message.
type mark struct {
	ID string `json:"id"`
}

// A textBody is a plain message.
type textBody struct {
	Type string  `json:"msgtype"` // text
	Text content `json:"text"`
}

// A markdownBody is a message that is sent by itself.
type markdownBody struct {
	Chat     string  `json:"chatid,omitempty"` // the user's id where they are alone with the bot
	Kind     int     `json:"chat_type,omitempty"`
	Type     string  `json:"msgtype"` // markdown
	Markdown content `json:"markdown"`
}

// state is a state of the growing message that answers an errand. WeCom's own
// id of the message is the growing message's too, so that every process knows
// which is meant; and what comes back with feedback, which is on an answer.
func state(e talk.Errand, text string, finish, first bool) streamBody {
	_, id, _ := strings.Cut(e.ID, ":")
	s := streamBody{Type: "stream"}
	s.Stream.ID, s.Stream.Finish, s.Stream.Content = id, finish, cut(text, maxStream)
	if first {
		s.Stream.Feedback = &mark{id}
		if e.AnswerID != "" {
			s.Stream.Feedback = &mark{e.AnswerID}
		}
	}
	return s
}

// judge keeps what somebody says of an answer. Its mark names the answer, or
// the errand where that had not begun.
func (b *Bot) judge(ctx context.Context, way string, f feedback) {
	given := talk.Feedback{AnswerID: f.ID, Comment: f.Comment}
	switch f.Type {
	case accurate:
		given.Verdict = talk.Up
	case inaccurate:
		given.Verdict = talk.Down
		if len(f.Reasons) > 0 {
			given.Comment = strings.TrimSpace(given.Comment + "（" + sayReasons + strings.Trim(fmt.Sprint(f.Reasons), "[]") + "）")
		}
	case withdrawn:
		given.Verdict, given.Comment = talk.Withdrawn, ""
	default:
		return
	}
	if e, err := b.o.Errands.Errand(ctx, way+f.ID); err == nil && e.AnswerID != "" {
		given.AnswerID = e.AnswerID
	}
	run, err := b.o.Archive.Run(ctx, given.AnswerID)
	if err == nil {
		given.Owner = run.Owner
		err = b.o.Runner.Judge(ctx, given)
	}
	if err != nil {
		b.o.Log.Warn("wecom: keep feedback", "error", err)
	}
}

// encode is v as JSON with the characters as they are.
func encode(v any) (json.RawMessage, error) {
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return json.RawMessage(strings.TrimSpace(text.String())), err
}
