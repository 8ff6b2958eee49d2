// Package fetch reads a file from an address that somebody named, and nothing
// else: it follows no links.
//
//	f, err := fetch.Fetcher{}.Get(ctx, "https://example.gov.cn/2021/plan.html")
//	r, err := read.File(ctx, f.Name, f.Raw)
//
// It asks robots.txt, takes no more than a file may be large, and reads nothing
// from this machine or the network around it unless it is told that it may:
// what counts is the address that is dialled, not the name that leads to it.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"chuchu/reach"
)

const (
	maxFile      = 50 << 20
	maxRedirects = 5
	patience     = 60 * time.Second // for one file, robots.txt and redirects included
	agent        = "chuchu"
)

// A Fetcher reads files. Its zero value reads what is public.
type Fetcher struct {
	AllowPrivate bool // also from this machine and private networks, and through a proxy
}

// A File is what an address gave.
type File struct {
	Name string // the last part of the address, its extension by the type the site tells
	Raw  []byte // as it came; a text whose encoding only the site told is in UTF-8
}

// Get reads a file. Its errors say in Chinese what is wrong.
func (f Fetcher) Get(ctx context.Context, address string) (File, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	client := f.client()
	defer client.CloseIdleConnections()
	for range maxRedirects + 1 {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return File{}, fmt.Errorf(sayAddress, Plain(address))
		}
		if u.User != nil {
			return File{}, fmt.Errorf(sayUser, Plain(address))
		}
		if err := mayRead(ctx, client, u); err != nil {
			return File{}, told(u, err)
		}
		resp, err := send(ctx, client, u)
		if err != nil {
			return File{}, told(u, err)
		}
		if to := resp.Header.Get("Location"); to != "" && resp.StatusCode/100 == 3 {
			resp.Body.Close()
			next, err := u.Parse(to)
			if err != nil {
				return File{}, fmt.Errorf(sayAddress, Plain(to))
			}
			address = next.String()
			continue
		}
		return take(u, resp)
	}
	return File{}, fmt.Errorf(sayMoved, Plain(address))
}

// client is one that follows no redirect by itself and dials public addresses only.
func (f Fetcher) client() *http.Client {
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	t := &http.Transport{DialContext: dialer.DialContext, ResponseHeaderTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10}
	if f.AllowPrivate {
		t.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.Control = onlyPublic
	}
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func send(ctx context.Context, client *http.Client, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html,application/pdf,*/*;q=0.8")
	return client.Do(req)
}

// told is an error as people are told it.
func told(u *url.URL, err error) error {
	if errors.Is(err, errPrivate) {
		return fmt.Errorf(sayPrivate, u.Hostname())
	}
	var say sayError
	if errors.As(err, &say) {
		return say
	}
	return &failedError{fmt.Sprintf(sayFailed, Plain(u.String()), reach.Told(err)), err}
}

// A failedError is told in Chinese, without the secrets of an address, and is
// what it came from.
type failedError struct {
	told string
	from error
}

// Error implements error.
func (e *failedError) Error() string { return e.told }

// Unwrap returns what it came from.
func (e *failedError) Unwrap() error { return e.from }

// A sayError is one that is told as it is.
type sayError string

// Error implements error.
func (e sayError) Error() string { return string(e) }

// take reads a file that has come.
func take(u *url.URL, resp *http.Response) (File, error) {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return File{}, fmt.Errorf(sayStatus, resp.StatusCode, Plain(u.String()))
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxFile+1))
	switch {
	case len(raw) > maxFile:
		return File{}, fmt.Errorf(sayLarge, maxFile>>20)
	case err != nil:
		return File{}, told(u, err)
	}
	kind, options, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	_, disposition, _ := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
	return File{nameOf(u, disposition["filename"], kind), decoded(raw, kind, options["charset"])}, nil
}

// nameOf is the name of a file: the one the site gives it, else the last part
// of its address.
func nameOf(u *url.URL, given, kind string) string {
	name := path.Base(strings.ReplaceAll(cmp.Or(given, u.Path), "\\", "/"))
	if name == "." || name == "/" {
		name = u.Hostname()
	}
	switch {
	case kind == "text/html" && path.Ext(name) != ".htm" && path.Ext(name) != ".html":
		return name + ".html"
	case kind == "application/pdf" && !strings.EqualFold(path.Ext(name), ".pdf"):
		return name + ".pdf"
	}
	return name
}

// decoded is a text in UTF-8 whose encoding the site tells and the text does not.
func decoded(raw []byte, kind, label string) []byte {
	head := strings.ToLower(string(raw[:min(len(raw), 4096)]))
	if label == "" || !strings.HasPrefix(kind, "text/") || utf8.Valid(raw) || strings.Contains(head, "charset=") {
		return raw
	}
	enc, _ := charset.Lookup(label)
	if enc == nil {
		return raw
	}
	if s, err := enc.NewDecoder().Bytes(raw); err == nil {
		return s
	}
	return raw
}
