package chunk

// Texts copied from the web lose headings: a chapter's sections are gone, and
// 一、 begins anew in the midst of it. What followed a lost heading must not
// pass for part of the section before. In a text that shows such losses, the
// section 一、 ends where its own form does, and what comes next belongs to the
// chapter: that much is certain.

// closeLost ends sections 一、 of a text that lost headings, at paragraphs that
// open nothing themselves: behind paragraphs with leads, and behind the first
// paragraph where each section before had but one. A preface, which has no
// leads, ends at the first.
func closeLost(ps []Span, own []opening) {
	if !hasLost(own) {
		return
	}
	var s siblings
	inPreface := false
	for i, o := range own {
		if o.kind == closing && o.closes == lead {
			o.kind = unmarked // what ends a topic may end more
		}
		if o.kind == lead && inPreface {
			own[i].closes = preface
		}
		inPreface = o.kind == preface || inPreface && o.kind == unmarked
		switch {
		case o.kind == comma:
			s.next()
		case o.kind != unmarked && o.kind < comma:
			s = siblings{}
		case o.kind == lead:
			s.leads++
		case o.kind == unmarked && s.ended():
			own[i] = opening{mark: mark{kind: closing}, at: ps[i].Start, closes: comma}
			s = siblings{}
		case o.kind == unmarked:
			s.plain++
		}
	}
}

// hasLost tells whether 一、 begins anew at least twice without a heading above it in between.
func hasLost(own []opening) bool {
	again, numbered, chapters := 0, false, false
	for _, o := range own {
		switch {
		case o.kind == comma:
			if o.number == 1 && numbered {
				again++
			}
			numbered = true
		case o.kind == plain || o.kind == box, o.kind != unmarked && o.kind < comma:
			numbered = false
			chapters = chapters || o.kind == chapter
		}
	}
	return chapters && again >= 2
}

// siblings are the sections 一、 of one chapter so far.
type siblings struct {
	sections     int
	plain, leads int  // paragraphs of the open one
	single       bool // all before had one plain paragraph and nothing else
}

// next goes on to the next section.
func (s *siblings) next() {
	single := s.sections == 0 || s.single
	if s.sections > 0 {
		single = single && s.plain == 1 && s.leads == 0
	}
	*s = siblings{sections: s.sections + 1, single: single}
}

// ended tells whether a plain paragraph is one too many for the open section.
func (s *siblings) ended() bool {
	return s.sections > 0 && (s.leads > 0 || s.sections > 2 && s.single && s.plain == 1)
}
