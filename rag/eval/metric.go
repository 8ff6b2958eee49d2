package eval

import "strconv"

// A metric is one measure with its name.
type metric struct {
	name    string
	share   Share   // where it is one
	value   float64 // of the share, where it is one
	known   bool    // false where there was nothing to measure
	ceiling bool    // whether less is better
	unit    unit
}

// A unit tells how a metric is written.
type unit int

const (
	ratio unit = iota
	whole
)

func portion(name string, s Share) metric {
	return metric{name: name, share: s, value: s.Value(), known: s.Of > 0}
}

func mean(name string, value float64, known bool) metric {
	return metric{name: name, value: value, known: known}
}

// cost is a metric in whole units of which less is better.
func cost(name string, value float64, known bool) metric {
	return metric{name: name, value: value, known: known, ceiling: true, unit: whole}
}

// lower turns a metric into one of which less is better.
func lower(m metric) metric {
	m.ceiling = true
	return m
}

// String writes a metric as a table shows it: ".983", "12", "-" where unknown.
func (m metric) String() string {
	switch {
	case !m.known:
		return "-"
	case m.unit == whole:
		return strconv.FormatFloat(m.value, 'f', 0, 64)
	case m.value >= 0.9995:
		return "1.000"
	case m.value < 0:
		return "-" + metric{value: -m.value, known: true}.String()
	}
	return strconv.FormatFloat(m.value, 'f', 3, 64)[1:]
}

// metrics lists all measures, retrieval first.
func (s Scores) metrics() []metric {
	asked, answered := s.Questions > 0, s.Refused.Part < s.Questions
	return []metric{
		portion("hit@1", s.Hit1), portion("hit@3", s.Hit3), portion("hit@5", s.Hit5),
		portion("hit@10", s.Hit10), portion("hit@20", s.Hit20), portion("within", s.Within),
		mean("mrr", s.MRR, s.Hit1.Of > 0),
		portion("facts", s.Facts), portion("complete", s.Complete),
		portion("citation_precision", s.Citations), portion("sentences_cited", s.Sentences),
		portion("quotes_exact", s.Quotes), portion("numbers_cited", s.Numbers),
		cost("dangling_markers", float64(s.Dangling), asked),
		cost("median_length", float64(s.Median), answered), cost("max_length", float64(s.Longest), answered),
		portion("refused", s.Refused),
		portion("refusal_precision", s.Precision), portion("refusal_recall", s.Recall),
		portion("refusal_f1", s.F1), lower(portion("over_refusal", s.OverRefusal)),
		cost("search_p50_ms", s.SearchP50, asked), cost("search_p95_ms", s.SearchP95, asked),
		cost("answer_p50_ms", s.AnswerP50, asked), cost("answer_p95_ms", s.AnswerP95, asked),
	}
}

// metrics lists all measures of an open set.
func (r OpenReport) metrics() []metric {
	asked := r.Questions > 0
	m := []metric{
		portion("hit@1", r.Hit1), portion("hit@5", r.Hit5), portion("hit@10", r.Hit10), portion("hit@20", r.Hit20),
		mean("mrr", r.MRR, asked), lower(mean("script_loss", 0, false)),
		cost("search_p50_ms", r.SearchP50, asked), cost("search_p95_ms", r.SearchP95, asked),
	}
	if r.ScriptLoss != nil {
		m[5].value, m[5].known = *r.ScriptLoss, true
	}
	return m
}

// choose returns the metrics of the names, in their order.
func choose(all []metric, names []string) []metric {
	var chosen []metric
	for _, name := range names {
		for _, m := range all {
			if m.name == name {
				chosen = append(chosen, m)
			}
		}
	}
	return chosen
}
