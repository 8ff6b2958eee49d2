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

	// Before is the question before as it stood alone, where this one names no
	// place of its own: what it is about is likely to be found where that was.
	Before string

	first  string // what of Faint is of the first question
	beside string // the question before, where this one asks the same of another place, time or thing
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
	first      string  // what the conversation was about before base
	beside     string  // what was asked before base, of another place, time or thing
	before     []Place // of base
	own        []regions.Region
}

// follow makes one question stand alone behind another that does.
func follow(before Standing, text string, own []regions.Region) Standing {
	base := before.Text
	if base == "" {
		return Standing{Text: text}
	}
	t := turn{base, leading.ReplaceAllString(text, ""), before.first, before.beside, Places(base, own), own}
	if t.text == "" {
		t.text = text
	}
	here := Places(text, own)
	if kind := t.ofItsKind(here); kind != "" {
		t.text, here = kind, nil
	}
	if alone, ok := t.swap(here); ok {
		beside := base
		if timeOf(simplified(base)) == "" {
			beside = before.beside
		}
		return Standing{Text: alone, Faint: before.Faint, first: before.first, beside: beside}
	}
	if len(here) > 0 {
		if subject := bare(t.without(here)); utf8.RuneCountInString(subject) < 2 {
			return Standing{Text: t.elsewhere(here), beside: base}
		}
		return Standing{Text: text}
	}
	if alone, ok := t.besides(); ok {
		return Standing{Text: alone, Faint: before.Faint, first: before.first}
	}
	for _, way := range []struct {
		ask    func() (string, bool)
		beside string
	}{{t.contrast, base}, {t.against, ""}, {t.whose, ""}, {t.which, ""}, {t.inCase, ""}, {t.again, base}, {t.within, ""}, {t.instead, base}} {
		if alone, ok := way.ask(); ok {
			return Standing{Text: alone, Focus: t.asked(alone), Faint: before.Faint, Before: base, first: before.first, beside: way.beside}
		}
	}
	return before.left(Standing{Text: t.place() + t.dated(), Before: base}, Content(Without(t.base, t.before)))
}

// dated is a follow-up with 今年 as the year of the report that the question before
// names.
func (t turn) dated() string {
	if m := yearOfPaper.FindStringSubmatch(t.base); m != nil && len(Years(t.base)) == 1 {
		return strings.ReplaceAll(t.text, "今年", m[1]+"年")
	}
	return t.text
}

// ofItsKind is a follow-up that names a place for the kind of it (青岛这种计划单列市)
// with the kind alone, "" for any other.
func (t turn) ofItsKind(here []Place) string {
	if len(here) != 1 || len(t.before) > 0 {
		return ""
	}
	s := simplified(t.text)
	if m := suchA.FindStringSubmatch(s[strings.Index(s, here[0].Found)+len(here[0].Found):]); m != nil {
		return m[1]
	}
	return ""
}

var suchA = regexp.MustCompile(`^[省市区县]?(?:这种|这样的|这类|那种|那样的)(\p{Han}{2,}.*)`)

// left is a question with a topic of its own behind another: that one's words are
// faint, and those of the first of the conversation.
func (s Standing) left(next Standing, content string) Standing {
	next.Faint, next.first = content, content
	if s.first != "" {
		next.Faint, next.first = s.first+" "+content, s.first
	}
	return next
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
	if len(t.before) > 1 {
		rest = joint.ReplaceAllString(rest, "")
	}
	return s[:first.at] + names + rest
}

// joint matches what joined places that are not named any more.
var joint = regexp.MustCompile(`^[和与跟及、]+`)

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
var tied = regexp.MustCompile(`^(?:这[件个]?事儿?|这块儿?|(?:为了?|对|针对|围绕|要)(?:做到|实现|达到|完成)?(?:此|这一?[点些项]|(?:上述|以上)目标)|为此|对此|此外|这方面)[，,、]?`)

// asked is what a follow-up asks besides what it takes over, "" where that says
// too little by itself: 主要想招什么样的企业 of 这个园主要想招什么样的企业.
func (t turn) asked(alone string) string {
	rest := t.text
	if from, to, phrase := t.pointed(); phrase != "" {
		rest = t.text[:from] + t.text[to:]
	}
	rest = tied.ReplaceAllString(rest, "")
	if rest == t.text && !strings.HasSuffix(alone, "，"+rest) || utf8.RuneCountInString(bare(rest)) < leastAsked {
		return ""
	}
	return rest
}

// leastAsked is how many characters besides words that ask say what is asked.
const leastAsked = 3

// leastWanted is how many characters words that ask have that tell what of: 怎么建, but 多少.
const leastWanted = 3

