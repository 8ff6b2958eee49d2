package rag

import (
	"cmp"
	"slices"

	"chuchu/chunk"
	"chuchu/rag/verify"
)

// conflicts notes where another issued document of the same region, among the
// passages of the request, gives another figure than the one that is cited.
func (d *draft) conflicts(f finding) {
	mine := f.passage.Document
	i := slices.IndexFunc(d.passages, func(p Passage) bool { return p.Key == f.passage.Key })
	if i < 0 || mine.Region == "" || mine.Standing != chunk.Issued {
		return
	}
	span := verify.Span{Start: f.at.Start - f.passage.Start, End: f.at.End - f.passage.Start}
	for j := range d.passages {
		other := d.passages[j].Document
		if other.ID == mine.ID || other.Region != mine.Region || other.Standing != chunk.Issued {
			continue
		}
		for _, c := range d.read(i).Disagree(span, d.read(j)) {
			d.notice(NoticeConflict, "资料之间数值不一致，请核对："+dated(mine)+"“"+c.Mine+"”；"+dated(other)+"“"+c.Theirs+"”。")
		}
	}
}

// notice adds a notice, once.
func (d *draft) notice(code, message string) {
	if n := (Notice{code, message}); !slices.Contains(d.notices, n) {
		d.notices = append(d.notices, n)
	}
}

// dated is a document's title with its date.
func dated(m chunk.Meta) string {
	return "《" + name(m) + "》（" + cmp.Or(m.Published, "未注明日期") + "）"
}
