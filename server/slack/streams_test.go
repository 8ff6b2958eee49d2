package slack

import (
	"slices"
	"time"
)

// open reports whether a message is streaming. Slack ends streams by itself.
func (w *workspace) open(m *posted) bool {
	if m.Streaming && time.Since(m.began) >= streamFor {
		m.Streaming = false
		m.Ways = append(m.Ways, "expired")
	}
	return m.Streaming
}

func (w *workspace) startStream(args map[string]string) reply {
	if code := w.admitted(args); code != "" {
		return no(code)
	}
	switch {
	case args["thread_ts"] == "":
		w.wrong("a stream without a thread")
		return no("invalid_arguments")
	case args["channel"][0] != 'D' && args["recipient_user_id"] == "":
		w.wrong("no recipient_user_id")
		return no("missing_recipient_user_id")
	case args["channel"][0] != 'D' && args["recipient_team_id"] == "":
		w.wrong("no recipient_team_id")
		return no("missing_recipient_team_id")
	}
	w.checkPiece(args["markdown_text"])
	return w.add(&posted{
		Channel: args["channel"], Thread: args["thread_ts"], Text: args["markdown_text"], Streaming: true, Ways: []string{"start"},
	})
}

// streamed finds the message of a stream. Who was told that it is over must
// not ask again.
func (w *workspace) streamed(args map[string]string) (*posted, string) {
	m := w.find(args)
	switch {
	case m == nil:
		return nil, "message_not_found"
	case !w.open(m) && slices.Contains(m.Ways, "told"):
		w.wrong("asked again for a stream that is over")
		return nil, "message_not_in_streaming_state"
	case !w.open(m):
		m.Ways = append(m.Ways, "told")
		return nil, "message_not_in_streaming_state"
	}
	return m, ""
}

func (w *workspace) appendStream(args map[string]string) reply {
	m, code := w.streamed(args)
	if code != "" {
		return no(code)
	}
	w.checkPiece(args["markdown_text"])
	m.Text, m.Ways = m.Text+args["markdown_text"], append(m.Ways, "append")
	return ok(map[string]any{"channel": m.Channel, "ts": m.TS})
}

func (w *workspace) stopStream(args map[string]string) reply {
	m, code := w.streamed(args)
	if code != "" {
		return no(code)
	}
	if args["markdown_text"] != "" {
		w.checkMarkdown(args["markdown_text"])
	}
	text, below, code := w.blocks(args["blocks"])
	if code != "" || text != "" {
		w.wrong("blocks of stopStream: %s %q", code, text)
		return no("invalid_blocks")
	}
	m.Text, m.Below, m.Streaming, m.Ways = m.Text+args["markdown_text"], below, false, append(m.Ways, "stop")
	return ok(map[string]any{"channel": m.Channel, "ts": m.TS})
}
