package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	pgxvec "github.com/pgvector/pgvector-go/pgx"
)

// Settings of a connection, unless the URL has others.
const (
	statementTimeout = 15 * time.Second
	connectTimeout   = 5 * time.Second
	idleTimeout      = time.Minute // of an open transaction, after which the server ends it
	poolSize         = 16
)

// hnswFrom is how many chunks a library holds before its vectors are found
// through an index: a scan of 20,000 takes 10 ms and misses nothing.
const hnswFrom = 20_000

// Open connects to the database that a URL names ("postgres://user@host/name"),
// brings its schema up to date and starts upkeep. The schema is "chuchu" unless
// the URL has a search_path. Other parameters of the URL are PostgreSQL's
// (statement_timeout, application_name, sslmode, connect_timeout) and the
// pool's (pool_max_conns, …).
//
// What goes wrong in upkeep, and what an administrator should know of the
// server, goes to log, which may be nil. Errors are of this package where something can be done
// about them.
func Open(ctx context.Context, url string, log *slog.Logger) (*Store, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return open(ctx, url, &Store{log: log, threshold: hnswFrom})
}

// open fills in a Store that has its settings.
func open(ctx context.Context, url string, s *Store) (*Store, error) {
	config, err := configure(url)
	if err != nil {
		return nil, err
	}
	s.name, s.changed, s.hints.wanted = rand.Text(), make(chan struct{}, 1), make(chan struct{})
	s.turns = make(chan struct{}, runtime.GOMAXPROCS(0))
	s.patience = timeoutOf(config.ConnConfig)
	version, err := prepareDatabase(ctx, config.ConnConfig)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", hidden(config.ConnConfig), openingError(err))
	}
	if older(version, soundVector) {
		s.log.Warn("this version of pgvector has known faults; install a newer one and run: ALTER EXTENSION vector UPDATE",
			"version", version, "at_least", soundVector)
	}
	config.AfterConnect = pgxvec.RegisterTypes
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, fmt.Errorf("open %s: %w", hidden(config.ConnConfig), openingError(err))
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.kept.Go(func() { s.upkeep(ctx) })
	s.kept.Go(func() { s.listen(ctx) })
	return s, nil
}

// configure reads a URL and fills in what it leaves out.
func configure(url string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database's URL cannot be read: %w", err) // pgx hides the password
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = poolSize
	}
	if config.ConnConfig.ConnectTimeout == 0 || !strings.Contains(url, "connect_timeout") {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	settings := plannerSettings()
	settings["application_name"] = "chuchu"
	settings["statement_timeout"] = milliseconds(statementTimeout)
	settings["idle_in_transaction_session_timeout"] = milliseconds(idleTimeout)
	settings["timezone"] = "UTC"
	for name, value := range settings {
		if config.ConnConfig.RuntimeParams[name] == "" {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	return config, nil
}

// milliseconds is a duration as PostgreSQL takes it for its settings.
func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// timeoutOf is the statement timeout that a connection will have, 0 for none.
func timeoutOf(c *pgx.ConnConfig) time.Duration {
	text := c.RuntimeParams["statement_timeout"]
	if ms, err := strconv.Atoi(text); err == nil {
		return time.Duration(ms) * time.Millisecond
	}
	if d, err := time.ParseDuration(text); err == nil { // "30s" is a unit for both
		return d
	}
	return statementTimeout
}

// hidden names a database without its password.
func hidden(c *pgx.ConnConfig) string {
	return fmt.Sprintf("%s:%d/%s as %s", c.Host, c.Port, c.Database, c.User)
}
