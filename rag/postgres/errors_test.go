package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"chuchu/rag"
	"chuchu/rag/talk"
)

func serverError(code string) error {
	return fmt.Errorf("do something: %w", &pgconn.PgError{Code: code, Message: "as it is"})
}

func TestExplained(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	broken := &net.OpError{Op: "read", Err: errors.New("connection reset")}
	for _, c := range []struct {
		name        string
		ctx         context.Context
		err         error
		unavailable bool
	}{
		{"too many connections", t.Context(), serverError("53300"), true},
		{"shutting down", t.Context(), serverError("57P01"), true},
		{"statement timeout", t.Context(), serverError("57014"), true},
		{"our own timeout", t.Context(), fmt.Errorf("wait: %w", context.DeadlineExceeded), true},
		{"connection reset", t.Context(), fmt.Errorf("read: %w", broken), true},
		{"end of file", t.Context(), io.ErrUnexpectedEOF, true},
		{"a broken statement", t.Context(), serverError("42601"), false},
		{"not found", t.Context(), rag.ErrNotFound, false},
		{"the caller's end", ended, context.Canceled, false},
		{"the caller's end, as the connection tells it", ended, broken, false},
	} {
		err := explained(c.ctx, c.err)
		if !errors.Is(err, c.err) || errors.Is(err, ErrUnavailable) != c.unavailable || errors.Is(err, talk.ErrBusy) != c.unavailable {
			t.Errorf("%s: %v, unavailable %v", c.name, err, errors.Is(err, ErrUnavailable))
		}
		if errors.Is(err, context.Canceled) != (c.ctx == ended) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if explained(ended, nil) != nil {
		t.Error("no error is one")
	}
}

func TestOpeningError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want error
		says string
	}{
		{serverError("28P01"), ErrRefused, "password"},
		{serverError("28000"), ErrRefused, "pg_hba.conf"},
		{serverError("3D000"), ErrNoDatabase, "createdb"},
		{serverError("0A000"), ErrNoVector, "install pgvector"},
		{serverError("58P01"), ErrNoVector, "install pgvector"},
		{serverError("42501"), ErrForbidden, "CREATE SCHEMA chuchu"},
		{serverError("25006"), ErrReadOnly, "primary"},
		{serverError("57P03"), ErrUnavailable, "server runs"},
		{fmt.Errorf("%w: it is old (%w)", ErrNoVector, serverError("42501")), ErrNoVector, "it is old"},
		{fmt.Errorf("%w: schema 9", ErrNewer), ErrNewer, "schema 9"},
	} {
		err := openingError(c.err)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !errors.Is(err, c.err) {
			t.Errorf("%v: got %v, want %v and %q", c.err, err, c.want, c.says)
		}
	}
	plain := errors.New("something else")
	if openingError(plain) != plain {
		t.Error("an unknown error is changed")
	}
}

func TestConfigure(t *testing.T) {
	config, err := configure("postgres://u:p@h:1/d")
	if err != nil {
		t.Fatal(err)
	}
	settings := config.ConnConfig.RuntimeParams
	if config.MaxConns != poolSize || settings["application_name"] != "chuchu" || settings["statement_timeout"] != "15000" ||
		config.ConnConfig.ConnectTimeout != connectTimeout || timeoutOf(config.ConnConfig) != statementTimeout {
		t.Errorf("defaults: %+v, %d connections", settings, config.MaxConns)
	}
	for text, want := range map[string]string{"30s": "30s", "2000": "2s", "0": "0s", "1min": "15s"} {
		config, err := configure("postgres://u:p@h:1/d?statement_timeout=" + text)
		if got := timeoutOf(config.ConnConfig).String(); err != nil || got != want {
			t.Errorf("statement_timeout %s: %s, %v, want %s", text, got, err, want)
		}
	}
	if _, err := configure("postgres://u:secret@h:port/d"); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a bad URL: %v", err)
	}
}