// courtesy is what stands in front of a question and is no part of it.
var courtesy = regexp.MustCompile(`^(?:请问|请教|想问|我想知道|想知道|想了解一下|想了解|听说|了解一下|帮我查一下|帮我看看)[，,一下 ]*`)

// within matches what speaks of a part or the purpose of what was asked before.
var partOf = regexp.MustCompile(`其中|为此|这[件个]?事|这块|这点|这样|这些|这项|这方面|上述|以上|前者|后者|为了做到|对此|此外呢|具体(?:呢|有哪些|是什么|怎么做)?[?？]*$`)

// leastSubject is how many characters make a topic of one's own.
const leastSubject = 4

// within keeps the whole earlier question in front of one that speaks of a part
// of it, or that says too little to be asked alone.
func (t turn) within() (string, bool) {
	short := utf8.RuneCountInString(bare(t.text)) < leastSubject && !aboutOther.MatchString(t.text)
	if !short && !partOf.MatchString(t.text) && !subjectless(t.text) {
		return "", false
	}
	if t.first != "" && partOf.FindString(t.text) == "" {
		return t.first + "，" + t.told() + "，" + t.text, true
	}
	return t.told() + "，" + t.text, true
}

// subjectless tells whether a follow-up names nothing that it asks of: 多久认定一次,
// 每年要促成多少项合作.
func subjectless(text string) bool {
	subject, wants, ok := wanted(simplified(text))
	subject = byTime.ReplaceAllString(subject, "")
	return ok && onlyVerb.MatchString(text) || ok && (!counts.MatchString(wants) || ofTime.MatchString(wants)) && utf8.RuneCountInString(bare(than.ReplaceAllString(subject, ""))) < 2
}

// onlyVerb matches what begins with the verb, its subject left out.
var onlyVerb = regexp.MustCompile(`^每[年月季天周次](?:都|里|内|要|需|应|能|会)`)

// longestTold is how many characters are taken over: of a chain of follow-ups
// what comes first and last.
const longestTold = 40

// told is the question before without the words that ask.
func (t turn) told() string {
	s := strings.TrimRight(t.telling(), "，, ")
	if clauses := strings.Split(s, "，"); utf8.RuneCountInString(s) > longestTold && len(clauses) > 2 {
		return clauses[0] + "，" + clauses[len(clauses)-1]
	}
	return s
}

func (t turn) telling() string {
	subject, wants, ok := wanted(t.base)
	if ok && !counts.MatchString(wants) && utf8.RuneCountInString(bare(subject)) >= leastSubject {
		return subject
	}
	s := asksOn.ReplaceAllString(ofCount.ReplaceAllString(strings.TrimRight(t.base, "?？。！! "), ""), "")
	if rest := linking.ReplaceAllString(s, ""); utf8.RuneCountInString(bare(rest)) >= leastSubject {
		return rest
	}
	return s
}

// linking matches what led up to a word that asked.
var linking = regexp.MustCompile(`(?:是|为|有|由|的|要|能|在|用)+$`)

// again asks what was asked before, in the same words, of another thing: 省局怎么建.
func (t turn) again() (string, bool) {
	subject, wants, ok := wanted(simplified(t.text))
	_, before, _ := wanted(simplified(t.base))
	switch level := ok && theLevel.MatchString(subject); {
	case level && kindOf(simplified(t.text)) != kindOf(simplified(t.base)):
		return t.told() + "，" + t.text, true
	case level:
		return t.otherLevel(subject)
	}
	if !ok || wants != before || utf8.RuneCountInString(wants) < leastWanted || utf8.RuneCountInString(subject) < 2 {
		return "", false
	}
	t.text = subject + "呢"
	return t.instead()
}

// instead asks the earlier question of another thing: 江南院区呢, 粮食呢.
func (t turn) instead() (string, bool) {
	thing := t.another()
	if m := thingFirst.FindStringSubmatch(simplified(t.text)); m != nil {
		alone, ok := t.alike(m[1])
		return alone + "，" + m[2], ok
	}
	if thing == "" {
		return "", false
	}
	if alone, ok := t.nextInRow(thing); ok {
		return alone, true
	}
	if alone, ok := t.otherLevel(thing); ok {
		return alone, true
	}
	named, of := strings.CutSuffix(thing, "的")
	if utf8.RuneCountInString(named) < 2 {
		return "", false
	}
	if alone, ok := t.alike(named); ok {
		return alone, true
	}
	if alone, ok := t.asking(named, of); ok {
		return alone, true
	}
	return t.place() + named + t.kind(), true
}

// thingFirst matches what names another thing and asks something else of it besides.
var thingFirst = regexp.MustCompile(`^([^,，]{3,12})呢[,，](.*(?:吗|没有|多少|什么|哪|几|怎么|如何).*)`)

// kind asks for the kind of thing that the earlier question asked for.
func (t turn) kind() string {
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
