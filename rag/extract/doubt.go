package extract

// How likely a Reader must find the best answer, and what it must be worth by the
// rules alone to be told all the same: the weaker it is by the one, the stronger it
// must be by the other.
const (
	unlikely   = 0.05 // below that it does not answer, whatever the rules see
	plainWorth = 1.27 // but a thing of the kind asked for that is worth so much

	unsure      = 0.25
	unsureWorth = 0.75 // of a figure or the like
)

// doubtful tells whether the best answer to an ask is none in the eyes of a Reader.
// A row of a table is what it is, whatever that makes of it. That a list without
// names must be surer was tried: it refused as many right answers to questions
// nobody had seen as wrong ones.
func (s scored) doubtful(a ask) bool {
	if s.passage.Fact != nil || !s.wasRead {
		return false
	}
	read, worth := s.read(), s.unread()
	if a.hard() {
		return read < unlikely && worth < plainWorth || read < unsure && worth < unsureWorth
	}
	return read < unlikely
}
