// Package rag answers questions from documents and shows its sources.
package rag

// SearchText is what stands for a passage in searching, by words and by
// meaning: the document's label, the headings above and the text.
func SearchText(p Passage) string {
	n := len(p.Document.Label) + len(p.Text) + 2
	for _, h := range p.Path {
		n += len(h) + 1
	}
	b := make([]byte, 0, n)
	b = append(append(b, p.Document.Label...), '\n')
	for _, h := range p.Path {
		b = append(append(b, h...), '\n')
	}
	return string(append(b, p.Text...))
}
