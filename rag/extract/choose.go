package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
)

// Limits of an answer for one place, and how near to the best a further
// sentence must come: of the same passage, where it costs the reader no further
// source, or of another, where a list goes on.
const (
	maxLength    = 230
	maxSentences = 3
	nearBest     = 0.85
	nearSame     = 0.92
	nearListed   = 0.6 // of several things, where a Reader is certain of the sentence
	manyItems    = 3   // an enumeration of so many is the list
)

// A choice is a candidate with the clauses of it that answer.
type choice struct {
	candidate
	core []int // in order
	soft bool  // what follows the clauses belongs to the answer
}

// choose answers each ask with its best candidate, a list or a question for
// ways with others that come near it, and puts them in the order of the
// passages. lacking are the asks that no candidate answers.
func choose(q question, all []candidate) (chosen []choice, lacking []ask) {
	if named := rows(q, all); named != nil {
		return named, nil
	}
	if q.times() {
		return paired(q.asks, all)
	}
	for i, a := range q.asks {
		all := asRead(all, i)
		if f, ok := a.amongSaid(chosen); ok {
			chosen = join(chosen, f)
			continue
		}
		found := best(a, all)
		if i > 0 && len(found) > 0 && found[0].strays(a, q.asks[0]) {
			found = nil
		}
		if len(found) == 0 {
			lacking = append(lacking, a)
		}
		for _, f := range found {
			chosen = join(chosen, f.chained(a))
		}
		for _, more := range []func([]choice, []candidate) (choice, bool){a.otherSide, a.further, a.exception, a.told, a.announced} {
			if f, ok := more(found, all); ok {
				chosen = join(chosen, f)
			}
		}
	}
	chosen, lacking = together(chosen, lacking, all)
	for i := range chosen {
		chosen[i] = chosen[i].capped(q.focus)
	}
	slices.SortStableFunc(chosen, func(a, b choice) int {
		return cmp.Or(cmp.Compare(a.index, b.index), cmp.Compare(a.start, b.start))
	})
	return chosen, lacking
}

// amongSaid is the part of a sentence that is said already which answers a
// further part of the question that names nothing of its own: 年均增长几个点.
func (a ask) amongSaid(chosen []choice) (choice, bool) {
	if len(a.topic) > 0 || !a.hard() || a.shape() == nil {
		return choice{}, false
	}
	return clauseOf(chosen, func(c choice, i int) bool {
		return c.passage.Fact == nil && !slices.Contains(c.core, i) && a.shown(fold.String(c.clause(i)))
	})
}

// clauseOf is the first clause of sentences that does what is wanted of it.
func clauseOf(all []choice, does func(c choice, i int) bool) (choice, bool) {
	for _, c := range all {
		for i := range c.clauses {
			if does(c, i) {
				return choice{c.candidate, []int{i}, c.soft}, true
			}
		}
	}
	return choice{}, false
}

// together answers asks by what answers the other parts of the question: a count
// that is called otherwise by a further clause of the same sentence, a figure of
// another time by a sentence of that time that calls it the same.
func together(chosen []choice, lacking []ask, all []candidate) ([]choice, []ask) {
	var still []ask
	for _, a := range lacking {
		f, found := a.beside(chosen, all)
		if !found {
			still = append(still, a)
			continue
		}
		chosen = join(chosen, f)
	}
	return chosen, still
}

// beside finds what answers an ask in the light of what answers others.
func (a ask) beside(chosen []choice, all []candidate) (choice, bool) {
	if a.kind == counted {
		if f, ok := clauseOf(chosen, func(c choice, i int) bool {
			clause := fold.String(c.clause(i))
			return !slices.Contains(c.core, i) && a.shown(clause) && a.mayCall(clause) && c.timely(a)
		}); ok {
			return f, true
		}
	}
	if !a.figures() || !a.back || !asksBack.MatchString(a.text) && len(a.years) == 0 {
		return choice{}, false
	}
	others := make([]choice, len(all))
	for i, c := range all {
		others[i] = choice{candidate: c}
	}
	for _, c := range chosen {
		words := pairs(digits.ReplaceAllString(c.clause(c.core[len(c.core)-1]), " "))
		if f, ok := clauseOf(others, func(o choice, i int) bool {
			clause := fold.String(o.clause(i))
			return a.shown(clause) && !isPlanned(o.text, o.passage.Document) && shares(clause, words)
		}); ok {
			return f, true
		}
	}
	return choice{}, false
}

// mayCall tells whether a clause may call by another name what is counted: it has
// the last character of that, 户 of 个体户; any may where no measure word, or 个, is asked for.
func (a ask) mayCall(clause string) bool {
	if a.measure == "" || a.measure == "个" || a.noun == "" {
		return true
	}
	_, size := utf8.DecodeLastRuneInString(a.noun)
	return strings.Contains(clause, fold.String(a.noun[len(a.noun)-size:]))
}

var digits = regexp.MustCompile(`[0-9. ]+|计划|目标|达到`)

