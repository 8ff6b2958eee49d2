package local

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// application marks a file as ours: "ChCh".
const application = 0x43684368

// migrate brings a file to this program's schema.
func migrate(ctx context.Context, db *sql.DB) error {
	for _, check := range []func(context.Context, *sql.DB) error{ours, writable} {
		if err := check(ctx, db); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil { // in memory it does nothing
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	have, want, err := steps.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > want {
		return fmt.Errorf("made by a newer version of this program (schema %d, known up to %d)", have, want)
	}
	for have < want {
		// Another process may be taking the same step. One of the two fails, and sees it done.
		_, failed := steps.UpByOne(ctx)
		now, _, err := steps.GetVersions(ctx)
		if err != nil || now == have {
			return errors.Join(failed, err)
		}
		have = now
	}
	return nil
}

// ours refuses a database that another program made.
func ours(ctx context.Context, db *sql.DB) error {
	var id, tables int
	err := db.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_schema
		WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%') FROM pragma_application_id`).Scan(&id, &tables)
	if err != nil {
		return err
	}
	if id != application && (id != 0 || tables > 0) {
		return errors.New("a database of another program")
	}
	return nil
}

// writable refuses a file that may only be read: SQLite opens that too, and
// says so with the first write.
func writable(ctx context.Context, db *sql.DB) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driver any) error {
		file, ok := driver.(interface {
			IsReadOnly(schema string) (bool, error)
		})
		if !ok {
			return nil
		}
		readOnly, err := file.IsReadOnly("main")
		if err == nil && readOnly {
			err = errors.New("cannot be written")
		}
		return err
	})
}
