package server

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

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
	asked *rate.Limiter
	open  int // questions being answered
}

// enter counts a question of a key. Who was let in calls leave, once, when it
// is answered; who was not learns when to come again, and it costs no token.
func (l *limits) enter(key string) (leave func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.use[key]
	if u == nil {
		u = &use{asked: perMinute(l.perMinute)}
		l.use[key] = u
	}
	if l.atOnce > 0 && u.open >= l.atOnce {
		return nil, problem{code: talk.RateLimited, say: sayAtOnce}
	}
	if l.perMinute > 0 {
		if wait := draw(u.asked, time.Now()); wait > 0 {
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

// perMinute returns a limiter that holds one token for each question that may
// be asked at once, and fills in a minute: after a rest a whole minute's
// questions may come together, and in no minute more than twice as many.
func perMinute(n int) *rate.Limiter { return rate.NewLimiter(rate.Limit(float64(n)/60), n) }

// draw takes a token, or tells how long it is until there is one.
func draw(l *rate.Limiter, now time.Time) (wait time.Duration) {
	r := l.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now) // it will come again
	}
	return wait
}