// shares tells whether a clause holds half of the pairs, and two of them.
func shares(clause string, words []string) bool {
	n := 0
	for _, w := range words {
		if strings.Contains(clause, w) {
			n++
		}
	}
	return n >= 2 && 2*n >= len(words)
}

// A scored is a choice with what it is worth for an ask.
type scored struct {
	choice
	worth  float64
	listed float64 // what it gains beside that as the list, or of the case, that is asked for
	liked  float64 // and in the eyes of a Reader, against others that answer
}

// ranking are the candidates that answer an ask and have to do with it, the best
// first; none where a Reader holds the best for no answer.
func ranking(a ask, all []candidate) []scored {
	found := a.rank(all)
	if len(found) > 0 && found[0].doubtful(a) {
		return nil
	}
	return found
}

// unread is what it is worth by the rules alone: what a Reader adds to all makes
// none of them nearer to the best.
func (s scored) unread() float64 { return s.worth - readShare*s.read() }

// value is what the best is chosen by.
func (s scored) value() float64 { return s.worth + s.listed + s.liked }

// rank are the candidates whose clauses answer an ask, those of the highest
// value first.
func (a ask) rank(all []candidate) []scored {
	var found []scored
	for _, c := range all {
		core, doubt := c.answers(a), 0.0
		if len(core) == 0 {
			core, doubt = c.surely(a), c.doubt(a)
		}
		if len(core) == 0 || !c.ofCode(a) || !c.fits(a) {
			continue
		}
		f := choice{c, c.withSubject(a, core), !a.hard() || a.kind == actor || a.kind == person}
		if worth := c.worth(a) + coreShare*f.coverage(a); !c.strange(a, worth) {
			found = append(found, scored{f, worth, f.lists(a) + f.inCase(a) + c.followsOn(a), c.preference(a) - doubt})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.value(), a.value()) })
	found = a.boundFirst(a.surerFirst(a.yearFirst(a.quotedFirst(a.anewFirst(a.goalsFirst(a.ofNamed(found)))))))
	for _, better := range []func(candidate, ask) bool{candidate.defines, candidate.under, candidate.ofNumber} {
		if slices.ContainsFunc(found, func(f scored) bool { return better(f.candidate, a) }) {
			found = slices.DeleteFunc(found, func(f scored) bool { return !better(f.candidate, a) })
		}
	}
	if len(found) == 0 || found[0].besideGoal(a, all) || !found[0].speaksOf(a, found[0].worth+min(found[0].listed, mostListed)) {
		return nil
	}
	return found
}

// mostListed is what being the list that is asked for counts at most where it is
// doubtful whether a candidate has to do with the question at all.
const mostListed = 0.1

// goalsFirst puts what is planned in front where a goal is asked for and what
// was reached is hardly nearer: a figure that was reached is no goal.
func (a ask) goalsFirst(found []scored) []scored {
	if !a.ahead || !a.figures() || len(found) == 0 || !found[0].past {
		return found
	}
	i := slices.IndexFunc(found, func(f scored) bool { return !f.past })
	if i < 0 || found[i].worth < nearGoal*found[0].worth || !found[i].speaksOf(a, found[i].worth) {
		return found
	}
	return toFront(found, i)
}

// nearGoal is how near to the best a goal must come to be answered instead.
const nearGoal = 0.7

// best are the candidates that answer an ask, the best first.
func best(a ask, all []candidate) []choice {
	found := ranking(a, all)
	if len(found) == 0 {
		return nil
	}
	out := []choice{found[0].choice}
	if next, ok := found[0].listBehind(a, all); ok {
		return append(out, choice{candidate: next})
	}
	if a.list && found[0].points > 0 {
		return out // it is the list
	}
	length := len([]rune(found[0].text))
	for _, f := range found[1:] {
		n := len([]rune(f.text))
		if a.hard() || len(out) == maxSentences || !a.nearEnough(found[0], f) {
			break
		}
		if length+n > maxLength || strings.ContainsRune(f.text, unicode.ReplacementChar) || repeats(out, f.candidate) {
			continue
		}
		out, length = append(out, f.choice), length+n
	}
	return out
}

// nearEnough tells whether a further sentence comes near enough to the best.
// Where one thing is asked for, what a Reader adds to both makes them no nearer.
func (a ask) nearEnough(best, further scored) bool {
	if a.stays != "" && best.passage.Document.ID == a.stays && further.passage.Document.ID != a.stays {
		return false
	}
	least := a.near(best.choice, further.choice)
	if !a.wide() {
		return further.unread() >= least*best.unread()
	}
	return further.worth >= least*best.worth
}

// wide tells whether an ask may want several sentences.
func (a ask) wide() bool { return a.list || ways.MatchString(a.text) || a.why() }

// near is how near to the best a further sentence must come: one beside it
// nearer where a single thing is asked for, one elsewhere only where several are
// and the best does not list them.
func (a ask) near(best, further choice) float64 {
	wide := a.wide()
	switch {
	case further.index == best.index && wide && further.read() >= certain:
		return nearListed
	case further.index == best.index && wide:
		return nearBest
	case further.index == best.index:
		return nearSame
	case a.list && items(best.text) < manyItems:
		return nearBest
	}
	return 2 // none
}

