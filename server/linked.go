package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/talk"
)

// linkedStyle is all the style of an answer's page. The page may be read where
// nothing else of this server can be reached, so it brings its own.
const linkedStyle = `body{max-width:44em;margin:2em auto;padding:0 1em;font:16px/1.8 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#222}` +
	`h1{font-size:1.3em}h2{font-size:1.05em;margin-top:2em}blockquote{margin:.5em 0 1em;padding:.3em 1em;border-left:3px solid #b33;background:#faf7f5}` +
	`.context,footer{color:#595959;font-size:.9em}.note{background:#fff6df;padding:.3em 1em}pre{font:inherit;white-space:pre-wrap}`

// linkedPolicy lets the page use its style, and nothing else.
func linkedPolicy() string {
	sum := sha256.Sum256([]byte(linkedStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

var linkedPage = template.Must(template.New("linked").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>{{.Title}}</title><style>` + linkedStyle + `</style></head><body>
{{if .Bad}}<h1>{{.Bad}}</h1>{{else}}<h1>{{.Title}}</h1>
{{range .Text}}<p>{{.}}</p>
{{end}}{{range .Notes}}<p class="note">{{.}}</p>
{{end}}{{if .Quotes}}<h2>{{.Heading}}</h2>{{end}}
{{range .Quotes}}<section id="c{{.Number}}"><p>[{{.Number}}] {{.Source}}</p><blockquote><pre>{{.Quote}}</pre></blockquote>
{{range .Context}}<p class="context">{{$.ContextWord}}：{{.Quote}}</p>
{{end}}<p class="context"><a href="{{.URL}}">{{$.Open}}</a></p></section>
{{end}}<footer>{{.Until}}</footer>{{end}}
</body></html>
`))

// A view is what the page shows.
type view struct {
	Title, Bad, Until          string
	Heading, ContextWord, Open string
	Text, Notes                []string
	Quotes                     []quote
}

// A quote is a citation on the page.
type quote struct {
	Number        int
	Source, Quote string
	Context       []chunk.Excerpt
	URL           string
}

// linked answers GET /a/{id}: an answer and what it cites, for who has its link.
func (s *Server) linked(w http.ResponseWriter, r *http.Request) error {
	until, ok, err := s.opens(r)
	if err != nil {
		return err
	}
	v := view{Title: sayAnswer, Bad: sayBadLink}
	if ok {
		data, err := s.o.Runner.Shared(r.Context(), r.PathValue("id"))
		switch {
		case errors.Is(err, rag.ErrNotFound), errors.Is(err, talk.ErrUnfinished):
		case err != nil:
			return err
		default:
			if v, err = viewOf(data, until); err != nil {
				return err
			}
		}
	}
	return s.show(w, v)
}

// viewOf is what the page shows of an answer.
func viewOf(data json.RawMessage, until time.Time) (view, error) {
	var a rag.Answer
	if err := json.Unmarshal(data, &a); err != nil {
		return view{}, err
	}
	v := view{
		Title: printable(a.Question), Until: fmt.Sprintf(sayReadOnly, until.In(shanghai).Format("2006年1月2日15:04")),
		Heading: sayQuotes, ContextWord: sayContext, Open: sayOpenable,
	}
	for _, p := range paragraphs(a) {
		switch p.style {
		case styleBody:
			v.Text = append(v.Text, p.text)
		case styleNote:
			v.Notes = append(v.Notes, p.text)
		}
	}
	for _, c := range a.Citations {
		source, _, _ := strings.Cut(c.Source(), "：“")
		v.Quotes = append(v.Quotes, quote{c.Number, source, c.Quote, c.Context, c.URL})
	}
	return v, nil
}

// shanghai is the time of those who read.
var shanghai = time.FixedZone("CST", 8*60*60)

// show writes the page.
func (s *Server) show(w http.ResponseWriter, v view) error {
	var page strings.Builder
	if err := linkedPage.Execute(&page, v); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", linkedPolicy())
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	s.allow(w, s.pace.read)
	if v.Bad != "" {
		w.WriteHeader(http.StatusForbidden)
	}
	_, _ = w.Write([]byte(page.String())) // the client is gone, then
	return nil
}
