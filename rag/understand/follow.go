package understand

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/regions"
)

// A Standing question needs no history.
type Standing struct {
	Text string // with what it left out
	// Faint is what the conversation was about before, where the question may
	// still be about it without saying so. It is no part of the question.
	Faint string
	// Focus is what of Text is asked now, where the rest was taken over from
	// before; "" where all of it is, or the follow-up as it was typed.
	Focus string
}

// Standalone puts what a follow-up leaves out into it: the place, where it
// names none, and the topic, where it has none of its own or points back at it
// (其中, 它, 这个园, 盐田呢). A question that names its own place and topic stays
// as it is.
func Standalone(text string, earlier []string, own []regions.Region) Standing {
	var base Standing
	for _, e := range append(slices.DeleteFunc(slices.Clone(earlier), Idle), text) {
		base = follow(base, strings.TrimSpace(e), own)
	}
	return base
}

// leading matches what only ties a question to the one before.
var leading = regexp.MustCompile(`^(?:那么|那|好的|好|嗯|哦|还有|另外|再问一下|然后)[，,、 ]*`)

// A turn is a follow-up with the question before it.
type turn struct {
	base, text string
	before     []Place // of base
	own        []regions.Region
}

// follow makes one question stand alone behind another that does.
func follow(before Standing, text string, own []regions.Region) Standing {
	base := before.Text
	if base == "" {
		return Standing{Text: text}
	}
	t := turn{base, leading.ReplaceAllString(text, ""), Places(base, own), own}
	if t.text == "" {
		t.text = text
	}
	here := Places(text, own)
	if alone, ok := t.swap(here); ok {
		return Standing{Text: alone}
	}
	if len(here) > 0 {
		if subject := bare(t.without(here)); utf8.RuneCountInString(subject) < 2 {
			return Standing{Text: t.elsewhere(here)}
		}
		return Standing{Text: text}
	}
	for _, way := range []func() (string, bool){t.contrast, t.whose, t.which, t.inCase, t.within, t.instead} {
		if alone, ok := way(); ok {
			return Standing{Text: alone, Focus: t.asked(), Faint: before.Faint}
		}
	}
	return Standing{Text: t.place() + t.text, Faint: Content(Without(t.base, t.before))}
}

// without is the follow-up without the names of places.
func (t turn) without(places []Place) string { return Without(t.text, places) }

// Without is a text in simplified script without places.
func Without(text string, places []Place) string {
	s := simplified(text)
	for _, p := range places {
		s = strings.ReplaceAll(s, p.Found, "")
	}
	return s
}

// elsewhere asks the earlier question of other places: 盐田呢?
func (t turn) elsewhere(here []Place) string {
	found := make([]string, len(here))
	for i, p := range here {
		found[i] = p.Found
	}
	names := strings.Join(found, "和")
	if len(t.before) == 0 {
		return names + t.base
	}
	s := simplified(t.base)
	first := t.before[0]
	rest := Without(s[first.at+len(first.Found):], t.before[1:])
	return s[:first.at] + names + rest
}

// its matches what stands for the place.
var its = regexp.MustCompile(`它们?|他们|当地|那里|那边|那儿|这里|这边|这儿|[该本][省市区县镇乡]|[该本]街道|这个?(?:省|市|区|县|镇|乡|街道)|那个?(?:省|市|区|县|镇|乡|街道)`)

// whose puts the place where the question says 它 or 该区.
func (t turn) whose() (string, bool) {
	at := its.FindStringIndex(t.text)
	if at == nil || len(t.before) == 0 {
		return "", false
	}
	return t.text[:at[0]] + t.place() + t.text[at[1]:], true
}

// place is what a follow-up takes over: the places of the question before, as
// they stand there.
func (t turn) place() string {
	var found []string
	for _, p := range t.before {
		found = append(found, p.Found)
	}
	return strings.Join(found, "和")
}

// points matches what points back at a thing, and the words behind it.
var points = regexp.MustCompile(`(?:这个|这些|这一|那个|那些|该|此|上述|以上|这|那)(\p{Han}+)`)

// which puts what is meant where the question says 这个园 or 上述目标: the
// earlier question up to that word.
func (t turn) which() (string, bool) {
	from, to, phrase := t.pointed()
	if phrase == "" {
		return "", false
	}
	return t.text[:from] + phrase + t.text[to:], true
}

