package server

import (
	ages "container/list"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxStrangers is how many addresses are remembered. Who comes from more of
// them has the oldest forgotten, and costs no more memory.
const maxStrangers = 1024

// strangers hold those who cannot show who they are to so many tries a minute,
// each address to its own. Every process counts for itself.
type strangers struct {
	perMinute int

	mu    sync.Mutex
	known map[netip.Prefix]*ages.Element
	order ages.List // of *knocker; who came last is in front
}

// A knocker is an address and what it has tried.
type knocker struct {
	from  netip.Prefix
	tried *rate.Limiter
}

// newStrangers returns strangers of whom nobody came yet.
func newStrangers(perMinute int) *strangers {
	return &strangers{perMinute: perMinute, known: make(map[netip.Prefix]*ages.Element)}
}

// try counts a try of who sent a request, or tells how long it is until there
// is one more. Who turns out to be known takes the try back.
func (s *strangers) try(r *http.Request, now time.Time) (takeBack func(), wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tried := s.limiter(addressOf(r))
	one := tried.ReserveN(now, 1)
	if wait = one.DelayFrom(now); wait > 0 {
		one.CancelAt(now) // it will come again
	}
	return func() { one.CancelAt(now) }, wait
}

// limiter returns an address's own, and forgets who was away longest.
func (s *strangers) limiter(from netip.Prefix) *rate.Limiter {
	if e := s.known[from]; e != nil {
		s.order.MoveToFront(e)
		return e.Value.(*knocker).tried
	}
	if s.order.Len() == maxStrangers {
		last := s.order.Remove(s.order.Back()).(*knocker)
		delete(s.known, last.from)
	}
	one := &knocker{from, perMinute(s.perMinute)}
	s.known[from] = s.order.PushFront(one)
	return one.tried
}

// addressOf is where a request's connection comes from: what a header says of
// it anybody could have written. Of IPv6 one site has all addresses of a /64.
func addressOf(r *http.Request) netip.Prefix {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{} // a recorder in a test has none
	}
	addr, bits := at.Addr().Unmap().WithZone(""), 64
	if addr.Is4() {
		bits = 32
	}
	from, _ := addr.Prefix(bits) // that many bits it has
	return from
}
