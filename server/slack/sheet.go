package slack

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// updateEvery is the shortest time between two changes of a message.
const updateEvery = time.Second

// A sheet is the one message of ours that an answer stands in. It is written in
// one of the ways of its address:
//
//	unwritten ─ text ────────────▶ streaming ─ finish ▶ (stopped with all below)
//	    │  └─── no streams here ─┐     │ stream over, or its text uncertain
//	    │ finish                 ▼     ▼
//	    └──────────────────────▶ plain ─ finish ▶ (written anew with all below)
//
// A command in a channel that the bot is no member of goes the way hooked: its
// answer is whispered, whole. An error means that nothing can be written there,
// now or ever.
type sheet struct {
	b    *Bot
	to   *address // has where the message is and how it is written
	kept func()   // keeps the address after it has changed

	sent  string    // what this process appended to the stream
	knows bool      // sent is all that was appended
	shown string    // what was written last, where it is written anew
	last  time.Time // of the latest change
	mute  bool      // nothing more is shown before the end
}

// A page is what a message says at last.
type page struct {
	text  string        // Markdown
	below []slack.Block // sources, notices, buttons
	plain string        // all of it as text; "" where that is text
}

// open makes sure that there is a thread to answer in. A command has none: it
// begins with a message that says who asked what. Where the bot may not speak,
// the answer goes to whoever gave the command.
func (s *sheet) open(ctx context.Context) error {
	if s.to.Thread != "" || s.to.Way == hooked {
		return nil
	}
	asked := plainText(" " + clip(s.to.Question, 300))
	who := slack.NewTextBlockObject(slack.MarkdownType, "<@"+s.to.User+">"+sayAsked, false, true)
	ts, err := s.post(ctx, slack.MsgOptionBlocks(slack.NewContextBlock("", who, asked)), slack.MsgOptionText(sayCareful, false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	switch {
	case err == nil:
		s.to.Thread = ts
	case shutOut(err) && s.to.Hook != "":
		s.to.Way = hooked
	default:
		return err
	}
	s.kept()
	return nil
}

// wait says that something is being done, as long as nothing is shown: as the
// status of the thread, which Slack takes away when a message comes. Where there
// is no status, a message says it once it is due, and becomes the answer. It
// reports false where nothing was said.
func (s *sheet) wait(ctx context.Context, due bool) bool {
	if s.to.Way != unwritten {
		return true
	}
	if !s.b.noStatus.Load() {
		err := s.status(ctx, sayStatus)
		if err == nil || limited(err) || codeOf(err) == "" {
			return true
		}
		s.b.noStatus.Store(true)
		s.b.o.Log.Info("slack shows no status of threads; a message says it instead", "error", s.b.scrub(err))
	}
	if !due {
		return false
	}
	if err := s.place(ctx, page{text: sayWaiting}); err != nil && ctx.Err() == nil {
		s.b.o.Log.Warn("say that an answer is coming", "error", s.b.scrub(err))
	}
	return true
}

// status gives the thread a status; "" takes it away.
func (s *sheet) status(ctx context.Context, status string) error {
	return s.b.once(ctx, "assistant.threads.setStatus", func(ctx context.Context) error {
		return s.b.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
			ChannelID: s.to.Channel, ThreadTS: s.to.Thread, Status: status,
		})
	})
}

// show shows the text as far as it has come. What Slack does not take in time
// is shown the next time; where it takes nothing, the whole answer will tell.
func (s *sheet) show(ctx context.Context, text string) {
	if s.mute {
		return
	}
	text = markdown(clip(text, bodyMost))
	var err error
	switch s.to.Way {
	case unwritten:
		err = s.begin(ctx, text)
	case streaming:
		err = s.add(ctx, text)
	case plain:
		err = s.rewrite(ctx, text)
	}
	if err != nil && ctx.Err() == nil {
		s.mute = true
		s.b.o.Log.Warn("show a slack answer in the making", "error", s.b.scrub(err))
	}
}

