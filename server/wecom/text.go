package wecom

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/rag"
)

// What WeCom takes, in bytes of UTF-8. It cuts off what is beyond.
const (
	maxStream = 20480 // of a bot's message
	maxPush   = 2048  // of an app's message
	maxParts  = 12    // messages of one answer; a link stands for the rest
	headRoom  = 24    // for the number in front of a part
)

// tame takes from a text what WeCom's markdown would obey: links and tags that a
// document or a question may hold. Markers, [1], stay.
func tame(text string) string {
	return strings.NewReplacer("](", "] (", "<", "＜").Replace(text)
}

// linked is a link to the whole answer; "" without an address.
func linked(address string, plain bool) string {
	switch {
	case address == "":
		return ""
	case plain:
		return sayWhole + "：" + address
	}
	return "[" + sayWhole + "](" + address + ")"
}

// joined puts parts that are not empty under each other.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// whole is an answer as one message of at most maxStream bytes: room is kept
// for the link first, then for all sources, whose quotes are shortened if need
// be; the text gets what is left.
func whole(a rag.Answer, link string) string {
	text, below := tame(strings.TrimSpace(a.Text)), ""
	for _, most := range shorter() {
		below = joined(tame(shortened(a, most).Below()), link)
		if len(below)+min(len(text), maxStream/2)+2 <= maxStream {
			break
		}
	}
	if over := len(below) + min(len(text), maxStream/4) + 2 - maxStream; over > 0 {
		below = joined(cutLines(strings.TrimSuffix(below, link), len(below)-len(link)-over-2), link)
	}
	return joined(cut(text, maxStream-len(below)-2), below)
}

// shorter are lengths to which quotes are cut, one after the other, until there
// is room: the whole quote first.
func shorter() []int { return []int{1 << 20, 300, 160, 80, 40, 16, 0} }

// shortened is an answer whose quotes have at most so many characters; with 0
// the headings above them go too.
func shortened(a rag.Answer, most int) rag.Answer {
	a.Citations = slices.Clone(a.Citations)
	for i, c := range a.Citations {
		a.Citations[i] = c.Shortened(most)
		if most == 0 {
			a.Citations[i].Path = c.Path[max(0, len(c.Path)-1):]
		}
	}
	return a
}

// cut is a text of at most so many bytes, ended after a sentence where that
// leaves half of it, else between two characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	most -= len(sayCut)
	if most <= 0 {
		return ""
	}
	head := clip(text, most)
	for end := len(head); end > len(head)/2; {
		end = strings.LastIndexAny(head[:end], "。！？；\n")
		if end < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(head[end:])
		if whole := end + size + len(behind.FindString(text[end+size:])); whole <= most && whole > most/2 {
			return text[:whole] + sayCut
		}
	}
	return head + sayCut
}

// clip is the longest beginning of a text of at most so many bytes that ends
// between two characters.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:max(0, most)]
}

// cutLines shortens the lines of a text, the longest first, so that all of them
// together have at most so many bytes.
func cutLines(text string, most int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	each := max(0, most/len(lines)-1-len("…"))
	for i, l := range lines {
		if len(l) > each+len("…") {
			lines[i] = clip(l, each) + "…"
		}
	}
	return clip(strings.Join(lines, "\n"), most)
}

// behind matches what belongs to a sentence behind its full stop.
var behind = regexp.MustCompile(`^(?:[”’）》」』)"]|\[[0-9]{1,3}\])*`)

var marker = regexp.MustCompile(`\[([0-9]{1,3})\]`)

// A unit is a piece of an answer's text that stays in one message.
type unit struct {
	text  string
	cites []int
}

// units cuts a text at the ends of sentences. A sentence of more than so many
// bytes is cut at its clauses, else between two characters; each piece keeps
// the sources of the whole.
func units(text string, most int) (all []unit) {
	for _, s := range sentences(text) {
		u := unit{cites: markers(s)}
		for len(s) > most {
			head := clip(s, most)
			if end := strings.LastIndexAny(head, "，、：,;"); end > most/2 {
				_, size := utf8.DecodeRuneInString(head[end:])
				head = head[:end+size]
			}
			all = append(all, unit{head, u.cites})
			s = s[len(head):]
		}
		u.text = s
		all = append(all, u)
	}
	return all
}