// pointed is where a question points back at a thing, and what that is; "" where
// it does not.
func (t turn) pointed() (from, to int, phrase string) {
	m := points.FindStringSubmatchIndex(t.text)
	if m == nil {
		return 0, 0, ""
	}
	noun := []rune(t.text[m[2]:m[3]])
	for n := min(len(noun), 6); n > 0; n-- {
		word := string(noun[:n])
		end := strings.LastIndex(t.base, word)
		if end < 0 || strings.ContainsAny(word, "的是要有些") {
			continue
		}
		phrase := courtesy.ReplaceAllString(t.base[:end+len(word)], "")
		if utf8.RuneCountInString(phrase) > 24 || asking.MatchString(phrase) {
			return 0, 0, ""
		}
		return m[0], m[2] + len(word), phrase
	}
	return 0, 0, ""
}

// tied matches what only ties a question to the whole of the one before.
var tied = regexp.MustCompile(`^(?:(?:为了?|对|针对|围绕|要)(?:做到|实现|达到|完成)?(?:此|这一?[点些项]|(?:上述|以上)目标)|为此|对此|此外|这方面)[，,、]?`)

// asked is what a follow-up asks besides what it takes over, "" where that says
// too little by itself: 主要想招什么样的企业 of 这个园主要想招什么样的企业.
func (t turn) asked() string {
	rest := t.text
	if from, to, phrase := t.pointed(); phrase != "" {
		rest = t.text[:from] + t.text[to:]
	}
	rest = tied.ReplaceAllString(rest, "")
	if rest == t.text || utf8.RuneCountInString(bare(rest)) < leastAsked {
		return ""
	}
	return rest
}

// leastAsked is how many characters besides words that ask say what is asked.
const leastAsked = 3

// courtesy is what stands in front of a question and is no part of it.
var courtesy = regexp.MustCompile(`^(?:请问|请教|想问|我想知道|想知道|想了解一下|想了解|听说|了解一下|帮我查一下|帮我看看)[，,一下 ]*`)

// within matches what speaks of a part or the purpose of what was asked before.
var partOf = regexp.MustCompile(`其中|为此|这点|这样|这些|这项|这方面|上述|以上|前者|后者|为了做到|对此|此外呢|具体(?:呢|有哪些|是什么|怎么做)?[?？]*$`)

// leastSubject is how many characters make a topic of one's own.
const leastSubject = 4

// within keeps the whole earlier question in front of one that speaks of a part
// of it, or that says too little to be asked alone.
func (t turn) within() (string, bool) {
	short := utf8.RuneCountInString(bare(t.text)) < leastSubject && !aboutOther.MatchString(t.text)
	if !short && !partOf.MatchString(t.text) {
		return "", false
	}
	return strings.TrimRight(t.base, "?？。！! ") + "，" + t.text, true
}

// aboutOther is a follow-up that names another thing and nothing else.
var aboutOther = regexp.MustCompile(`^(\p{Han}{2,10}?)(?:的)?(?:呢|怎么样|如何)[?？]*$`)

// instead asks the earlier question of another thing: 江南院区呢, 粮食呢.
func (t turn) instead() (string, bool) {
	m := aboutOther.FindStringSubmatch(t.text)
	if m == nil {
		return "", false
	}
	for _, asked := range []func(string) (string, bool){t.nextInRow, t.otherLevel} {
		if alone, ok := asked(m[1]); ok {
			return alone, true
		}
	}
	thing := []rune(strings.TrimRight(pointless.ReplaceAllString(m[1], ""), "的"))
	if len(thing) < 2 {
		return "", false
	}
	kindWord := string(thing[len(thing)-2:])
	s := simplified(t.base)
	if end := strings.LastIndex(s, kindWord); end >= 0 && len(thing) > 2 {
		end += len(kindWord)
		head := []rune(s[:end])
		if from := len(head) - len(thing); from >= 0 && !strings.ContainsFunc(string(head[from:]), isMark) {
			return string(head[:from]) + string(thing) + s[end:], true
		}
	}
	if alone, ok := t.ofOther(string(thing)); ok {
		return alone, true
	}
	return t.place() + string(thing) + t.again(), true
}

// pointless matches what only points at the thing that a follow-up names.
var pointless = regexp.MustCompile(`^(?:这些|那些|这个|那个)|(?:这些|那些|这类|那类|之类)的?$`)

// again asks for the kind of thing that the earlier question asked for.
func (t turn) again() string {
	year := ""
	if ys := Years(t.base); len(ys) == 1 {
		year = fmt.Sprintf("%d年", ys[0])
	}
	switch kindOf(simplified(t.base)) {
	case Number:
		return year + "是多少？"
	case List:
		return year + "有哪些？"
	case Date:
		return "是什么时候？"
	case Name:
		return "叫什么？"
	default:
		return year + "怎么样？"
	}
}

func isMark(r rune) bool { return plain.MatchString(string(r)) }
