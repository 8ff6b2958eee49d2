package understand

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// thingsAsked matches the words for what is asked for several of: 领域 of
// 哪几个领域, 板块 of 哪六个板块 and 六大板块是什么.
var thingsAsked = regexp.MustCompile(`(?:哪些|哪几[个条项种大点类家所座张份本门件块样支]?|哪[一二两三四五六七八九十0-9]+[个条项种大点类家所座张份本门件块样支]?|包[含括]几[个条项种]|什么|啥)[“"「]?(\p{Han}{1,8})`)

// thingsBefore matches the same in front of what asks: 主要目标有哪几个, 特区是哪些.
// What is said to have parts is none of them: 行动包括哪几项.
var thingsBefore = regexp.MustCompile(`(\p{Han}+?[^\P{Han}里中上内下的各])(?:都|也|还|又|共|各|主要|具体|分别|一共|总共|到底|究竟|一般|应当?|要|会|能|可以?)*(?:是|有|为)哪(?:些|几|[二两三四五六七八九十])[个条项种大点类家所座张份本门件块样支步]?(?:[^\p{Han}]|$|[呢呀啊])`)

// anyOfThem matches words for what is asked for that only say how it is told apart:
// 大模型 is asked for by 哪几个级别的大模型.
var anyOfThem = regexp.MustCompile(`^(?:级别|层级|等级|类型|种类|类别|性质|形式)的(\p{Han}{2,})`)

// thingsCounted matches the same behind their number, in front of what is
// asked: 六大板块是什么, “六大聚焦行动”都聚焦什么.
var thingsCounted = regexp.MustCompile(`(?:^|[^0-9])([二两三四五六七八九十]+|[2-9])[大个条项种点类](\p{Han}{1,8}?)[”"」]?(?:分别|具体|到底|究竟|主要|都|各|是|叫|指|有|包括|聚焦|围绕|为)+(?:做)?(?:什么|啥|哪)`)

// whence matches a question for where something comes from.
var whence = regexp.MustCompile(`从哪(?:里|儿)?来`)

// whatSort matches a question for what something must be like: 什么样的山要保护.
var whatSort = regexp.MustCompile(`(?:什么|啥|怎)样的`)

// thingsEnd matches where the sentence goes on behind the words for a thing.
var thingsEnd = regexp.MustCompile(`^(\p{Han}{2,}?)(?:能|可|会|是|有|被|不|需|应|要|和|与|及|属于|算|构成|组成|来|给|为|得|里|中|都|分别|各|叫|的|合作|方面|[走去做搞办干抓靠]$|做[^法]|搞|参[加与]|承担|开展|进行|必须)`)

// Things is the word for each of several things that a question wants: 人物 of
// 哪些先进模范人物, the last two characters of what they are called; "" where it
// does not say.
func Things(question string) string {
	s := simplified(question)
	switch {
	case whence.MatchString(s):
		return "来源"
	case whatSort.MatchString(s):
		return "条件"
	}
	called := ""
	if m := thingsCounted.FindStringSubmatch(s); m != nil {
		called = calledAs(m[2])
	} else if m := thingsAsked.FindStringSubmatch(s); m != nil {
		called = calledAs(m[1])
	}
	if m := thingsBefore.FindStringSubmatch(s); m != nil && called == "" {
		called = m[1]
	}
	runes := []rune(called)
	return string(runes[max(0, len(runes)-2):])
}

// calledAs is what several things are called in the words that a question has for
// them, "" where it only counts them.
func calledAs(said string) string {
	if of := anyOfThem.FindStringSubmatch(said); of != nil {
		said = of[1]
	}
	if cut := thingsEnd.FindStringSubmatch(said); cut != nil {
		said = cut[1]
	}
	if onlyCounts.MatchString(said) {
		return ""
	}
	return said
}

// onlyCounts matches words that count things and do not say what they are.
var onlyCounts = regexp.MustCompile(`^[类个条项种件块样支大点步呢呀啊里]$`)

// AllCalled tells whether headings all hold a word, and two thirds of them call what
// they head by it: at their beginning, or where one of their clauses ends.
// 落实标准体系建设指南 names no 标准.
func AllCalled(headings []string, word string) bool {
	n := 0
	for _, h := range headings {
		name := inBrackets.ReplaceAllString(Bare(h), "")
		if word == "" || !strings.Contains(name, word) {
			return false
		}
		if calls(name, word) {
			n++
		}
	}
	return 3*n >= 2*len(headings)
}

// inBrackets matches what stands in brackets, which is said besides.
var inBrackets = regexp.MustCompile(`（[^）]*）|\([^)]*\)`)

// calls tells whether a name without its number calls what it names by a word.
func calls(name, word string) bool {
	return strings.HasPrefix(name, word) || slices.ContainsFunc(strings.Split(name, word)[1:], func(behind string) bool {
		next, _ := utf8.DecodeRuneInString(behind)
		return !unicode.Is(unicode.Han, next) || strings.ContainsRune(smallNumerals, next)
	})
}

const smallNumerals = "一二三四五六七八九十"

// sorts matches a question for kinds that does not say of what.
var sorts = regexp.MustCompile(`(?:哪|[分成为])几?[二两三四五六七八九十0-9]?大?类(?:[^\p{Han}]|别|$)|分[成为]?(?:哪|几)[^，,。]{0,2}类`)

// ItemWord is the word that each of the things has which a question wants
// several of: what they are called, else 类 where it asks for kinds.
func ItemWord(question string) string {
	if things := Things(question); things != "" || !sorts.MatchString(simplified(question)) {
		return things
	}
	return "类"
}
