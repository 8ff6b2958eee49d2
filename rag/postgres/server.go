package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Versions of the extension: halfvec came with 0.7, and before 0.8.4 HNSW
// indexes had faults (CVE-2026-3172, vacuum).
const (
	oldestVector = "0.7.0"
	soundVector  = "0.8.4"
)

// prepareDatabase has a database ready for the pool: a server that can be
// written to, the extension, whose version it returns, and the schema. It sets
// the search path of c.
func prepareDatabase(ctx context.Context, c *pgx.ConnConfig) (version string, err error) {
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return "", err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := writable(ctx, conn); err != nil {
		return "", err
	}
	unlock, err := lockSchema(ctx, conn)
	if err != nil {
		return "", err
	}
	defer unlock()
	extension, err := haveVector(ctx, conn)
	if err != nil {
		return "", err
	}
	if c.RuntimeParams["search_path"] == "" {
		if err := haveSchema(ctx, conn); err != nil {
			return "", err
		}
		c.RuntimeParams["search_path"] = "chuchu, " + pgx.Identifier{extension.schema}.Sanitize()
	}
	if older(extension.version, oldestVector) {
		return "", fmt.Errorf("%w: it is %s, and must be %s or newer; then run: ALTER EXTENSION vector UPDATE", ErrNoVector, extension.version, soundVector)
	}
	return extension.version, migrate(ctx, c)
}

// haveSchema makes our schema. Who may not needs one made by somebody else.
func haveSchema(ctx context.Context, conn *pgx.Conn) error {
	var there bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'chuchu')`).Scan(&there)
	if err == nil && !there {
		_, err = conn.Exec(ctx, `CREATE SCHEMA chuchu`)
	}
	return err
}

// writable refuses a standby and whatever else is set to read-only.
func writable(ctx context.Context, conn *pgx.Conn) error {
	var readOnly bool
	err := conn.QueryRow(ctx, `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'`).Scan(&readOnly)
	if err == nil && readOnly {
		err = fmt.Errorf("%w: name the primary server in the URL", ErrReadOnly)
	}
	return err
}

// older compares versions like "0.8.4".
func older(version, than string) bool {
	var a, b [3]int
	fmt.Sscanf(version, "%d.%d.%d", &a[0], &a[1], &a[2])
	fmt.Sscanf(than, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
