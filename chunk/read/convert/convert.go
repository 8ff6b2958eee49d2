// Package convert turns files that package read refuses into ones that it
// reads, with programs that are installed beside it: old office files by
// LibreOffice, scans and pictures by tesseract.
//
//	name, raw, err := convert.File(ctx, "规划.doc", raw)
//
// The programs run in a folder of their own that is gone afterwards, with a
// bound on their time.
package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	patience = 5 * time.Minute // for one file
	maxPages = 500             // of a scan
)

// ErrMissing means that the program is not installed that could convert a file.
// Its text says in Chinese which.
var ErrMissing = errors.New("not installed")

// targets are the kinds that LibreOffice makes of others.
var targets = map[string]string{
	".doc": "docx", ".dot": "docx", ".wps": "docx", ".rtf": "docx", ".odt": "docx",
	".xls": "xlsx", ".et": "xlsx", ".ods": "xlsx",
	".ppt": "pdf", ".pptx": "pdf", ".dps": "pdf", ".odp": "pdf",
}

// pictures are the kinds that tesseract reads.
var pictures = []string{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"}

// Handles tells whether files of a name's kind may be converted.
func Handles(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return targets[ext] != "" || ext == ".pdf" || slices.Contains(pictures, ext)
}

// File converts a file and returns it under a name whose extension tells what
// it has become. A PDF is taken for a scan. The error is ErrMissing where the
// program for it is not installed.
func File(ctx context.Context, name string, raw []byte) (string, []byte, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	dir, err := os.MkdirTemp("", "chuchu-convert")
	if err != nil {
		return "", nil, err
	}
	defer os.RemoveAll(dir)
	ext := strings.ToLower(filepath.Ext(name))
	w := workshop{dir, filepath.Join(dir, "source"+ext)}
	if err := os.WriteFile(w.source, raw, 0o600); err != nil {
		return "", nil, err
	}
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	switch {
	case targets[ext] != "":
		out, err := w.office(ctx, targets[ext])
		return base + "." + targets[ext], out, err
	case ext == ".pdf":
		out, err := w.scan(ctx)
		return base + ".txt", out, err
	case slices.Contains(pictures, ext):
		out, err := w.recognise(ctx, w.source)
		return base + ".txt", out, err
	}
	return "", nil, fmt.Errorf(sayKind, name)
}

// A workshop is a folder in which a file is converted.
type workshop struct{ dir, source string }

// office has LibreOffice make a file of another kind. Its settings are new each
// time: no macro of an earlier file is there, and two run beside each other.
func (w workshop) office(ctx context.Context, kind string) ([]byte, error) {
	program, err := find(sayOffice, "soffice", "libreoffice")
	if err != nil {
		return nil, err
	}
	if err := run(ctx, program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(w.dir, "profile")),
		"--headless", "--norestore", "--convert-to", kind, "--outdir", filepath.Join(w.dir, "out"), w.source); err != nil {
		return nil, err
	}
	out, err := os.ReadFile(filepath.Join(w.dir, "out", "source."+kind))
	if err != nil {
		return nil, errors.New(sayNothing)
	}
	return out, nil
}

// scan reads the pages of a scan one after the other; form feeds part them.
func (w workshop) scan(ctx context.Context) ([]byte, error) {
	if _, err := find(sayTesseract, "tesseract"); err != nil {
		return nil, err
	}
	program, err := find(sayPoppler, "pdftoppm")
	if err != nil {
		return nil, err
	}
	if err := run(ctx, program, "-r", "200", "-gray", "-l", fmt.Sprint(maxPages), "-png", w.source, filepath.Join(w.dir, "page")); err != nil {
		return nil, err
	}
	pages, err := filepath.Glob(filepath.Join(w.dir, "page*.png"))
	if err != nil || len(pages) == 0 {
		return nil, errors.New(sayNothing)
	}
	slices.Sort(pages) // pdftoppm writes their numbers equally long
	var out bytes.Buffer
	for i, p := range pages {
		text, err := w.recognise(ctx, p)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte('\f')
		}
		out.Write(bytes.TrimRight(text, "\f"))
	}
	return out.Bytes(), nil
}

// recognise reads a picture.
func (w workshop) recognise(ctx context.Context, picture string) ([]byte, error) {
	program, err := find(sayTesseract, "tesseract")
	if err != nil {
		return nil, err
	}
	to := filepath.Join(w.dir, "text")
	if err := run(ctx, program, picture, to, "-l", "chi_sim"); err != nil {
		return nil, err
	}
	return os.ReadFile(to + ".txt")
}

// find is the first of some programs that is installed.
func find(say string, names ...string) (string, error) {
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("%s（%w）", say, ErrMissing)
}

// run runs a program to its end.
func run(ctx context.Context, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return errors.New(sayTooLong)
	case err != nil:
		return fmt.Errorf(sayFailed, filepath.Base(program), err, bytes.TrimSpace(out[:min(len(out), 300)]))
	}
	return nil
}