// ways matches a question for how something is done, or for what there is of a
// kind: 资金上有啥支持.
var ways = regexp.MustCompile(`怎么|如何|怎样|办法|措施|举措|做法|途径|方式|有(?:什么|啥|何)(?:支持|扶持|帮助|优惠|奖励|好处|政策|规定|要求|影响|风险|作用|用处|待遇|安排|讲究|限制|变化)`)

// nearest is the candidate that says most of an ask's topic without answering;
// nil where none speaks of it.
func nearest(a ask, all []candidate) *choice {
	var near *choice
	most := 0.0
	for _, c := range all {
		if w := c.worth(a); w > most && c.cases == nil && c.says(a) && c.timely(a) && c.ofBack(a) {
			near, most = &choice{candidate: c, core: c.clausesWith(a)}, w
		}
	}
	return near
}

// says tells whether a sentence itself holds enough of an ask's topic to be
// shown for it: one word is not enough.
func (c candidate) says(a ask) bool {
	n := 0
	for t := range a.topic {
		if slices.Contains(c.terms, t) {
			n++
		}
	}
	return n >= 2 && c.held(a) >= topicHeld
}

// A sentence that holds a thing of the kind asked for, bound to its topic, must
// still have to do with the question. What the best candidate must be worth, and how close by meaning it
// must be where it is worth less because it uses other words.
const (
	worthAnswering = 0.6
	worthTrying    = 0.55
	nearAnswer     = 0.55
	worthAmid      = 0.42
	amidHeld       = 0.7
	amidPassages   = 3
)

// speaksOf tells whether a candidate of such worth has to do with an ask at all.
func (c candidate) speaksOf(a ask, worth float64) bool {
	if a.figures() && worth >= worthAmid && c.held(a) >= amidHeld {
		return true // a figure of the very thing, among many others
	}
	return c.read() >= likely || worth >= worthAnswering || c.close >= nearAnswer && (worth >= worthTrying || a.hard()) || c.amid(a) && worth >= worthAmid
}

// What a sentence must come to that is no stranger to the topic: of its worth
// and what it holds of the topic half each, and its closeness to that; more where
// it holds little of the topic and stands in no passage that was found first.
const (
	known        = 0.73
	knownFarther = 0.85
	knownListed  = 0.5  // of a list of just as many things as are asked for
	nearTopic    = 0.55 // closeness from which a sentence is on the topic in other words
	leastAbout   = 0.3  // below which it is on another, however sure a Reader is, where it has hardly a word of it
)

// strange tells whether a sentence has little to do with the topic of an ask, by
// its words and by meaning, whatever else it shares with the question:
// a sentence on the loans of 盐田 where 盐田怎么发展滑雪产业 is asked.
func (c candidate) strange(a ask, worth float64) bool {
	if c.read() >= certain {
		return !a.hard() && c.about < leastAbout && c.held(a) < leastHeld
	}
	least := known
	if a.kind == several && a.count > manyItems && items(fold.String(c.text)) == a.count {
		least = knownListed
	}
	if a.hard() && c.index > 0 && c.held(a) < topicHeld && c.close < nearTopic {
		least = knownFarther
	}
	return worth/2+c.about+c.held(a)/2 < least
}

// strays tells whether what answers a further part of a question that names hardly
// anything of its own (怎么申领) says nothing of what the first part is about.
func (c candidate) strays(a, first ask) bool {
	return len(a.topic) < fewPairs && len(first.topic) >= fewPairs && first.heldBy(c.terms, c.above, c.around) < leastHeld
}

// amid tells whether a sentence stands in one of the best passages, which as a
// whole speaks of a soft ask: what is said of a thing over several sentences
// need not name it in each.
func (c candidate) amid(a ask) bool {
	return !a.hard() && c.index < amidPassages && a.heldBy(c.around, c.above) >= amidHeld
}

// coreShare is the weight of the words that the answering clauses hold.
const coreShare = 0.3

// coverage is the share of an ask's words that the answering clauses hold, the best of them.
func (c choice) coverage(a ask) float64 {
	most := 0.0
	for _, i := range c.core {
		most = max(most, weigh(a.weights, bm25.Distinct(bm25.Terms(c.clause(i)))))
	}
	return most / a.total
}

// join adds a choice, or its clauses to those of the same sentence.
func join(chosen []choice, f choice) []choice {
	for i, c := range chosen {
		if c.index == f.index && c.start == f.start {
			chosen[i].core = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(c.core), f.core...))))
			chosen[i].soft = c.soft || f.soft
			return chosen
		}
	}
	if repeats(chosen, f.candidate) {
		return chosen
	}
	return append(chosen, f)
}

// repeats tells whether what c says was chosen already.
func repeats(chosen []choice, c candidate) bool {
	return slices.ContainsFunc(chosen, func(o choice) bool {
		return strings.Contains(o.text, c.text) || strings.Contains(c.text, o.text)
	})
}
