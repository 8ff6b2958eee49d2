package bge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Ids of the tokens with a meaning of their own.
const (
	padToken     = 0
	unknownToken = 100
	beginToken   = 101
	endToken     = 102
	maskToken    = 103

	// longestWord is the number of characters above which a word is unknown.
	longestWord = 100
)

// A tokenizer cuts text into the tokens of the vocabulary as BERT does, with
// lower-casing: it gives the ids that Hugging Face's BertNormalizer,
// BertPreTokenizer and WordPiece give.
type tokenizer struct {
	begins   map[string]int32 // tokens that begin a word
	goesOn   map[string]int32 // tokens that continue one, without their ##
	maxBytes int              // of a token
}

func newTokenizer(words []string) *tokenizer {
	t := &tokenizer{begins: make(map[string]int32, len(words)), goesOn: make(map[string]int32, len(words)/2)}
	for id, w := range words {
		if rest, ok := strings.CutPrefix(w, "##"); ok && rest != "" {
			t.goesOn[rest] = int32(id)
		} else {
			t.begins[w] = int32(id)
		}
		t.maxBytes = max(t.maxBytes, len(w))
	}
	return t
}

// encode returns the ids of a text, its first token marking the beginning and
// its last the end. It reads no more of the text than most tokens need.
func (t *tokenizer) encode(text string, most int) []int32 {
	ids := make([]int32, 1, min(most, len(text)/2+8))
	ids[0] = beginToken
	var word []byte
	for len(text) > 0 && len(ids) < most {
		r, size := utf8.DecodeRuneInString(text)
		id, literal := special(text)
		switch {
		case literal > 0:
			ids = append(t.appendRun(ids, word), id)
			word, size = word[:0], literal
		case isSpace(r) || isHan(r):
			ids, word = t.appendRun(ids, word), word[:0]
			if isHan(r) {
				ids = t.appendWord(ids, norm.NFD.String(text[:size]), 1)
			}
		case r != 0 && r != utf8.RuneError && !isControl(r):
			word = utf8.AppendRune(word, r)
		}
		text = text[size:]
	}
	ids = t.appendRun(ids, word)
	return append(ids[:min(len(ids), most-1)], endToken)
}

// special returns the id and length of a token such as [SEP] that text
// begins with, spelled out.
func special(text string) (id int32, length int) {
	if text[0] != '[' {
		return 0, 0
	}
	for _, s := range []struct {
		name string
		id   int32
	}{{"[PAD]", padToken}, {"[UNK]", unknownToken}, {"[CLS]", beginToken}, {"[SEP]", endToken}, {"[MASK]", maskToken}} {
		if strings.HasPrefix(text, s.name) {
			return s.id, len(s.name)
		}
	}
	return 0, 0
}

// appendRun appends the tokens of a run without spaces: accents and case are
// removed, and punctuation stands alone.
func (t *tokenizer) appendRun(ids []int32, run []byte) []int32 {
	if len(run) == 0 {
		return ids
	}
	run = norm.NFD.Bytes(run)
	plain := make([]byte, 0, len(run))
	chars := 0
	flush := func() {
		ids = t.appendWord(ids, string(plain), chars)
		plain, chars = plain[:0], 0
	}
	for len(run) > 0 {
		r, size := utf8.DecodeRune(run)
		run = run[size:]
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if alone := isPunctuation(r); alone || isSpace(r) {
			flush()
			if alone {
				ids = t.appendWord(ids, string(r), 1)
			}
			continue
		}
		plain = utf8.AppendRune(plain, r)
		chars++
	}
	flush()
	return ids
}

// appendWord appends the longest tokens that make up a word, or the unknown
// token.
func (t *tokenizer) appendWord(ids []int32, word string, chars int) []int32 {
	if word == "" {
		return ids
	}
	if chars > longestWord {
		return append(ids, unknownToken)
	}
	known, from := t.begins, len(ids)
	for word != "" {
		id, size := t.longest(known, word)
		if size == 0 {
			return append(ids[:from], unknownToken)
		}
		ids, word, known = append(ids, id), word[size:], t.goesOn
	}
	return ids
}

// longest returns the longest of the known tokens that word begins with.
func (t *tokenizer) longest(known map[string]int32, word string) (id int32, size int) {
	for size = min(len(word), t.maxBytes); size > 0; size-- {
		if size < len(word) && !utf8.RuneStart(word[size]) {
			continue
		}
		if id, ok := known[word[:size]]; ok {
			return id, size
		}
	}
	return 0, 0
}

// isSpace reports whether r separates words.
func isSpace(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || unicode.IsSpace(r) && !unicode.IsControl(r)
}

// isControl reports whether r, which is no space, is left out: control, format
// and private characters.
func isControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

// isHan reports whether r is a Chinese character, which is a word of its own.
func isHan(r rune) bool {
	switch {
	case r < 0x3400:
		return false
	case r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF:
		return true
	}
	return r >= 0x20000 && r <= 0x2A6DF || r >= 0x2A700 && r <= 0x2B73F ||
		r >= 0x2B740 && r <= 0x2B81F || r >= 0x2B920 && r <= 0x2CEAF || r >= 0x2F800 && r <= 0x2FA1F
}

// isPunctuation reports whether r stands alone: punctuation of Unicode and
// every ASCII character that is neither letter nor digit.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7F && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return unicode.IsPunct(r)
}
