package talk

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"chuchu/rag"
)

// deltaEvery is the shortest time between two deltas of an answer.
const deltaEvery = 100 * time.Millisecond

// A live run is one that this process is making. Its records are held once,
// whoever follows, until it has ended and its last follower is gone.
type live struct {
	Run
	cancel context.CancelCauseFunc

	mu      sync.Mutex
	records []Record
	changed chan struct{} // closed when records grow
	written int           // how many of records the Keeper has
	lease   time.Time
	lost    error // another process has ended the run, or may have; nil while not
	sealed  bool  // only the terminal record may still come

	draft string      // text that is in no delta yet
	due   time.Time   // before this no delta may be sent
	timer *time.Timer // sends draft when it is due; nil while there is none
}

// newLive returns a run without records.
func newLive(run Run, lease time.Time, cancel context.CancelCauseFunc) *live {
	return &live{Run: run, cancel: cancel, lease: lease, changed: make(chan struct{})}
}

// begin shows the first record, which tells the client its ids.
func (l *live) begin(clientID string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.put(message{Type: accepted, ID: clientID, ConversationID: l.ConversationID})
}

// add numbers an event and shows it to whoever follows.
func (l *live) add(ev rag.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d, ok := ev.(rag.Delta); ok {
		l.draw(d.Text)
		return
	}
	l.settle(ev)
	if m, ok := messageOf(ev); ok {
		l.put(m)
	}
}

// draw adds to the draft, and sees to it that the draft is sent.
func (l *live) draw(text string) {
	l.draft += text
	if wait := time.Until(l.due); wait <= 0 {
		l.send()
	} else if l.timer == nil {
		l.timer = time.AfterFunc(wait, l.ripe)
	}
}

// ripe is called when a draft has become due.
func (l *live) ripe() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.timer = nil
	l.send()
}

// send makes the draft a delta.
func (l *live) send() {
	if l.draft == "" || l.sealed {
		return
	}
	l.put(message{Type: delta, Text: l.draft})
	l.draft, l.due = "", time.Now().Add(deltaEvery)
}

// settle puts the draft in front of an event. Where it is not due, a checked
// sentence stands for what the draft says of it, and only the beginning of the
// next one remains.
func (l *live) settle(ev rag.Event) {
	if time.Until(l.due) <= 0 {
		l.send()
		return
	}
	if _, ok := ev.(rag.Checked); ok {
		l.draft = rest(l.draft)
	}
}

// rest returns what follows the last end of a sentence, all where there is none.
func rest(draft string) string {
	end := strings.LastIndexAny(draft, "。！？；!?;\n")
	if end < 0 {
		return draft
	}
	_, size := utf8.DecodeRuneInString(draft[end:])
	return draft[end+size:]
}

// put appends a message as a record.
func (l *live) put(m message) {
	rec, err := m.record(l.AnswerID, len(l.records)+1)
	if err != nil || l.sealed {
		return
	}
	l.publish(rec)
}

// publish shows a record to whoever follows.
func (l *live) publish(rec Record) {
	l.records = append(l.records, rec)
	close(l.changed)
	l.changed = make(chan struct{})
}

// seal ends the making: nothing but a terminal record may follow. It returns
// what the Keeper lacks, and the number of the record to come.
func (l *live) seal() (owed []Record, next int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sealed = true
	if l.timer != nil {
		l.timer.Stop()
	}
	return l.records[l.written:], len(l.records) + 1
}

// finish shows the terminal record.
func (l *live) finish(rec Record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.publish(rec)
}

// since returns the records after a Seq, and what is closed when more come; nil
// where none will.
func (l *live) since(after int) ([]Record, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.records)
	if n > 0 && l.records[n-1].Ends() {
		return l.records[min(max(after, 0), n):], nil
	}
	return l.records[min(max(after, 0), n):], l.changed
}

// follow yields the records after a Seq until the terminal one.
func (l *live) follow(ctx context.Context, after int, yield func(Record, error) bool) {
	for {
		records, changed := l.since(after)
		for _, rec := range records {
			if !yield(rec, nil) || rec.Ends() {
				return
			}
			after = rec.Seq
		}
		if changed == nil {
			return // all was seen before
		}
		select {
		case <-changed:
		case <-ctx.Done():
			yield(Record{}, ctx.Err())
			return
		}
	}
}
