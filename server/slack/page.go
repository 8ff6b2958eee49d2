package slack

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Limits of a message. Slack takes some 13,000 characters of all blocks, 50
// blocks, 3,000 characters a text; 12,000 in all are sure. Each part has its own
// room, so that no text takes that of the sources; what does not fit is behind
// the link to the whole answer.
const (
	bodyMost    = 5000 // characters of the text
	sourcesMost = 4200 // characters of all sources, with their links
	sourceMost  = 600  // characters of one quote
	sourceLeast = 60   // of a quote, however many there are
	blocksMost  = 36   // of sources; the others need a dozen
	textMost    = 800  // characters of another text below
)

// page lays an answer out with a link to the whole of it.
func (b *Bot) page(ctx context.Context, a rag.Answer, to address) page {
	whole, err := b.o.Link(ctx, a.ID)
	if err != nil {
		b.o.Log.Error("link to an answer", "answer_id", a.ID, "error", b.scrub(err))
	}
	return pageOf(a, to, whole)
}

// pageOf lays an answer out: its text, and below it what was not found, the
// sources, the passages that come nearest to a refusal, the notices, the link to
// the whole answer and the buttons.
func pageOf(a rag.Answer, to address, whole string) page {
	text := strings.TrimSpace(a.Text)
	body := clip(text, bodyMost)
	if body != text {
		body += "\n" + sayMore
	}
	below := aside(rag.Answer{Missing: a.Missing}.Below())
	below = append(below, sources(a)...)
	below = append(below, aside(rag.Answer{Question: a.Question, Refused: a.Refused, Passages: a.Passages}.Below())...)
	below = append(below, aside(rag.Answer{Refused: a.Refused, Notices: a.Notices, Model: a.Model}.Below())...)
	if to.Fresh {
		below = append(below, aside(sayCareful)...)
	}
	if whole != "" {
		below = append(below, slack.NewContextBlock("", linkText(link(whole, sayInFull))))
	}
	plain := markdown(clip(text, bodyMost/2) + "\n\n" + clip(a.Below(), bodyMost/2))
	if whole != "" {
		plain += "\n" + link(whole, sayInFull)
	}
	return page{text: markdown(body), below: append(below, buttons(a.ID, to)), plain: plain}
}

// aside is a text below, none where it is empty.
func aside(text string) []slack.Block {
	if text == "" {
		return nil
	}
	return []slack.Block{slack.NewContextBlock("", plainText(clip(text, textMost)))}
}

// sources are the sources of an answer, each with its quote and where to read
// it. Quotes are shortened alike until all have room; those that have none even
// so are counted. What documents say stands in plain text, in which Slack looks
// for nothing; the link beside it is ours.
func sources(a rag.Answer) []slack.Block {
	if len(a.Citations) == 0 {
		return nil
	}
	heading, _, _ := strings.Cut(source(a, a.Citations[0], 1), "\n")
	blocks := aside(heading)
	room, quote := sourcesMost, sourceMost
	for quote > sourceLeast && total(a, quote) > sourcesMost {
		quote = quote * 3 / 4
	}
	for i, c := range a.Citations {
		_, line, _ := strings.Cut(source(a, c, quote), "\n")
		room -= utf8.RuneCountInString(line) + len(c.URL)
		if i == blocksMost || room < 0 && i > 0 {
			return append(blocks, aside(fmt.Sprintf(sayMoreOf, len(a.Citations)-i))...)
		}
		elements := []slack.MixedElement{plainText(clip(line, sourcesMost/2))}
		if strings.HasPrefix(c.URL, "http://") || strings.HasPrefix(c.URL, "https://") {
			elements = append(elements, linkText(link(c.URL, sayOpen)))
		}
		blocks = append(blocks, slack.NewContextBlock("", elements...))
	}
	return blocks
}

// total is how long all sources are with quotes of a length.
func total(a rag.Answer, quote int) (n int) {
	for _, c := range a.Citations {
		n += utf8.RuneCountInString(source(a, c, quote)) + len(c.URL)
	}
	return n
}

// source writes one source below a heading, its quote cut to a length: as every
// outlet without a page of its own writes sources, in the reader's script.
func source(a rag.Answer, c rag.Citation, quote int) string {
	return rag.Answer{Question: a.Question, Citations: []rag.Citation{c.Shortened(quote)}}.Below()
}

// actionFeedback names the buttons among what is clicked.
const actionFeedback = "feedback"

// buttons ask what the answer was worth. What they send back tells whose answer
// it is, and who asked.
func buttons(answerID string, to address) slack.Block {
	value := func(verdict string) string {
		return strings.Join([]string{verdict, answerID, to.Owner, to.User}, " ")
	}
	up := slack.NewFeedbackButton(plainText(sayUp), value(talk.Up)).WithAccessibilityLabel(sayUpLong)
	down := slack.NewFeedbackButton(plainText(sayDown), value(talk.Down)).WithAccessibilityLabel(sayBad)
	return slack.NewContextActionsBlock("", slack.NewFeedbackButtonsBlockElement(actionFeedback, up, down))
}
