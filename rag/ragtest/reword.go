package ragtest

import (
	"regexp"
	"strconv"
	"strings"

	"chuchu/rag"
)

// A Rewording says what a right sentence says in other words.
type Rewording struct{ Kind, Text string }

// Rewordings are right sentences made of one that its passage holds: in front
// the document's name, another order of clauses, fewer words, figures written
// otherwise. Each kind gives one at most.
func Rewordings(text string, cited rag.Passage) []Rewording {
	out := []Rewording{}
	for _, r := range reworders {
		if again := r.make(text); again != text && again != "" {
			out = append(out, Rewording{r.kind, again})
		}
	}
	if name := cited.Document.Label; name != "" {
		out = append(out, Rewording{"named", name + "：" + text})
	}
	return out
}

var reworders = []struct {
	kind string
	make func(text string) string
}{
	{"verb", strings.NewReplacer("达到", "为", "力争", "争取", "不低于", "不少于", "不高于", "不超过").Replace},
	{"counted", counted},
	{"written", written},
	{"percent", func(text string) string { return percent.ReplaceAllString(text, "百分之$1") }},
	{"asides", func(text string) string { return bracketed.ReplaceAllString(text, "") }},
	{"manner", func(text string) string { return manner.ReplaceAllString(text, "$1") }},
	{"shorter", shorter},
	{"order", reordered},
}

var (
	percent   = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)[%％]`)
	bracketed = regexp.MustCompile(`[（(][^（()）]*[）)]`)
	manner    = regexp.MustCompile(`(?:积极|大力|进一步|着力|切实|扎实|稳步|深入)(推进|推动|加强|实施|开展|发展|完善|提高|提升|落实|支持|培育|打造|建设)`)
	tenThou   = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)(万|亿)(人|元|户|吨|平方米|辆|件|家|亩)`)
	small     = regexp.MustCompile(`([^0-9.第])([2-9])(个|家|项|所|座|条|年|次|名)([^0-9])`)
)

// counted writes 1.2万人 as 12000人 and 3亿元 as 30000万元.
func counted(text string) string {
	return tenThou.ReplaceAllStringFunc(text, func(figure string) string {
		m := tenThou.FindStringSubmatch(figure)
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return figure
		}
		if m[2] == "亿" {
			return strconv.FormatFloat(n*10000, 'f', -1, 64) + "万" + m[3]
		}
		return strconv.FormatFloat(n*10000, 'f', -1, 64) + m[3]
	})
}

// written writes small counts in Chinese: 3个 as 三个.
func written(text string) string {
	return small.ReplaceAllStringFunc(text, func(s string) string {
		m := small.FindStringSubmatch(s)
		return m[1] + string([]rune("零一两三四五六七八九")[m[2][0]-'0']) + m[3] + m[4]
	})
}

// shorter leaves the last clause out, where more than one stays.
func shorter(text string) string {
	clauses := strings.Split(strings.TrimRight(text, "。；"), "，")
	if n := len(clauses); n >= 3 && len([]rune(clauses[n-2])) > 4 {
		return strings.Join(clauses[:n-1], "，") + "。"
	}
	return text
}

// reordered makes the last two clauses change places where each says of its own
// thing what its figure is.
func reordered(text string) string {
	clauses := strings.Split(strings.TrimRight(text, "。；"), "，")
	n := len(clauses)
	if n < 2 {
		return text
	}
	a, b := leadOf.FindStringSubmatch(clauses[n-2]), leadOf.FindStringSubmatch(clauses[n-1])
	if a == nil || b == nil || !thing(a[1]) || !thing(b[1]) {
		return text
	}
	clauses[n-2], clauses[n-1] = clauses[n-1], clauses[n-2]
	return strings.Join(clauses, "，") + "。"
}
