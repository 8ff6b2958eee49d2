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
//	err := srv.Serve(ctx, listener)
//
// Serve also runs the Runner's Sweep, and closes the Runner before it returns.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A Searcher finds passages; see rag.Answerer.
type Searcher interface {
	Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error)
}

// Options are what a Server works with.
type Options struct {
	Store    rag.Store
	Searcher Searcher
	Runner   *talk.Runner
	Addr     string       // what is listened on; beside the loopback names its host may be asked for
	Added    func()       // called after documents were added, to start embedding; may be nil. It must not block
	Log      *slog.Logger // nil means slog.Default()
}

// A Server answers HTTP requests and websockets.
type Server struct {
	o        Options
	routes   http.Handler
	upgrader websocket.Upgrader
	pace     pace
	sockets  *hall
}

// New returns a Server.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Added == nil {
		o.Added = func() {}
	}
	s := &Server{o: o, pace: usual, sockets: newHall()}
	s.upgrader = websocket.Upgrader{
		WriteBufferPool: &sync.Pool{},
		CheckOrigin:     func(*http.Request) bool { return true }, // admit has looked
		Error:           s.refuseUpgrade,
	}
	s.routes = s.api()
	return s
}

// api is everything that can be asked of the server. What is not here is
// not_found, by whatever method; admit has looked at the request before.
func (s *Server) api() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, h handler) { mux.Handle(pattern, s.answering(h)) }

	handle("GET /{$}", s.page("index.html"))
	handle("GET /documents/{id}", s.page("document.html"))
	handle("GET /assets/{file}", s.asset)

	handle("POST /api/ask", s.ask)
	handle("GET /ws", s.socket)
	handle("POST /api/search", s.search)
	handle("GET /api/answers/{id}", s.answer)
	handle("GET /api/conversations/{id}", s.conversation)

	handle("GET /api/documents", s.documents)
	handle("POST /api/documents", s.addDocuments)
	handle("GET /api/documents/{id}", s.document)
	handle("GET /api/documents/{id}/raw", s.raw)
	handle("DELETE /api/documents/{id}", s.deleteDocument)
	handle("GET /api/indicators", s.indicators)

	handle("GET /healthz", s.health)
	handle("GET /readyz", s.ready)
	handle("/", func(http.ResponseWriter, *http.Request) error { return rag.ErrNotFound })
	return mux
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if err := s.admit(r); err != nil {
		s.fail(w, r, err)
		return
	}
	s.routes.ServeHTTP(w, r)
}
