package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"chuchu/rag/talk"
)

// Errors of Open, for a caller that has its own words for them.
var (
	ErrUnavailable = errors.New("the database does not answer") // also of every method
	ErrRefused     = errors.New("user or password refused")
	ErrNoDatabase  = errors.New("no such database")
	ErrNoVector    = errors.New("the extension vector is missing")
	ErrForbidden   = errors.New("a right is missing")
	ErrReadOnly    = errors.New("the server is read-only")
	ErrNewer       = errors.New("made by a newer version of this program")
)

// An outage is an error of the connection, or of a server that is too busy. It
// is ErrUnavailable, and talk.ErrBusy for those who do not know this package.
type outage struct{ error }

// Unwrap returns the cause.
func (o outage) Unwrap() error { return o.error }

// Is implements the interface of errors.Is.
func (o outage) Is(target error) bool { return target == ErrUnavailable || target == talk.ErrBusy }

// explained marks outages. ctx is the caller's: its own end is no outage.
func explained(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), err)
	case unavailable(err):
		return outage{err}
	}
	return err
}

// unavailable tells whether trying again later may help.
func unavailable(err error) bool {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return slices.ContainsFunc([]string{"08", "53", "57"}, func(class string) bool { return strings.HasPrefix(server.Code, class) })
	}
	return lost(err) || errors.Is(err, context.DeadlineExceeded)
}

// lost tells whether a connection broke. One that was given up because nobody
// answered is not, for then there is no time left.
func lost(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var connect *pgconn.ConnectError
	var network net.Error
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return server.Code == "57P01" || server.Code == "57P02" || server.Code == "57P03"
	}
	return errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) ||
		strings.Contains(err.Error(), "conn closed")
}

// codeOf returns the SQLSTATE of an error, "" when it has none.
func codeOf(err error) string {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return server.Code
	}
	return ""
}

// openingError says what to do about an error of Open.
func openingError(err error) error {
	say := func(what error, todo string) error { return fmt.Errorf("%w: %s (%w)", what, todo, err) }
	switch code := codeOf(err); {
	case errors.Is(err, ErrNoVector), errors.Is(err, ErrReadOnly), errors.Is(err, ErrNewer):
		return err // says so already
	case code == "28P01" || code == "28000":
		return say(ErrRefused, "check user and password in the URL, and pg_hba.conf")
	case code == "3D000":
		return say(ErrNoDatabase, "create it with: createdb NAME")
	case code == "0A000" || code == "58P01":
		return say(ErrNoVector, "install pgvector 0.8.4 or newer on the server")
	case code == "42501":
		return say(ErrForbidden, "have an administrator grant CREATE on the database, or run there: CREATE SCHEMA chuchu AUTHORIZATION user")
	case code == "25006":
		return say(ErrReadOnly, "name the primary server in the URL")
	case unavailable(err):
		return say(ErrUnavailable, "check that the server runs, and host and port in the URL")
	}
	return err
}
