package chunk

// Version numbers the rules of this package. A document that was parsed by an
// older version is parsed again from the bytes it came as.
const Version = 9

// A Span is the half-open range [Start, End) of a document's clean text,
// counted in Unicode code points.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Period is the span of years a plan is made for, both inclusive.
type Period struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Standing tells how binding a document is.
const (
	Issued   = "issued"   // by the authority itself
	Proposed = "proposed" // suggested to the authority
	Reported = "reported" // told by a newspaper or in an explanation
)

// Meta is what is known of a document. Unknown text is "", an unknown period nil.
type Meta struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Label     string  `json:"label"`     // short name, "湛江市赤坎区十四五规划"; stands in front of each chunk for searching
	Region    string  `json:"region"`    // full name from the province or city down, "天津市滨海新区海滨街道"
	Level     string  `json:"level"`     // 国家, 省, 市, 区县 or 街道
	Issuer    string  `json:"issuer"`    // the authority that issued it
	Number    string  `json:"number"`    // 文号
	Kind      string  `json:"kind"`      // 规划纲要, 专项规划, 行动计划, 意见建议, 讲话, 政府工作报告, 新闻报道, 解读, 法规 or 其他
	Standing  string  `json:"standing"`  // Issued, Proposed or Reported
	Period    *Period `json:"period"`    // "十四五" is 2021 to 2025
	Published string  `json:"published"` // a date, 2021-05-01, or as much of it as is known (2021-05)
	Source    string  `json:"source"`    // where it came from: a file name or an address
	Revision  string  `json:"revision"`  // changes whenever the clean text changes
}

// A Cleaning is one rule's line in the report of what cleaning took out or put right.
type Cleaning struct {
	Kind     string   `json:"kind"` // inserted_pinyin, contents, furniture, …
	Count    int      `json:"count"`
	Examples []string `json:"examples"` // at most five
}

// Damage is a stretch of the clean text whose source bytes were broken by a wrong decoding.
// A repaired one reads as it should; in another, what is lost is U+FFFD.
type Damage struct {
	Span
	Raw      string `json:"raw"`
	Repaired bool   `json:"repaired"`
}

// A Reading says where a field of a document's metadata was read. What was
// given, or follows from another field by a rule, has none.
type Reading struct {
	Field   string `json:"field"` // a name of Meta's JSON: "region", "published"
	Excerpt        // of the clean text; an empty span where cleaning took the line out, Quote alone then
}

// A Document is a clean text and what is known of it.
type Document struct {
	Meta
	Text     string
	Readings []Reading // in the order of Meta's fields
	Cleaning []Cleaning
	Damage   []Damage // ordered, disjoint
}

// A Section is a heading and all that stands under it, sub-sections included.
type Section struct {
	Path  []string `json:"path"`  // headings from the outermost down to its own
	Level int      `json:"level"` // len(Path)
	Span
	Heading Span `json:"-"` // within Span, the heading's own text
}

// A Value is what a fact says of one year or period, as it is written.
type Value struct {
	Period string `json:"period"` // a column's head: "2020", "2025", "年均增速"
	Value  string `json:"value"`  // "10.69"; "" where the cell is missing
}

// A Fact is one row of an indicator table.
type Fact struct {
	Document  string  `json:"document"`
	Table     string  `json:"table"` // the table's title, "专栏1 “十四五”时期经济社会发展主要指标"
	Name      string  `json:"name"`
	Unit      string  `json:"unit"`
	Values    []Value `json:"values"`    // in the order of the columns
	Attribute string  `json:"attribute"` // 预期性, 约束性 or ""
	Note      string  `json:"note"`
	Quote     string  `json:"quote"` // the row as it stands, an exact slice
	Span              // of the row
	Title     Span    `json:"-"` // of the table's title
	Header    Span    `json:"-"` // of the column heads
}

// Kinds of chunk.
const (
	KindText = "text"
	KindFact = "fact"
)

// An Excerpt is an exact slice of a document's clean text.
type Excerpt struct {
	Quote string `json:"quote"`
	Span
}

// A Chunk is a passage of a document, the unit that is found and cited.
type Chunk struct {
	Path []string `json:"path"` // the headings above it
	Kind string   `json:"kind"` // KindText or KindFact
	// Text is an exact slice of the clean text, at most 600 characters. A
	// fact's is composed of the table's title, the column heads and the row,
	// and only Quote is exact.
	Text string `json:"text"`
	Span
	Quote    string    `json:"-"` // the exact slice that Span names; equals Text in a text chunk
	Within   []Numbers `json:"-"` // parallel to Path: the chunks that stand under each heading, this one's siblings included
	Headings []Span    `json:"-"` // parallel to Path: where each heading stands in the clean text
	Context  []Excerpt `json:"-"` // what must be read with it: a table's title and heads
	Fact     *Fact     `json:"-"` // set when Kind is KindFact
	Damage   []Damage  `json:"-"` // the document's damage that overlaps Span
	// Pages are where the pages begin on which it stands, the one that it
	// begins on first; none where the source has no pages.
	Pages []PageStart `json:"-"`
}

// Numbers are the chunks of a plan from From up to but not To.
type Numbers struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Plan is a document cut along its own structure.
type Plan struct {
	Document
	Sections []Section // in the order of the text
	Facts    []Fact    // in the order of the text
	Chunks   []Chunk   // ordered by start, text before fact
	Pages    []int     // where each page begins in the clean text; none where the source has no pages
}

// Children are the indices of the sections directly under the i-th, in order.
func (p Plan) Children(i int) []int {
	var out []int
	for j := i + 1; j < len(p.Sections) && p.Sections[j].Level > p.Sections[i].Level; j++ {
		if p.Sections[j].Level == p.Sections[i].Level+1 {
			out = append(out, j)
		}
	}
	return out
}