// begin starts a stream. Whatever goes wrong with it, a plain message may not:
// of streams there are fewer a minute than of messages, and who asks when they
// are used up shall not wait for the next minute.
func (s *sheet) begin(ctx context.Context, text string) error {
	if s.b.noStream.Load() {
		return s.placed(ctx, text)
	}
	var ts string
	err := s.b.once(ctx, "chat.startStream", func(ctx context.Context) (err error) {
		ctx = context.WithoutCancel(ctx) // a message that is there must be known
		_, ts, err = s.b.api.StartStreamContext(ctx, s.to.Channel, slack.MsgOptionTS(s.to.Thread), slack.MsgOptionMarkdownText(text),
			slack.MsgOptionRecipientUserID(s.to.User), slack.MsgOptionRecipientTeamID(s.to.UserTeam))
		return stamped(ts, err)
	})
	if err == nil {
		s.to.TS, s.to.Way, s.sent, s.knows, s.last = ts, streaming, text, true, time.Now()
		s.kept()
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if streamless(err) {
		s.b.noStream.Store(true)
	}
	if !limited(err) {
		s.b.o.Log.Warn("slack starts no stream; the message is written anew instead", "error", s.b.scrub(err))
	}
	return s.placed(ctx, text)
}

// placed posts text that is Markdown already.
func (s *sheet) placed(ctx context.Context, text string) error {
	s.shown = text
	return s.place(ctx, page{text: text})
}

// add appends what the stream lacks, whole sentences, at most once a second. A
// stream that Slack has ended, and one that may or may not have taken the text,
// is left for a message that is written anew.
func (s *sheet) add(ctx context.Context, text string) error {
	rest, ok := strings.CutPrefix(text, s.sent)
	if !s.knows {
		return s.leave(ctx, text)
	}
	if !ok || strings.TrimSpace(rest) == "" || time.Since(s.last) < updateEvery {
		return nil
	}
	err := s.b.once(ctx, "chat.appendStream", func(ctx context.Context) error {
		_, ts, err := s.b.api.AppendStreamContext(ctx, s.to.Channel, s.to.TS, slack.MsgOptionMarkdownText(rest))
		return stamped(ts, err)
	})
	s.last = time.Now()
	switch {
	case err == nil:
		s.sent = text
	case limited(err):
	case ctx.Err() != nil:
		return context.Cause(ctx)
	default:
		s.b.o.Log.Info("slack takes no more of a stream; the message is written anew", "error", s.b.scrub(err))
		if notStreaming(err) {
			s.to.Way = plain
			s.kept()
			return s.rewrite(ctx, text)
		}
		return s.leave(ctx, text)
	}
	return nil
}

// leave ends a stream whose text is not known for certain, and goes on with a
// message that is written anew.
func (s *sheet) leave(ctx context.Context, text string) error {
	if err := s.stop(ctx, "", nil); err != nil && !notStreaming(err) {
		return err
	}
	s.to.Way = plain
	s.kept()
	return s.rewrite(ctx, text)
}

// stop ends a stream with what it lacks and what stands below. The library's
// StopStream has no success but a timestamp.
func (s *sheet) stop(ctx context.Context, rest string, below []slack.Block) error {
	options := []slack.MsgOption{}
	if strings.TrimSpace(rest) != "" {
		options = append(options, slack.MsgOptionMarkdownText(rest))
	}
	if len(below) > 0 {
		options = append(options, slack.MsgOptionBlocks(below...))
	}
	return s.b.insist(ctx, "chat.stopStream", func(ctx context.Context) error {
		_, ts, err := s.b.api.StopStreamContext(ctx, s.to.Channel, s.to.TS, options...)
		return stamped(ts, err)
	})
}

// rewrite writes the text anew where there is more of it, at most once a second.
func (s *sheet) rewrite(ctx context.Context, text string) error {
	if text == s.shown || time.Since(s.last) < updateEvery {
		return nil
	}
	err := s.b.once(ctx, "chat.update", s.updating(page{text: text}.options()))
	s.last = time.Now()
	switch {
	case err == nil:
		s.shown = text
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case gone(err):
		return s.placed(ctx, text)
	case limited(err), passing(err):
	case codeOf(err) == "streaming_state_conflict":
		return s.stop(ctx, "", nil)
	default:
		return err
	}
	return nil
}

// updating returns the call that writes the message anew.
func (s *sheet) updating(options []slack.MsgOption) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		_, ts, _, err := s.b.api.UpdateMessageContext(ctx, s.to.Channel, s.to.TS, options...)
		return stamped(ts, err)
	}
}

// anew writes the message anew, for certain.
func (s *sheet) anew(ctx context.Context, p page) error {
	return s.fitted(p, func(options []slack.MsgOption) error {
		return s.b.insist(ctx, "chat.update", s.updating(options))
	})
}

