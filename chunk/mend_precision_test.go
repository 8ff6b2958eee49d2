package chunk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// readingsOf are characters behind which the program that damaged a page put
// their reading, wherever two bytes looked like one of them.
var readingsOf = map[rune]string{
	'業': "yè", '發': "fā", '區': "qū", '創': "chuàng", '優': "yōu", '規': "guī", '環': "huán", '醫': "yī", '態': "tài", '統': "tǒng", '養': "yǎng",
	'鄉': "xiāng", '聯': "lián", '續': "xù", '協': "xié", '衛': "wèi", '節': "jié", '監': "jiān", '戰': "zhàn", '穩': "wěn", '執': "zhí", '鎮': "zhèn",
}

// A misreading is what that program makes of a sound one, and for each of
// its characters the one of the sound text whose first byte it begins at, -1
// where it begins in the midst of one.
type misreading struct {
	sound, text []rune
	from        []int
}

// misreadLine reads a line as that program did: it cuts before each pair of
// bytes that looks like a mark, and puts in a reading behind each that looks
// like a character that has one; a byte that this leaves alone becomes a
// question mark, and eats what was put in, or the sign that comes next.
func misreadLine(line string) misreading {
	m := misreading{sound: []rune(line)}
	var bs []byte
	var owner []int // the character that begins at a byte
	for i, r := range m.sound {
		b := gbkBytes(r)
		if b[0] == 0 {
			bs, owner = append(bs, byte(r)), append(owner, i)
			continue
		}
		bs, owner = append(bs, b[:]...), append(owner, i, -1)
	}
	cut, reading := make([]bool, len(bs)+1), make([]string, len(bs)+1)
	cut[len(bs)] = true // the end of the paragraph, a tag
	for i := 0; i+1 < len(bs); i++ {
		r := gbkRune(bs[i], bs[i+1])
		cut[i] = cut[i] || r != 0 && strings.ContainsRune("；？。！，", r)
		reading[i+2] = readingsOf[r]
	}
	add := func(i int, rs ...rune) {
		for _, r := range rs {
			m.text, m.from = append(m.text, r), append(m.from, owner[i])
		}
	}
	for i := 0; i < len(bs); i++ {
		switch next := i + 1; {
		case bs[i] < 0x80:
			add(i, rune(bs[i]))
		case reading[next] != "":
			add(i, []rune("?"+reading[next]+")")...)
		case cut[next]:
			add(i, '?')
		case bs[next] < minTrail:
			add(i, '?')
			i++
		default:
			if r := gbkRune(bs[i], bs[next]); r != 0 {
				add(i, r)
			}
			i++
		}
	}
	return m
}

// Verdicts count damaged stretches: repaired rightly and wrongly, told in part
// rightly and falsely, left marked.
type verdicts struct{ right, wrong, partly, falsely, left int }

// add adds the counts of another text.
func (v *verdicts) add(w verdicts) {
	v.right, v.wrong, v.partly, v.falsely, v.left = v.right+w.right, v.wrong+w.wrong, v.partly+w.partly, v.falsely+w.falsely, v.left+w.left
}

// A misreadPage is lines that were misread together.
type misreadPage struct {
	sound, text []rune
	from        []int
}

// add adds a line to a page.
func (p *misreadPage) add(m misreading) {
	for _, f := range m.from {
		if f >= 0 {
			f += len(p.sound)
		}
		p.from = append(p.from, f)
	}
	p.from = append(p.from, len(p.sound)+len(m.sound))
	p.sound, p.text = append(append(p.sound, m.sound...), '\n'), append(append(p.text, m.text...), '\n')
}

// narrow makes the marks of a page plain, as copies of pages often are.
func (p *misreadPage) narrow() {
	for i, r := range p.text {
		p.text[i] = narrowed(r)
	}
	for i, r := range p.sound {
		p.sound[i] = narrowed(r)
	}
}

// readings are those that were put behind characters of a page.
func (p *misreadPage) readings() map[string]rune {
	out := map[string]rune{}
	for r, s := range readingsOf {
		if slices.Contains(p.sound, r) {
			out[s] = r
		}
	}
	return out
}

