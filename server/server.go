// Package server offers answers over HTTP and websocket.
//
// New makes the handler of the whole API, Serve runs it on a listener until
// its context ends and lets answers finish:
//
//	runner := talk.New(talk.Options{Answerer: answerer, Keeper: store})
//	srv := server.New(server.Options{
//		Store: store, Searcher: answerer, Runner: runner,
//		Addr: "127.0.0.1:8080", Added: func() { … start embedding … },
//	})
//	srv.Open(server.Outlet{Prefix: "/v1/", …})
//	err := srv.Serve(ctx, listener)
//
// Serve also runs the Runner's Sweep, and closes the Runner before it returns.
// A rag.Trace of Serve's context is told of each request, and of the steps of
// its answers within it.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"chuchu/rag"
	"chuchu/rag/desk"
	"chuchu/rag/talk"
)

// A Searcher finds passages; see rag.Answerer.
type Searcher interface {
	Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error)
}

// Options are what a Server works with.
type Options struct {
	Store    rag.Store
	Shelf    Shelf // nil means Store, which is one then
	Searcher Searcher
	Runner   *talk.Runner
	Addr     string       // what is listened on; beside the loopback names its host may be asked for
	Added    func()       // called after documents were added, to start embedding; may be nil. It must not block
	Log      *slog.Logger // nil means slog.Default()
	Metrics  *Metrics     // nil counts for nobody else

	Keys      *Keys         // who may come in; nil lets in whoever is on this machine
	PublicURL string        // the address that people use, "https://chuchu.example"; "" where there is no other than ours
	LinkFor   time.Duration // how long a link to an answer is good; 0 means a week
	Rate      int           // questions a minute and key; 0 means any number
	PerKey    int           // questions of a key that are answered at once; 0 means any number
}

// A Server answers HTTP requests and websockets.
type Server struct {
	o         Options
	routes    *http.ServeMux
	outlets   []Outlet
	callbacks []string // paths
	upgrader  websocket.Upgrader
	pace      pace
	limits    limits
	guesses   *strangers // who sign in with wrong keys
	sockets   *hall
	desk      *desk.Desk
	links     links
	offer     offer
	inHand    *prometheus.Registry
}

// New returns a Server.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Added == nil {
		o.Added = func() {}
	}
	if o.Shelf == nil {
		o.Shelf, _ = o.Store.(Shelf)
	}
	s := &Server{o: o, pace: usual, sockets: newHall(), guesses: newStrangers(guessesPerMinute)}
	s.limits = limits{perMinute: o.Rate, atOnce: o.PerKey, use: make(map[string]*use)}
	s.upgrader = websocket.Upgrader{
		WriteBufferPool: &sync.Pool{},
		CheckOrigin:     func(*http.Request) bool { return true }, // admit has looked
		Error:           s.refuseUpgrade,
	}
	s.desk, s.links.store = s.newDesk(), o.Shelf
	if s.o.Metrics == nil {
		s.o.Metrics = NewMetrics()
	}
	s.inHand = inHand(s)
	s.routes = s.api()
	return s
}

// api is everything that can be asked of the server, by everybody, by who has a
// key, by who has a key of the admin scope. What is not here is not_found, what
// is here by another method is refused with those that it takes; admit has
// looked at the request before.
func (s *Server) api() *http.ServeMux {
	mux := http.NewServeMux()
	open := func(pattern string, h handler) { mux.Handle(pattern, s.answering(h)) }
	keyed := func(pattern string, h handler) { open(pattern, s.keyed(h)) }
	admin := func(pattern string, h handler) { open(pattern, s.admin(h)) }

	open("GET /{$}", s.page("index.html"))
	open("GET /documents/{id}", s.page("document.html"))
	open("GET /assets/{file}", s.asset)

	keyed("GET /api/session", s.whoami)
	open("POST /api/session", s.signIn)
	open("DELETE /api/session", s.signOut)

	keyed("POST /api/ask", s.ask)
	keyed("GET /ws", s.socket)
	keyed("POST /api/search", s.search)
	keyed("GET /api/examples", s.examples)
	keyed("GET /api/answers/{id}", s.answer)
	keyed("POST /api/answers/{id}/link", s.share)
	keyed("GET /api/conversations", s.conversations)
	keyed("GET /api/conversations/{id}", s.conversation)
	keyed("PATCH /api/conversations/{id}", s.rename)
	keyed("DELETE /api/conversations/{id}", s.deleteConversation)
	keyed("POST /api/feedback", s.feedback)

	keyed("GET /api/documents", s.documents)
	admin("POST /api/documents", s.addDocuments)
	keyed("GET /api/documents/{id}", s.document)
	keyed("GET /api/documents/{id}/raw", s.raw)
	admin("DELETE /api/documents/{id}", s.deleteDocument)
	admin("POST /api/documents/{id}/restore", s.restoreDocument)
	keyed("GET /api/indicators", s.indicators)

	open("GET /a/{id}", s.linked)

	open("GET /healthz", s.health)
	open("GET /readyz", s.ready)
	keyed("GET /metrics", s.metrics)
	keyed("GET /openapi.json", s.describe)
	keyed("/", s.elsewhere(mux))
	return mux
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begun := time.Now()
	ctx, over := rag.Step(r.Context(), "request")
	r, t := s.trailed(r.WithContext(ctx))
	r = s.recognised(r)
	out := &recorder{ResponseWriter: w}
	defer func() {
		about, failed := traced(r, t, out.status)
		over(failed, about...)
		s.log(r, t, out.status, time.Since(begun))
	}()
	out.Header().Set(idHeader, t.id)
	secure(out.Header(), r.TLS != nil || strings.HasPrefix(s.o.PublicURL, "https://") || isLoopback(hostname(r.Host)))
	if err := s.admit(r); err != nil {
		s.fail(out, r, err)
		return
	}
	s.routes.ServeHTTP(out, r)
}
