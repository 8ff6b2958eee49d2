package web_test

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/traditionalchinese"

	"chuchu/chunk/fold"
	"chuchu/web"
)

// files are all files of some endings, by name.
func files(t *testing.T, endings ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, e := range endings {
			if path.Ext(name) == e {
				data, err := fs.ReadFile(web.FS, name)
				all[name] = string(data)
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sent are all files of some endings as they are sent, not compressed.
func sent(t *testing.T, endings ...string) map[string]string {
	t.Helper()
	all := files(t, endings...)
	for name := range all {
		data, err := web.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(data)
	}
	return all
}

// Scripts and styles weigh at most 100 KB, as they are sent to who takes nothing
// compressed.
func TestWeight(t *testing.T) {
	const most = 100 << 10
	written, weight := files(t, ".js", ".css"), 0
	for name, text := range sent(t, ".js", ".css") {
		if weight += len(text); len(text) >= len(written[name]) || text == "" {
			t.Errorf("%s is sent as it is written", name)
		}
	}
	if t.Logf("%d bytes", weight); weight > most {
		t.Errorf("%d bytes are sent, more than %d", weight, most)
	}
}

// Whatever else there is comes as it is, and what there is not is told.
func TestRead(t *testing.T) {
	for name, want := range files(t, ".html", ".svg") {
		if got, err := web.Read(name); err != nil || string(got) != want {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
	for _, name := range []string{"assets/none.js", "assets/../index.html", ""} {
		if _, err := web.Read(name); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// forbidden turn text into markup or code.
var forbidden = regexp.MustCompile(`innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|createContextualFragment|DOMParser|setAttribute\("style`)

func TestTextStaysText(t *testing.T) {
	for name, text := range sent(t, ".js") {
		if m := forbidden.FindString(text); m != "" {
			t.Errorf("%s has %s", name, m)
		}
	}
	for name, text := range files(t, ".html") {
		if m := regexp.MustCompile(`\son[a-z]+=|\sstyle=|<script>|<style|https?:`).FindString(text); m != "" {
			t.Errorf("%s has %s", name, m)
		}
	}
}

// newer are parts of the language, of the browser and of CSS that came after Chromium 86.
var newer = map[string]*regexp.Regexp{
	".js": regexp.MustCompile(`\.at\(|Object\.hasOwn|structuredClone|Object\.groupBy|\.(?:toSorted|toReversed|toSpliced|findLast|findLastIndex|replaceAll)\(|` +
		`Intl\.Segmenter|Promise\.withResolvers|AbortSignal\.(?:timeout|any)|\bstatic\s*\{|\n(?:const .*= )?await |new CSSStyleSheet|\.inert\b|\.showPopover|popover`),
	".css": regexp.MustCompile(`:has\(|:is\(|:where\(|@container|@layer|color-mix|\binset:|(?:margin|padding|inset|border)-(?:inline|block):|aspect-ratio|overflow: clip|text-underline-offset|` +
		`text-decoration-thickness|\n\s+&|light-dark\(|translate:|scale:|rotate:`),
}

func TestDialect(t *testing.T) {
	for ending, pattern := range newer {
		for _, all := range []map[string]string{files(t, ending), sent(t, ending)} {
			for name, text := range all {
				if m := pattern.FindString(text); m != "" {
					t.Errorf("%s has %q", name, m)
				}
			}
		}
	}
}

// row is a word of words.js: its name, in Chinese, in English.
var row = regexp.MustCompile(`(?m)^  (\w+): \["(.+?)", "(.+?)"\],$`)

// Every word that is asked for is there, in two languages, and none that is not;
// and the pages as they come say the same.
func TestWords(t *testing.T) {
	scripts, pages := files(t, ".js"), files(t, ".html")
	text := scripts["assets/words.js"]
	words := map[string]string{}
	for _, r := range row.FindAllStringSubmatch(text, -1) {
		if words[r[1]] != "" {
			t.Errorf("%s stands twice", r[1])
		}
		if words[r[1]] = r[2]; strings.Count(r[2], "{") != strings.Count(r[3], "{") {
			t.Errorf("%s is filled differently", r[1])
		}
	}
	asked := regexp.MustCompile(`\bt\("(\w+)"`)
	for name, script := range scripts {
		for _, m := range asked.FindAllStringSubmatch(script, -1) {
			if words[m[1]] == "" {
				t.Errorf("%s asks for %s", name, m[1])
			}
		}
	}
	for name, page := range pages {
		for _, m := range regexp.MustCompile(`data-(?:label-|placeholder-)?t="(\w+)"`).FindAllStringSubmatch(page, -1) {
			if words[m[1]] == "" {
				t.Errorf("%s asks for %s", name, m[1])
			}
		}
		for _, m := range regexp.MustCompile(`data-t="(\w+)"[^>]*>([^<]+)<`).FindAllStringSubmatch(page, -1) {
			if words[m[1]] != m[2] {
				t.Errorf("%s says %s, which is %s", name, m[2], words[m[1]])
			}
		}
	}
	everything := strings.Join([]string{pages["index.html"], pages["document.html"]}, "")
	for name, script := range scripts {
		if name != "assets/words.js" {
			everything += script
		}
	}
	for w := range words {
		if composed := regexp.MustCompile(`^(?:stage|refused|problem|clean|state|meta|error|kind)_`).FindString(w); composed == "" && !strings.Contains(everything, `"`+w+`"`) {
			t.Errorf("nobody says %s", w)
		}
	}
}

// What is loaded is there, and what is there is loaded.
func TestEveryFileIsLoaded(t *testing.T) {
	all := files(t, ".js", ".css", ".html", ".svg")
	loaded := map[string]bool{"index.html": true, "document.html": true}
	for name, text := range all {
		for _, m := range regexp.MustCompile(`from "\./([\w.]+)"|"/assets/([\w.]+)"`).FindAllStringSubmatch(text, -1) {
			file := "assets/" + m[1] + m[2]
			if loaded[file] = true; all[file] == "" {
				t.Errorf("%s loads %s", name, file)
			}
		}
	}
	for name := range all {
		if !loaded[name] {
			t.Errorf("nothing loads %s", name)
		}
	}
}

// The traditional script of the page's words is made from the simplified one:
// nothing of it is simplified any more, and all of it means the same.
func TestTraditionalWords(t *testing.T) {
	text := files(t, ".js")["assets/words.js"]
	forms := regexp.MustCompile(`new Map\("(\p{Han}+)"`).FindStringSubmatch(text)
	phrases := regexp.MustCompile(`(\p{Han}+): "(\p{Han}+)"`).FindAllStringSubmatch(text, -1)
	if forms == nil || len(phrases) == 0 {
		t.Fatal("no forms of characters")
	}
	var pairs []string
	for _, p := range phrases {
		pairs = append(pairs, p[1], p[2])
	}
	for c := []rune(forms[1]); len(c) > 1; c = c[2:] {
		if pairs = append(pairs, string(c[0]), string(c[1])); !strings.Contains(text[strings.Index(text, "const words"):], string(c[0])) {
			t.Errorf("no word has %c", c[0])
		}
	}
	traditional := strings.NewReplacer(pairs...)
	for _, r := range row.FindAllStringSubmatch(text, -1) {
		made := traditional.Replace(r[2])
		if fold.Simplified(made) != r[2] {
			t.Errorf("%s became %s, which is %s", r[2], made, fold.Simplified(made))
		}
		for _, c := range made {
			if _, err := traditionalchinese.Big5.NewEncoder().String(string(c)); err != nil && unicode.Is(unicode.Han, c) && c != '〇' {
				t.Errorf("%s: %c is simplified", made, c)
			}
		}
	}
}
