package server

import (
	"sync"
	"time"

	"chuchu/rag/talk"
)

// limits hold the holders of keys to so many questions, searches included. Every
// process counts for itself, so that several let through several times as many.
type limits struct {
	perMinute int // questions of one key; 0 means any number
	atOnce    int // being answered for one key; 0 means any number

	mu  sync.Mutex
	use map[string]*use // by the key's name
}

// use is what one key has asked for.
type use struct {
	bucket
	open int // questions being answered
}

// enter counts a question of a key. Who was let in calls leave, once, when it
// is answered; who was not learns when to come again, and it costs no token.
func (l *limits) enter(key string) (leave func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.use[key]
	if u == nil {
		u = &use{bucket: bucket{size: l.perMinute, level: float64(l.perMinute), at: time.Now()}}
		l.use[key] = u
	}
	if l.atOnce > 0 && u.open >= l.atOnce {
		return nil, problem{code: talk.RateLimited, say: sayAtOnce}
	}
	if l.perMinute > 0 {
		if wait := u.draw(time.Now()); wait > 0 {
			return nil, problem{code: talk.RateLimited, after: wait}
		}
	}
	u.open++
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		u.open--
	}, nil
}

// A bucket holds one token for each question that may be asked at once, and
// fills in a minute: after a rest a whole minute's questions may come together,
// and in no minute more than twice as many.
type bucket struct {
	size  int
	level float64
	at    time.Time // when level was so
}

// draw takes a token, or tells how long it is until there is one.
func (b *bucket) draw(now time.Time) (wait time.Duration) {
	perSecond := float64(b.size) / 60
	b.level = min(float64(b.size), b.level+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.level < 1 {
		return time.Duration((1 - b.level) / perSecond * float64(time.Second))
	}
	b.level--
	return 0
}
