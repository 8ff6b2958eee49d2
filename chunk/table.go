package chunk

// A table is a table of indicators, the stretch from its column heads to its last row.
type table struct {
	Span
	title  Span // the line above, or none
	header Span
	heads  []string
	rows   []row
}

// A row is a stretch of the text with its cells.
type row struct {
	Span
	cells []Span
}

func findTables(b body) []table { return nil }

func readFacts(b body, tables []table, document string) []Fact { return nil }
