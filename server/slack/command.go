package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// A command is a slash command as Slack sends it.
type command struct {
	TeamID      string `json:"team_id"`
	ChannelID   string `json:"channel_id"`
	UserID      string `json:"user_id"`
	Text        string `json:"text"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
	Check       string `json:"ssl_check"` // Slack looks whether anybody is there
}

// commanded takes a slash command. Its answer goes to the channel, in a thread
// of its own, where the bot is a member; else to whoever gave it, alone. Slack
// delivers a command over a connection again where it was not acknowledged, but
// never sends a second request for it.
func (b *Bot) commanded(ctx context.Context, payload []byte) error {
	var c command
	if err := json.Unmarshal(payload, &c); err != nil {
		b.o.Log.Warn("slack sent a command that cannot be read", "error", b.scrub(err))
		return nil
	}
	if c.Check != "" || c.ChannelID == "" || c.UserID == "" {
		return nil
	}
	to := address{
		Team: c.TeamID, Channel: c.ChannelID, User: c.UserID, UserTeam: c.TeamID, Hook: c.ResponseURL,
		Direct: strings.HasPrefix(c.ChannelID, "D"), Question: question(c.Text, ""),
	}
	to.understand(false)
	room := ""
	if to.Direct {
		room = botName + to.Team + "/" + to.Channel
	}
	return b.owe(ctx, botName+c.TeamID+"/command/"+c.mark(), room, to)
}

// mark tells a command from others. What Slack tells it by opens windows and
// answers in its user's name for a while, so that it must not get into a log.
func (c command) mark() string {
	sum := sha256.Sum256([]byte(c.TriggerID + " " + c.ResponseURL))
	return hex.EncodeToString(sum[:12])
}
