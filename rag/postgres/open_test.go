package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// with changes a URL.
func with(tb testing.TB, address string, change func(u *url.URL, q url.Values)) string {
	tb.Helper()
	u, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	q := u.Query()
	change(u, q)
	u.RawQuery = q.Encode()
	return u.String()
}

func TestOpenRefuses(t *testing.T) {
	there := newDatabase(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close() // nobody listens there now
	newer := newDatabase(t)
	openAt(t, newer).Close()
	execAt(t, newer, `INSERT INTO chuchu.goose_db_version (version_id, is_applied) VALUES (99, true)`)
	role := fmt.Sprintf("chuchu_test_%d", time.Now().UnixNano())
	admin(t, `CREATE ROLE `+role+` LOGIN`)
	t.Cleanup(func() { admin(t, `DROP ROLE `+role) })
	for _, c := range []struct {
		name, url string
		want      error
		says      string
	}{
		{"nobody listens", with(t, there, func(u *url.URL, _ url.Values) { u.Host = closed.Addr().String() }), ErrUnavailable, "check that the server runs"},
		{"no such host", with(t, there, func(u *url.URL, _ url.Values) { u.Host = "nowhere.invalid" }), ErrUnavailable, "host and port"},
		{"no such database", with(t, there, func(u *url.URL, _ url.Values) { u.Path = "/chuchu_missing" }), ErrNoDatabase, "createdb"},
		{"no such user", with(t, there, func(u *url.URL, _ url.Values) { u.User = url.UserPassword("nobody", "secret") }), ErrRefused, "password"},
		{"read-only", with(t, there, func(_ *url.URL, q url.Values) { q.Set("default_transaction_read_only", "on") }), ErrReadOnly, "primary"},
		{"no extension, no right to make it", with(t, there, func(u *url.URL, _ url.Values) { u.User = url.User(role) }), ErrNoVector, "CREATE EXTENSION vector"},
		{"from the future", newer, ErrNewer, "schema 99"},
		{"not a URL", "postgres://%zz", nil, "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Open(t.Context(), c.url, slog.New(slog.DiscardHandler))
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %q, want it to be %q", err, c.want)
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %q, want %q in it", err, c.says)
			}
		})
	}
}

// A role that may not make a schema is told so; one that was given a schema
// needs no more.
func TestOpenWithFewRights(t *testing.T) {
	there := newDatabase(t)
	execAt(t, there, `CREATE EXTENSION vector`)
	role := fmt.Sprintf("chuchu_test_%d", time.Now().UnixNano())
	admin(t, `CREATE ROLE `+role+` LOGIN`)
	t.Cleanup(func() {
		execAt(t, there, `DROP OWNED BY `+role+` CASCADE`)
		admin(t, `DROP ROLE `+role)
	})
	as := with(t, there, func(u *url.URL, _ url.Values) { u.User = url.User(role) })
	if _, err := Open(t.Context(), as, slog.New(slog.DiscardHandler)); !errors.Is(err, ErrForbidden) || !strings.Contains(err.Error(), "CREATE SCHEMA chuchu") {
		t.Errorf("got %v", err)
	}
	execAt(t, there, `CREATE SCHEMA chuchu AUTHORIZATION `+role)
	s, err := Open(t.Context(), as, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Replace(t.Context(), ragtest.Ingest("a", "甲。")); err != nil {
		t.Error(err)
	}
}

// Schema and settings may be the administrator's choice.
func TestOpenParameters(t *testing.T) {
	there := newDatabase(t)
	execAt(t, there, `CREATE SCHEMA 别的`)
	s := openAt(t, with(t, there, func(_ *url.URL, q url.Values) {
		q.Set("search_path", `别的, public`)
		q.Set("statement_timeout", "3000")
		q.Set("application_name", "科室")
		q.Set("pool_max_conns", "3")
	}))
	if s.patience != 3*time.Second || s.pool.Config().MaxConns != 3 {
		t.Errorf("patience %v, %d connections", s.patience, s.pool.Config().MaxConns)
	}
	var schema, timeout, jit string
	err := s.pool.QueryRow(t.Context(), `SELECT current_schema(), current_setting('statement_timeout'), current_setting('jit')`).Scan(&schema, &timeout, &jit)
	if err != nil || schema != "别的" || timeout != "3s" || jit != "off" {
		t.Errorf("schema %s, timeout %s, jit %s, %v", schema, timeout, jit, err)
	}
	other := openAt(t, there) // another library in the same database
	for i, library := range []*Store{s, other} {
		if _, err := library.Replace(t.Context(), ragtest.Ingest(fmt.Sprint(i), "甲。")); err != nil {
			t.Error(err)
		}
		if all, err := library.Documents(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("library %d: %d documents, %v", i, len(all), err)
		}
	}
}

func TestOpenAgain(t *testing.T) {
	there := newDatabase(t)
	for range 3 {
		s, err := Open(t.Context(), there, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Replace(t.Context(), ragtest.Ingest("a", "甲。")); err != nil {
			t.Fatal(err)
		}
		if all, err := s.Documents(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("%v, %v", all, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenCancelled(t *testing.T) {
	there := newDatabase(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s, err := Open(ctx, there, slog.New(slog.DiscardHandler)); !errors.Is(err, context.Canceled) {
		t.Errorf("opened %v, %v", s, err)
	}
}

// The context of Open is for opening: what it opened outlives it.
func TestOpenOutlivesContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Open(ctx, newDatabase(t), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.SetNote(t.Context(), "k", "v"); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestOlder(t *testing.T) {
	for _, c := range []struct {
		version string
		want    bool
	}{{"0.8.4", false}, {"0.8.3", true}, {"0.8", true}, {"0.8.10", false}, {"0.9.0", false}, {"1.0", false}, {"0.7.4", true}} {
		if got := older(c.version, soundVector); got != c.want {
			t.Errorf("%s: %v", c.version, got)
		}
	}
}

// TestCollations: whatever order a database sorts in, ours is that of bytes.
func TestCollations(t *testing.T) {
	for name, options := range map[string]string{
		"ICU Chinese": `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LOCALE 'C.UTF-8'`,
		"ICU English": `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'`,
		"numeric":     `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-u-kn-true' LOCALE 'C.UTF-8'`,
	} {
		t.Run(name, func(t *testing.T) {
			s := openAt(t, newDatabase(t, options))
			ids := []string{"文", "b", "a2", "Z", "a10", "á", "啊", "_", "-"}
			for _, id := range ids {
				in := ragtest.Ingest(id, "同样的话。")
				in.Given.Label, in.Plan.Label = "同名", "同名"
				if _, err := s.Replace(t.Context(), in); err != nil {
					t.Fatal(err)
				}
			}
			slices.Sort(ids)
			expectOrder(t, s, ids)
		})
	}
}

func expectOrder(t *testing.T, s *Store, want []string) {
	t.Helper()
	var listed, pending, matched, near []string
	documents, err := s.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		listed = append(listed, d.ID)
	}
	todo, err := s.Pending(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range todo {
		pending = append(pending, p.Key.Document)
	}
	embedAll(t, s, ragtest.Embedder{})
	m, err := s.Match(t.Context(), []string{"同样"}, rag.Scope{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range m.Postings {
		matched = append(matched, p.Document)
	}
	neighbours, err := s.Near(t.Context(), ragtest.Vector("话"), rag.Scope{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range neighbours {
		near = append(near, n.Document)
	}
	for what, got := range map[string][]string{"documents": listed, "pending": pending, "match": matched, "near": near} {
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
}
