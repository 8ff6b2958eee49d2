package extract

// stayShare is what an answer to a follow-up gains in the document that answers the
// question before.
const stayShare = 0.15

// followsOn is what a candidate gains for that.
func (c candidate) followsOn(a ask) float64 {
	if a.stays != "" && c.passage.Document.ID == a.stays {
		return stayShare
	}
	return 0
}

// surerFirst puts what a Reader is certain of in front of the best answer to a
// follow-up where it is far less sure of that: by the words that are taken over,
// the answer to the question before is near as well.
func (a ask) surerFirst(found []scored) []scored {
	if len(a.anew) == 0 || !a.hard() || len(found) == 0 {
		return found
	}
	best, held := found[0], found[0].holds(a, a.anew)
	return a.putFirst(found, func(f scored) bool {
		return f.read() >= certain && f.odds >= best.odds+surerBy && f.holds(a, a.anew) >= held
	})
}

// surerBy is by how much more log odds.
const surerBy = 2.5
