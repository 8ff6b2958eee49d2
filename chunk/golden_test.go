package chunk_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"chuchu/chunk"
)

var update = flag.Bool("update", false, "write what the rules give now into testdata/*.txtar")

// See testdata/README.md.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := chunk.Parse(part(a, "input"), chunk.Meta{ID: "x"})
			checkPlan(t, p)
			got := &txtar.Archive{Comment: a.Comment, Files: append([]txtar.File{{Name: "input", Data: []byte(part(a, "input"))}}, parts(p)...)}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, f := range got.Files {
				if want := part(a, f.Name); string(f.Data) != want {
					t.Errorf("%s:\n%s\nwant:\n%s", f.Name, f.Data, want)
				}
			}
			if len(got.Files) != len(a.Files) {
				t.Errorf("%d parts, want %d", len(got.Files), len(a.Files))
			}
		})
	}
}

func part(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// parts writes a plan down, leaving out parts that are empty.
func parts(p chunk.Plan) []txtar.File {
	var out []txtar.File
	for _, f := range []struct {
		name string
		data string
	}{
		{"meta", writeMeta(p)}, {"readings", writeReadings(p)}, {"cleaning", writeCleaning(p)}, {"damage", writeDamage(p)}, {"text", p.Text + "\n"},
		{"outline", writeOutline(p)}, {"facts", writeFacts(p)}, {"chunks", writeChunks(p)},
	} {
		if f.data != "" {
			out = append(out, txtar.File{Name: f.name, Data: []byte(f.data)})
		}
	}
	return out
}

func writeMeta(p chunk.Plan) string {
	var b strings.Builder
	for _, f := range [][2]string{
		{"title", p.Title}, {"label", p.Label}, {"region", p.Region}, {"level", p.Level}, {"issuer", p.Issuer},
		{"number", p.Number}, {"kind", p.Kind}, {"standing", p.Standing}, {"published", p.Published},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	if p.Period != nil {
		fmt.Fprintf(&b, "period: %d-%d\n", p.Period.From, p.Period.To)
	}
	return b.String()
}

func writeReadings(p chunk.Plan) string {
	var b strings.Builder
	for _, r := range p.Readings {
		fmt.Fprintf(&b, "%s [%d,%d) %q\n", r.Field, r.Start, r.End, r.Quote)
	}
	return b.String()
}

func writeCleaning(p chunk.Plan) string {
	var b strings.Builder
	for _, c := range p.Cleaning {
		fmt.Fprintf(&b, "%s %d: %s\n", c.Kind, c.Count, strings.Join(c.Examples, " | "))
	}
	return b.String()
}

func writeDamage(p chunk.Plan) string {
	var b strings.Builder
	for _, d := range p.Damage {
		fmt.Fprintf(&b, "%s -> %s (repaired: %v)\n", d.Raw, string([]rune(p.Text)[d.Start:d.End]), d.Repaired)
	}
	return b.String()
}

func writeOutline(p chunk.Plan) string {
	var b strings.Builder
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "%s%s [%d,%d)\n", strings.Repeat("  ", s.Level-1), s.Path[len(s.Path)-1], s.Start, s.End)
	}
	return b.String()
}

func writeFacts(p chunk.Plan) string {
	var b strings.Builder
	for _, f := range p.Facts {
		fmt.Fprintf(&b, "%s | %s | %s |", f.Table, f.Name, f.Unit)
		for _, v := range f.Values {
			fmt.Fprintf(&b, " %s=%s", v.Period, v.Value)
		}
		fmt.Fprintf(&b, " | %s | %s\n", f.Attribute, f.Note)
	}
	return b.String()
}

func writeChunks(p chunk.Plan) string {
	var b strings.Builder
	for _, c := range p.Chunks {
		fmt.Fprintf(&b, "[%d,%d) %s %s\n%s\n\n", c.Start, c.End, c.Kind, strings.Join(c.Path, " > "), c.Text)
	}
	return b.String()
}
