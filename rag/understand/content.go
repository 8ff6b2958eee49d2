package understand

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// asking matches what makes a sentence a question and stands in no plan.
var asking = regexp.MustCompile(`请问|请教|请告诉我|告诉我|我想知道|想知道|想了解一下|想了解|帮我查一下|帮我看看|听说|是什么意思|指的是什么|是什么|是多少|有多少|是谁|什么时候|什么样|为什么|什么|多少|哪些|哪几|哪[个条种家位所年月天里五六三四两]|几[个家所座项条种年月号栋级]|怎么样|怎么办|怎么|如何|是不是|有没有|能不能|是否|吗|呢|啥|分别|各自|各有|对比一下|截至目前|目前|现在|最新的?|[?？!！]`)

// Content is a question without the words that only ask, itself where nothing
// else is left.
func Content(text string) string {
	if c := strings.TrimSpace(asking.ReplaceAllString(simplified(text), " ")); c != "" {
		return c
	}
	return text
}

// Topic is what a question is about, as words with blanks between: without
// words that ask, pronouns and particles, which no document has to repeat.
func Topic(text string) string {
	s := asking.ReplaceAllString(simplified(text), " ")
	return strings.TrimSpace(particles.ReplaceAllString(wording.ReplaceAllString(s, " "), " "))
}

// wording matches what else only words a question.
var wording = regexp.MustCompile(`怎样|怎么着|意思|介绍|一下|为何|何时|何地|如下|多大|多长|指的?`)

// bare is a question without words that ask, pronouns and particles: what of a
// subject it names.
func bare(text string) string {
	return particles.ReplaceAllString(plain.ReplaceAllString(asking.ReplaceAllString(simplified(text), ""), ""), "")
}

// particles stand between words and belong to none. 会, 要 and 里 are parts of
// words as well (社会); what is cut too short there still matches by what is left.
var particles = regexp.MustCompile(`那么|那个|那些|那|这个|这些|这方面|方面|同样|情况|还有|其他|别的|的|了|要|会|是|有|在|又|也|还|它|和|与|跟|对|里|做`)

// simplified is a text in simplified script; broken bytes become U+FFFD, so that
// places in it can be counted.
func simplified(text string) string {
	return fold.Simplified(strings.ToValidUTF8(text, "\uFFFD"))
}
