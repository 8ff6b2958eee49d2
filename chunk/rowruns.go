package chunk

// Not every table's heads can be told. Where lines begin with bare numbers that
// count up, close to one another, each with its lines is an entry all the same,
// and goes to one chunk as far as one holds it.

const (
	minRowRun  = 4  // numbers that count up, so that they count entries
	maxRowSkip = 3  // by which the next number is greater at most: some stand amid lines
	maxRowLine = 16 // lines of an entry
)

// A rowRun is where the last entries began, while lines are read.
type rowRun struct {
	rows []int // the paragraphs with which the entries begin
	last int   // number of the last
}

// entryLines are the beginnings of the paragraphs of entries, true for those that
// go on with one and false for those that begin one.
func (b body) entryLines() map[int]bool {
	out := map[int]bool{}
	var run rowRun
	for i, p := range b.paragraphs {
		n := b.rowNumber(p)
		switch near := b.isNear(run, i); {
		case n == 0:
		case near && n > run.last && n <= run.last+maxRowSkip:
			run.rows, run.last = append(run.rows, i), n
		case !near || n == 1 || len(run.rows) < minRowRun: // others are cells
			b.closeRun(run, out)
			run = rowRun{rows: []int{i}, last: n}
		}
	}
	b.closeRun(run, out)
	return out
}

// isNear tells whether the i-th paragraph stands so near to the last entry of a run as its lines do.
func (b body) isNear(run rowRun, i int) bool {
	if len(run.rows) == 0 {
		return false
	}
	from := run.rows[len(run.rows)-1]
	return i-from <= maxRowLine && b.paragraphs[i].Start-b.paragraphs[from].Start <= MaxChunk
}

// closeRun notes the lines of all entries of a run but the last, whose end is not told.
func (b body) closeRun(run rowRun, lines map[int]bool) {
	if len(run.rows) < minRowRun {
		return
	}
	lines[b.paragraphs[run.rows[len(run.rows)-1]].Start] = false
	for k, from := range run.rows[:len(run.rows)-1] {
		lines[b.paragraphs[from].Start] = false
		for i := from + 1; i < run.rows[k+1]; i++ {
			lines[b.paragraphs[i].Start] = true
		}
	}
}

// rowNumber is the number with which a paragraph begins as a row does.
func (b body) rowNumber(p Span) int { return leadingNumber(b.head(p, maxRowNumber+1)) }

// maxRowNumber is how many digits the number of a row has at most.
const maxRowNumber = 3

// leadingNumber is the bare number with which a line begins, alone or before a blank, 0 if there is none.
func leadingNumber(l string) int {
	n, at := 0, 0
	for ; at < min(len(l), maxRowNumber) && isDigit(l[at]); at++ {
		n = n*10 + int(l[at]-'0')
	}
	if at == 0 || l[0] == '0' || at < len(l) && l[at] != ' ' && l[at] != '\t' {
		return 0
	}
	return n
}

// A rowCount goes through lines and counts those that begin as rows do.
type rowCount struct{ number, at int }

// next tells whether the i-th line begins the row after the last that was met.
func (c *rowCount) next(i int, l string) bool {
	n := leadingNumber(l)
	if n == 0 {
		return false
	}
	follows := n == c.number+1 && n > 1 && i-c.at <= maxRowLine
	c.number, c.at = n, i
	return follows
}