// options are what a message needs that is written as a whole. Its text is what
// notifications show.
func (p page) options() []slack.MsgOption {
	blocks := append([]slack.Block{slack.NewMarkdownBlock("", p.text)}, p.below...)
	return []slack.MsgOption{
		slack.MsgOptionBlocks(blocks...), slack.MsgOptionText(clip(p.text, 120), false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}

// bare are what a message needs where Slack knows none of our blocks: text alone.
func (p page) bare() []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionBlocks(), slack.MsgOptionText(cmp.Or(p.plain, p.text), false), slack.MsgOptionParse(false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}

// fitted makes a call with a page, and with its text alone where Slack does not
// take the blocks: an older server knows neither Markdown nor buttons.
func (s *sheet) fitted(p page, try func(options []slack.MsgOption) error) error {
	err := try(p.options())
	if !unfit(err) {
		return err
	}
	s.b.o.Log.Warn("slack does not take the blocks of a message; its text goes alone", "error", s.b.scrub(err))
	return try(p.bare())
}

// post posts a message in the thread, if there is one yet.
func (s *sheet) post(ctx context.Context, options ...slack.MsgOption) (ts string, err error) {
	if s.to.Thread != "" {
		options = append(options, slack.MsgOptionTS(s.to.Thread))
	}
	err = s.b.insist(ctx, "chat.postMessage", func(ctx context.Context) error {
		ctx = context.WithoutCancel(ctx) // a message that is there must be known
		_, ts, err = s.b.api.PostMessageContext(ctx, s.to.Channel, options...)
		return stamped(ts, err)
	})
	return ts, err
}

// place posts the message.
func (s *sheet) place(ctx context.Context, p page) error {
	var ts string
	err := s.fitted(p, func(options []slack.MsgOption) (err error) {
		ts, err = s.post(ctx, options...)
		return err
	})
	if err != nil {
		return err
	}
	s.to.TS, s.to.Way, s.last = ts, plain, time.Now()
	s.kept()
	return nil
}

// finish writes what the message says at last.
func (s *sheet) finish(ctx context.Context, p page) error {
	if s.to.Way == streaming {
		done, err := s.complete(ctx, p)
		if done || err != nil {
			return err
		}
	}
	switch {
	case s.to.Way == hooked, s.to.Thread == "" && s.to.Hook != "":
		return s.whisper(ctx, p)
	case s.to.Way == unwritten:
		return s.elsewhere(ctx, p, s.place(ctx, p))
	}
	if err := pause(ctx, updateEvery-time.Since(s.last)); err != nil {
		return err
	}
	err := s.anew(ctx, p)
	switch {
	case codeOf(err) == "streaming_state_conflict":
		if err = s.stop(ctx, "", nil); err == nil || notStreaming(err) {
			err = s.anew(ctx, p)
		}
	case gone(err), codeOf(err) == "edit_window_closed", codeOf(err) == "cant_update_message":
		err = s.place(ctx, p)
	}
	return s.elsewhere(ctx, p, err)
}

// complete ends the stream with what it lacks. It reports false where the
// message has to be written anew: the stream is over, or holds something else.
func (s *sheet) complete(ctx context.Context, p page) (bool, error) {
	rest, ok := strings.CutPrefix(p.text, s.sent)
	ok = ok && s.knows
	var err error
	if ok {
		err = s.stop(ctx, rest, p.below)
	} else {
		err = s.stop(ctx, "", nil)
	}
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	if err != nil && !notStreaming(err) {
		s.b.o.Log.Info("slack does not end a stream; the message is written anew", "error", s.b.scrub(err))
	}
	if err == nil && ok {
		return true, nil
	}
	s.to.Way, s.last = plain, time.Now()
	s.kept()
	return false, nil
}

// whisper shows the page to whoever gave a command, alone.
func (s *sheet) whisper(ctx context.Context, p page) error {
	blocks := slack.Blocks{BlockSet: append([]slack.Block{slack.NewMarkdownBlock("", p.text)}, p.below...)}
	err := s.b.respond(ctx, s.to.Hook, &slack.WebhookMessage{ResponseType: slack.ResponseTypeEphemeral, Text: clip(p.text, 120), Blocks: &blocks})
	return s.elsewhere(ctx, p, err)
}

// respond posts to the address that Slack gave for a while.
func (b *Bot) respond(ctx context.Context, hook string, m *slack.WebhookMessage) error {
	return b.insist(ctx, "response_url", func(ctx context.Context) error {
		return slack.PostWebhookCustomHTTPContext(ctx, hook, b.web, m)
	})
}

// elsewhere sends the page to the asker directly where the channel, or the
// address that Slack gave, does not take it for good.
func (s *sheet) elsewhere(ctx context.Context, p page, err error) error {
	if err == nil || ctx.Err() != nil || s.to.Direct || !shutOut(err) && (s.to.Way != hooked || codeOf(err) == "") {
		return err
	}
	late := s.fitted(p, func(options []slack.MsgOption) error {
		return s.b.insist(ctx, "chat.postMessage", func(ctx context.Context) error {
			_, ts, err := s.b.api.PostMessageContext(ctx, s.to.User, options...)
			return stamped(ts, err)
		})
	})
	if late != nil {
		return errors.Join(err, late)
	}
	return nil
}

// remove takes the message away. One that cannot be deleted is emptied.
func (s *sheet) remove(ctx context.Context) error {
	if s.to.TS == "" {
		if s.to.Thread != "" && s.to.Wish == "" && !s.b.noStatus.Load() {
			return s.status(ctx, "")
		}
		return nil
	}
	if s.to.Way == streaming {
		if err := s.stop(ctx, "", nil); err != nil && !notStreaming(err) {
			return err
		}
	}
	err := s.b.insist(ctx, "chat.delete", func(ctx context.Context) error {
		_, ts, err := s.b.api.DeleteMessageContext(ctx, s.to.Channel, s.to.TS)
		return stamped(ts, err)
	})
	if err == nil || gone(err) {
		return nil
	}
	return s.anew(ctx, page{text: sayStopped})
}
