package server

import (
	"encoding/json"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"chuchu/rag"
)

// A format is a kind of file that an answer, or a conversation, can be had as.
type format struct {
	suffix, kind string
	write        func([]paragraph) ([]byte, error)
}

// formats are all there are.
func formats() []format {
	return []format{
		{".md", "text/markdown; charset=utf-8", markdown},
		{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx},
	}
}

// formatOf tells an id from the suffix behind it; without one nothing is to be written.
func formatOf(id string) (string, format) {
	for _, f := range formats() {
		if name, ok := strings.CutSuffix(id, f.suffix); ok {
			return name, f
		}
	}
	return id, format{}
}

// answer answers GET /api/answers/{id}, and {id}.md and {id}.docx with a file to save.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) error {
	id, as := formatOf(r.PathValue("id"))
	data, err := s.o.Runner.Answer(r.Context(), visitorOf(r.Context()).owner, id)
	if err != nil {
		return err
	}
	if as.write == nil {
		s.writeJSON(w, http.StatusOK, data)
		return nil
	}
	return s.save(w, []json.RawMessage{data}, as)
}

// save writes answers as a file, named as the first one's question.
func (s *Server) save(w http.ResponseWriter, answers []json.RawMessage, as format) error {
	all, title := []paragraph{}, sayAnswer
	for i, data := range answers {
		var a rag.Answer
		if err := json.Unmarshal(data, &a); err != nil {
			return err
		}
		if i == 0 {
			title = titleOf(a)
		}
		all = append(all, paragraphs(a)...)
	}
	file, err := as.write(all)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", as.kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": title + as.suffix}))
	h.Set("Cache-Control", "no-store")
	s.allow(w, s.pace.read)
	_, _ = w.Write(file) // the client is gone, then
	return nil
}

// titleOf is an answer's question as the name of a file.
func titleOf(a rag.Answer) string {
	const most = 40
	name := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|.`, r) {
			return -1
		}
		return r
	}, printable(a.Question)))
	if len(name) == 0 {
		return sayAnswer
	}
	return string(name[:min(len(name), most)])
}

// A paragraph of an answer on paper.
type paragraph struct {
	style string // one of those below
	text  string
}

const (
	styleTitle = "Title"
	styleBody  = "Normal"
	styleHead  = "Heading1" // 出处：, 最接近的内容：
	styleItem  = "Source"   // a source, a passage
	styleNote  = "Note"     // what a reader must know
)

// paragraphs are an answer on paper: the question, the text, and what stands
// below it in every outlet.
func paragraphs(a rag.Answer) []paragraph {
	all := []paragraph{{styleTitle, printable(a.Question)}}
	for l := range strings.Lines(strings.TrimSpace(a.Text)) {
		if l = printable(l); l != "" {
			all = append(all, paragraph{styleBody, l})
		}
	}
	for l := range strings.Lines(a.Below()) {
		l = printable(l)
		switch {
		case l == "":
		case strings.HasPrefix(l, "※"):
			all = append(all, paragraph{styleNote, strings.TrimSpace(strings.TrimPrefix(l, "※"))})
		case strings.HasPrefix(l, "["), strings.HasPrefix(l, "·"):
			all = append(all, paragraph{styleItem, strings.TrimSpace(strings.TrimPrefix(l, "·"))})
		case strings.HasSuffix(l, "："):
			all = append(all, paragraph{styleHead, strings.TrimSuffix(l, "：")})
		default:
			all = append(all, paragraph{styleBody, l})
		}
	}
	return all
}

// markdown writes Markdown. Nothing in it means anything but text: what comes
// from documents is escaped.
func markdown(all []paragraph) ([]byte, error) {
	var b strings.Builder
	for i, p := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		switch p.style {
		case styleTitle:
			b.WriteString("# ")
		case styleHead:
			b.WriteString("## ")
		case styleItem:
			b.WriteString("- ")
		case styleNote:
			b.WriteString("> ")
		}
		b.WriteString(escapeMarkdown(p.text) + "\n")
	}
	return []byte(b.String()), nil
}

// escapeMarkdown puts a backslash in front of what Markdown would obey. A
// marker, [1], is left as it is: it means nothing to Markdown.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if m := markerAt.FindStringSubmatch(text[i:]); m != nil {
			b.WriteString(m[1])
			i += len(m[1])
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if strings.ContainsRune("\\`*_[]<>~|&$", r) || i == 0 && strings.ContainsRune("#+-=", r) {
			b.WriteByte('\\')
		}
		b.WriteString(text[i : i+size])
		i += size
	}
	return listLike.ReplaceAllString(b.String(), `$1\$2`)
}

var (
	// markerAt is a marker that Markdown would not take for a part of a link.
	markerAt = regexp.MustCompile(`^(\[[0-9]{1,3}\])([^(:\[]|$)`)
	listLike = regexp.MustCompile(`^([0-9]+)([.)])`)
)