// judge mends a page, and compares each damaged stretch with what stood there.
func (p *misreadPage) judge(t *testing.T, name string) verdicts {
	got, damage := mend(string(p.text), p.readings())
	rs := []rune(got)
	var n verdicts
	moved := 0
	for _, d := range damage {
		start := d.Start + moved
		end := start + utf8.RuneCountInString(d.Raw)
		moved += end - start - (d.End - d.Start)
		reads, want := string(rs[d.Start:d.End]), "?"
		if p.from[start] >= 0 && p.from[end] >= 0 {
			want = strings.TrimSpace(string(p.sound[p.from[start]:p.from[end]])) // a blank that is lost too harms nobody
		}
		rest := strings.Trim(reads, "\uFFFD")
		switch {
		case d.Repaired && reads == want:
			n.right++
			continue
		case d.Repaired:
			n.wrong++
		case rest == "":
			n.left++
			continue
		case strings.Contains(want, rest):
			n.partly++
			continue
		default:
			n.falsely++
		}
		t.Logf("%s: %s%s reads %q, was %q", name, string(rs[max(0, d.Start-6):d.Start]), d.Raw, reads, want)
	}
	return n
}

// soundLines are the lines of a text without what GBK has not.
func soundLines(text string) []string {
	return strings.Split(strings.Map(func(r rune) rune {
		if r >= 0x80 && gbkBytes(r)[0] == 0 || r == '?' || r == '？' {
			return -1
		}
		return r
	}, strings.NewReplacer(" \n", "\n", "。、", "、").Replace(text)), "\n")
}

// traditional writes a text in the script of the worst plan, character by character.
func traditional(t *testing.T, text string) string {
	raw, err := os.ReadFile("../seeds/chikan.txt")
	if err != nil {
		t.Fatal(err)
	}
	forms := map[rune]rune{}
	scripts := bothScripts()
	for _, r := range gbkTable().runes {
		if s := scripts.of(r); s != r && forms[s] == 0 {
			forms[s] = r
		}
	}
	for _, r := range string(raw) { // as it writes what can be written in several ways
		forms[scripts.of(r)] = r
	}
	return strings.Map(func(r rune) rune {
		if f := forms[r]; f != 0 {
			return f
		}
		return r
	}, text)
}

// soundTexts are sound texts by name: plans, what the goldens make of theirs,
// and the files that CHUCHU_SOUND_TEXTS, a pattern, names besides.
func soundTexts(t *testing.T) map[string]string {
	out := map[string]string{}
	goldens, _ := filepath.Glob("testdata/*.txtar")
	for _, f := range goldens {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range a.Files {
			if part.Name == "text" && !strings.Contains(f, "chikan") {
				out["goldens"] += string(part.Data)
			}
		}
	}
	more, _ := filepath.Glob(os.Getenv("CHUCHU_SOUND_TEXTS"))
	for _, f := range append([]string{"../seeds/haibin.txt", "../seeds/yantian.txt", "../seeds/huizhou.txt"}, more...) {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".txt")] = Parse(string(raw), Meta{}).Text
	}
	return out
}

// A text that is damaged as a whole, in both scripts and with both kinds of
// punctuation, is put right or left marked; hardly ever is it put right wrongly.
func TestMendPrecision(t *testing.T) {
	for _, script := range []string{"simplified", "traditional"} {
		for _, marks := range []string{"wide", "narrow"} {
			var sum verdicts
			for name, text := range soundTexts(t) {
				if script == "traditional" {
					text = traditional(t, text)
				}
				var p misreadPage
				for _, l := range soundLines(text) {
					p.add(misreadLine(l))
				}
				if marks == "narrow" {
					p.narrow()
				}
				sum.add(p.judge(t, name))
			}
			t.Logf("%s script, %s marks: %+v", script, marks, sum)
			if sum.right == 0 || sum.wrong*100 > sum.right+sum.wrong {
				t.Errorf("%d of %d repairs are wrong", sum.wrong, sum.right+sum.wrong)
			}
		}
	}
}