// sentences cuts a text behind each end of a sentence and what belongs to it.
func sentences(text string) (all []string) {
	begin := 0
	for i, r := range text {
		if i < begin || !strings.ContainsRune("。！？；\n", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		end += len(behind.FindString(text[end:]))
		all = append(all, text[begin:end])
		begin = end
	}
	if begin < len(text) {
		all = append(all, text[begin:])
	}
	return all
}

// markers are the numbers of the sources that a text names, each once.
func markers(text string) (all []int) {
	for _, m := range marker.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// A packer puts an answer into messages of at most room bytes, each with the
// sources of its own sentences.
type packer struct {
	answer rag.Answer
	room   int
	done   []string
	text   string // of the message that is being filled
	cites  []int
}

// parts is an answer as messages of at most limit bytes, numbered where there
// are several.
func parts(a rag.Answer, link string, limit int) []string {
	p := &packer{answer: a, room: limit - headRoom}
	for _, u := range units(tame(strings.TrimSpace(a.Text)), p.room/2) {
		if p.add(u); len(p.done) > maxParts {
			break // nobody will see the rest
		}
	}
	p.flush()
	p.tail(link)
	if len(p.done) > maxParts {
		p.done = append(p.done[:maxParts-1], joined(sayRest, link))
	}
	if len(p.done) > 1 {
		for i := range p.done {
			p.done[i] = fmt.Sprintf(sayPart, i+1, len(p.done)) + p.done[i]
		}
	}
	return p.done
}

// add puts a unit into the message, or into a new one where it is full.
func (p *packer) add(u unit) {
	text, cites := p.text+u.text, slices.Clone(p.cites)
	for _, n := range u.cites {
		if !slices.Contains(cites, n) {
			cites = append(cites, n)
		}
	}
	if p.text != "" && len(joined(strings.TrimSpace(text), p.sources(cites, shorter()[1]))) > p.room {
		p.flush()
		text, cites = u.text, u.cites
	}
	p.text, p.cites = text, cites
}

// flush ends the message. Its quotes are as long as there is room.
func (p *packer) flush() {
	text := strings.TrimSpace(p.text)
	if text == "" {
		return
	}
	sources := ""
	for _, most := range shorter() {
		sources = p.sources(p.cites, most)
		if len(joined(text, sources)) <= p.room {
			break
		}
	}
	if len(joined(text, sources)) > p.room {
		sources = cutLines(sources, p.room-len(text)-2)
	}
	p.done = append(p.done, joined(text, sources))
	p.text, p.cites = "", nil
}

// sources are those of some numbers, with quotes of at most so many characters.
func (p *packer) sources(numbers []int, most int) string {
	only := rag.Answer{Question: p.answer.Question}
	for _, c := range p.answer.Citations {
		if slices.Contains(numbers, c.Number) {
			only.Citations = append(only.Citations, c)
		}
	}
	return tame(shortened(only, most).Below())
}

// tail puts what an answer says besides its sentences, and the link, behind the
// last message, or into further ones.
func (p *packer) tail(link string) {
	rest := p.answer
	rest.Citations = nil
	below := joined(tame(rest.Below()), link)
	if last := len(p.done) - 1; last >= 0 && len(joined(p.done[last], below)) <= p.room {
		p.done[last] = joined(p.done[last], below)
		return
	}
	text := ""
	for _, l := range strings.SplitAfter(below, "\n") {
		if l = cutLine(l, p.room); len(text+l) > p.room {
			p.done, text = append(p.done, strings.TrimSpace(text)), ""
		}
		text += l
	}
	if text = strings.TrimSpace(text); text != "" {
		p.done = append(p.done, text)
	}
}

// packed is a text without sources as messages of at most so many bytes.
func packed(text string, most int) (all []string) {
	one := ""
	for _, u := range units(text, most) {
		if len(one+u.text) > most {
			all, one = append(all, strings.TrimSpace(one)), ""
		}
		one += u.text
	}
	return append(all, strings.TrimSpace(one))
}

// cutLine is a line of at most so many bytes.
func cutLine(line string, most int) string {
	if len(line) <= most {
		return line
	}
	return clip(line, most-len("…\n")) + "…\n"
}
