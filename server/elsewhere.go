package server

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// plainPage is what a person reads at an address that is none of ours, or of
// another host: what is wrong, and the way out.
var plainPage = template.Must(template.New("plain").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{.Title}}</title><style>` + linkedStyle + `</style></head><body>
<h1>{{.Title}}</h1>{{with .Start}}<p><a href="/">{{.}}</a></p>{{end}}
</body></html>
`))

// showPlain shows the page, also to who has no key; start is the words of its
// link to the first page, "" for none.
func (s *Server) showPlain(w http.ResponseWriter, status int, title, start string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", linkedPolicy())
	h.Set("Cache-Control", "no-store")
	s.allow(w, s.pace.read)
	w.WriteHeader(status)
	_ = plainPage.Execute(w, struct{ Title, Start string }{title, start}) // the client is gone, then
}

// wantsPage reports whether a browser asks for a page to show.
func wantsPage(r *http.Request) bool {
	return r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// elsewhere answers what no other handler of mux does: the address is none, or
// takes other methods.
func (s *Server) elsewhere(mux *http.ServeMux) handler {
	return func(_ http.ResponseWriter, r *http.Request) error {
		allowed := methodsOf(mux, r)
		if len(allowed) == 0 {
			return rag.ErrNotFound
		}
		method := printable(r.Method)
		say := words{fmt.Sprintf(sayMethod[0], method), fmt.Sprintf(sayMethod[1], method)}
		return problem{code: talk.InvalidRequest, say: say, allow: strings.Join(allowed, ", ")}
	}
}

// methodsOf are the methods by which a request's address can be asked for.
func methodsOf(mux *http.ServeMux, r *http.Request) []string {
	var out []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		other := *r
		other.Method = method
		if _, pattern := mux.Handler(&other); pattern != "/" && strings.HasPrefix(pattern, strings.Replace(method, "HEAD", "GET", 1)) {
			out = append(out, method)
		}
	}
	return out
}
