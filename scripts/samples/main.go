// Command samples makes the files on which the readers of chunk/read are
// tested: real ones, written by LibreOffice and Chromium.
//
//	go run ./scripts/samples [-seeds seeds] [-policies FILE.jsonl.xz] [-to chunk/read/testdata]
//
// Each NAME.want.txtar beside them holds what must be read: the text, the
// headings, the rows of the tables. Fonts and programs are installed where they
// are missing. The files are kept with the tests, so that these need neither.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"

	"chuchu/chunk"
)

func main() {
	seeds := flag.String("seeds", "seeds", "folder of the seeds")
	policies := flag.String("policies", "", "set of open documents; without it none of them is made")
	to := flag.String("to", "chunk/read/testdata", "folder to write to")
	flag.Parse()
	if err := run(*seeds, *policies, *to); err != nil {
		log.Fatal(err)
	}
}

func run(seeds, policies, to string) error {
	for _, need := range [][]string{
		{"soffice", "libreoffice-writer", "libreoffice-calc", "fonts-wqy-microhei"},
		{"chromium", "chromium"},
		{"pdftoppm", "poppler-utils"},
	} {
		if err := command("scripts/need", need...); err != nil {
			return err
		}
	}
	work, err := os.MkdirTemp("", "samples")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	m := maker{work: work, to: to}
	for _, step := range []func() error{
		func() error { return m.excerpt(filepath.Join(seeds, "haibin.txt"), "haibin", "第二章") },
		func() error { return m.columns(filepath.Join(seeds, "yantian.txt"), "yantian") },
		func() error { return m.policy(policies, "policy", 78) },
		m.features,
		m.refused,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// A maker makes files by way of a folder to work in.
type maker struct{ work, to string }

// excerpt makes a page, a DOCX, two PDFs and a workbook of a seed's chapter.
func (m maker) excerpt(file, name, chapter string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	p := chunk.Parse(string(raw), chunk.Meta{ID: name})
	for _, s := range p.Sections {
		if s.Level == 1 && strings.HasPrefix(s.Path[0], chapter) {
			d := document{plan: p, span: s.Span}
			return m.all(d, name)
		}
	}
	return fmt.Errorf("%s has no %s", file, chapter)
}

// all makes every kind of file of a document.
func (m maker) all(d document, name string) error {
	if err := m.want(d, name); err != nil {
		return err
	}
	page := filepath.Join(m.work, name+".html")
	if err := os.WriteFile(page, []byte(d.html(plainPage)), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(m.to, name+".html"), []byte(d.html(portalPage)), 0o644); err != nil {
		return err
	}
	for _, kind := range []string{"docx", "pdf"} {
		if err := m.office(page, kind, "writer_web"); err != nil {
			return err
		}
	}
	if len(d.plan.Facts) == 0 {
		return nil
	}
	if err := m.chromium(page, name+"-chromium.pdf"); err != nil {
		return err
	}
	sheet := filepath.Join(m.work, name+"-table.html")
	if err := os.WriteFile(sheet, []byte("<html><meta charset=utf-8><body>"+d.table()+"</body></html>"), 0o644); err != nil {
		return err
	}
	return command("soffice", m.profile(), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)", "--outdir", m.to, sheet)
}

// want writes what must be read of a document.
func (m maker) want(d document, name string) error {
	var headings, rows strings.Builder
	for _, s := range d.sections() {
		fmt.Fprintln(&headings, d.text(s.Heading))
	}
	for _, f := range d.facts() {
		fmt.Fprintln(&rows, strings.Join(cells(f), "\t"))
	}
	a := txtar.Archive{Files: []txtar.File{
		{Name: "text", Data: []byte(d.written())}, {Name: "headings", Data: []byte(headings.String())}, {Name: "rows", Data: []byte(rows.String())},
	}}
	return os.WriteFile(filepath.Join(m.to, name+".want.txtar"), txtar.Format(&a), 0o644)
}

// columns makes a PDF in two columns with running heads.
func (m maker) columns(file, name string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	p := chunk.Parse(string(raw), chunk.Meta{ID: name})
	d := document{plan: p, span: chunk.Span{Start: 0, End: min(len([]rune(p.Text)), columnsLength)}}
	d.span.End = d.endOfLine(d.span.End)
	if err := m.want(d, name); err != nil {
		return err
	}
	page := filepath.Join(m.work, name+".html")
	if err := os.WriteFile(page, []byte(d.html(twoColumns)), 0o644); err != nil {
		return err
	}
	return m.chromium(page, name+"-columns.pdf")
}

const columnsLength = 3500 // characters

// policy makes files of the n-th document of an open set.
func (m maker) policy(set, name string, n int) error {
	if set == "" {
		return nil
	}
	out, err := exec.Command("xz", "-dc", set).Output()
	if err != nil {
		return err
	}
	var line struct{ Text string }
	if err := json.Unmarshal([]byte(strings.Split(string(out), "\n")[n]), &line); err != nil {
		return err
	}
	p := chunk.Parse(line.Text, chunk.Meta{ID: name})
	d := document{plan: p, span: chunk.Span{Start: 0, End: len([]rune(p.Text))}}
	return m.all(d, name)
}

// features makes a DOCX with what Word documents have besides text.
func (m maker) features() error {
	source := filepath.Join("scripts", "samples", "features.fodt")
	return m.convert(source, "docx", "writer")
}

// refused makes files that must be refused, each for its reason.
func (m maker) refused() error {
	page := filepath.Join(m.work, "old.html")
	if err := os.WriteFile(page, []byte("<html><meta charset=utf-8><body><h1>旧版文档</h1><p>这是一份旧版文档。</p></body></html>"), 0o644); err != nil {
		return err
	}
	for _, to := range []string{"doc", "odt", "rtf"} {
		if err := m.office(page, to, "writer_web"); err != nil {
			return err
		}
	}
	if err := m.office(page, "pdf", "writer_web"); err != nil {
		return err
	}
	pdf := filepath.Join(m.to, "old.pdf")
	if err := command("pdftoppm", "-r", "40", "-png", "-singlefile", pdf, filepath.Join(m.work, "scan")); err != nil {
		return err
	}
	scan := filepath.Join(m.work, "scan.html")
	if err := os.WriteFile(scan, []byte(`<html><body><img src="scan.png"></body></html>`), 0o644); err != nil {
		return err
	}
	if err := os.Remove(pdf); err != nil {
		return err
	}
	return errorsOf(m.chromium(scan, "scan.pdf"), m.locked(page))
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// locked makes a PDF that needs a password.
func (m maker) locked(page string) error {
	const filter = `pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"chuchu"}}`
	if err := m.convert(page, filter, "writer_web"); err != nil {
		return err
	}
	return os.Rename(filepath.Join(m.to, "old.pdf"), filepath.Join(m.to, "locked.pdf"))
}

// office has LibreOffice make a file of another kind. A page becomes a
// document of its word processor before, so that pages have an end.
func (m maker) office(file, kind, as string) error {
	if as == "writer_web" {
		if err := command("soffice", m.profile(), "--headless", "--convert-to", "odt:writer8", "--infilter=HTML (StarWriter)", "--outdir", m.work, file); err != nil {
			return err
		}
		file = strings.TrimSuffix(file, filepath.Ext(file)) + ".odt"
	}
	return m.convert(file, kind, as)
}

func (m maker) convert(file, kind, as string) error {
	if as == "writer_web" && strings.HasSuffix(file, ".html") {
		return m.office(file, kind, as)
	}
	return command("soffice", m.profile(), "--headless", "--convert-to", kind, "--outdir", m.to, file)
}

func (m maker) profile() string { return "-env:UserInstallation=file://" + m.work + "/profile" }

// chromium prints a page.
func (m maker) chromium(page, name string) error {
	to, err := filepath.Abs(filepath.Join(m.to, name))
	if err != nil {
		return err
	}
	return command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir="+m.work+"/chromium",
		"--print-to-pdf="+to, "file://"+page)
}

func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
