package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// This file holds all SQL that goes beyond plain tables: advisory locks, the
// extension, index methods and their settings, SKIP LOCKED, NOTIFY. Another engine that
// speaks PostgreSQL's protocol needs another file, nothing else.

// plannerSettings are for every connection. All statements here look up rows by
// key, some hundred at most, in the order in which their joins are written;
// only the comparison of all vectors reads a table whole. The planner would
// find that out from statistics, but those lag behind what was just loaded.
func plannerSettings() map[string]string {
	return map[string]string{
		"enable_hashjoin": "off", "enable_mergejoin": "off", "enable_seqscan": "off", "join_collapse_limit": "1",
		"jit": "off", // it takes longer than any statement
	}
}

// readWhole allows statements of this transaction to read tables from end to end.
const readWhole = `SET LOCAL enable_seqscan = on`

// Advisory locks: of those who change the schema ("chuchu"), and, with a set's
// id, of those who build an index ("ch").
const (
	schemaLock = 0x636875636875
	indexLock  = 0x6368
)

// lockSchema waits until nobody else changes the schema. The lock ends with
// the connection, if not before.
func lockSchema(ctx context.Context, conn *pgx.Conn) (unlock func(), err error) {
	if _, err := conn.Exec(ctx, `SET statement_timeout = 0`); err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(schemaLock)); err != nil {
		return nil, err
	}
	return func() {
		_, _ = conn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(schemaLock))
	}, nil
}

// An extension is where pgvector is, and which.
type extension struct{ schema, version string }

// haveVector returns the extension and creates it if need be.
func haveVector(ctx context.Context, conn *pgx.Conn) (e extension, err error) {
	var there bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector')`).Scan(&there); err != nil {
		return e, err
	}
	if !there {
		if _, err = conn.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS vector`); codeOf(err) == "42501" {
			return e, fmt.Errorf("%w: have an administrator run in this database: CREATE EXTENSION vector (%w)", ErrNoVector, err)
		} else if err != nil {
			return e, err
		}
	}
	err = conn.QueryRow(ctx, `SELECT n.nspname, e.extversion FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
		WHERE e.extname = 'vector'`).Scan(&e.schema, &e.version)
	return e, err
}

// claimPending marks up to n chunks of a set as being at work and returns
// them; what this handle claimed itself comes again. Rows that another process
// is about to claim are passed over. Where nothing is left but such, it waits
// for them, for a while: they may be locked by one that died.
func (s *Store) claimPending(ctx context.Context, tx pgx.Tx, set int32, n int) (claimed []place, err error) {
	for _, locked := range []string{`SKIP LOCKED`, ``} {
		if err := all(ctx, tx, run(`SET LOCAL lock_timeout = '2s'`)); err != nil {
			return nil, err
		}
		rows, err := tx.Query(ctx, `WITH mine AS (
				SELECT document, vectorset, number FROM backlog
				WHERE vectorset = $1 AND (until IS NULL OR until < now() OR holder = $2)
				ORDER BY document, number LIMIT $3 FOR UPDATE `+locked+`)
			UPDATE backlog b SET holder = $2, until = now() + $4::interval FROM mine
			WHERE b.document = mine.document AND b.vectorset = mine.vectorset AND b.number = mine.number
			RETURNING b.document, b.number`, set, s.name, n, claim)
		if err != nil {
			return nil, err
		}
		claimed, err = pgx.CollectRows(rows, pgx.RowToStructByPos[place])
		if err != nil || len(claimed) > 0 {
			return claimed, err
		}
	}
	return nil, nil
}

// locked tells whether a statement gave up waiting for another's lock.
func locked(err error) bool { return codeOf(err) == "55P03" }

// said reads the latest questions of an owner, with the texts of their answers.
// A zero byte, which no text has here, becomes what stands for lost characters.
const said = `SELECT conversation, question, text FROM (
		SELECT r.conversation, r.question, coalesce(replace(l.data, '\u0000', '\ufffd')::json #>> '{answer,text}', '') AS text, r.started, r.answer
		FROM conversation c JOIN run r ON r.conversation = c.id LEFT JOIN record l ON l.answer = r.answer AND l.seq = r.seq AND l.type = 'finished'
		WHERE c.owner = $1 ORDER BY r.started DESC, r.answer DESC LIMIT 3000) latest ORDER BY started, answer`

// lapsedRuns returns unended runs whose lease was over before now, each to one
// caller: they are its for a while. Runs that somebody is writing to are not lapsed.
const lapsedRuns = `WITH mine AS (
		UPDATE run SET lease = $2 WHERE answer IN (
			SELECT answer FROM run WHERE ended IS NULL AND lease < $1 FOR UPDATE SKIP LOCKED)
		RETURNING *)
	SELECT r.answer, r.conversation, r.owner, r.question, r.replaces, r.started, l.seq, l.type, l.data
	FROM mine r LEFT JOIN record l ON l.answer = r.answer AND l.seq = r.seq ORDER BY r.started, r.answer`

// overdueErrands takes over ($4, $5) unsettled errands of a bot ($2) whose lease
// was over before now ($1); each goes to one caller.
const overdueErrands = `WITH mine AS (
		UPDATE errand SET holder = $4, lease = $5 WHERE id IN (
			SELECT id FROM errand WHERE settled IS NULL AND lease < $1 AND starts_with(id, $2)
			ORDER BY since, id LIMIT $3 FOR UPDATE SKIP LOCKED)
		RETURNING *)
	SELECT id, room, owner, answer, address, since FROM mine ORDER BY since, id`

// lockedSegments returns those of some segments that nobody else merges or deletes.
const lockedSegments = `SELECT ` + segmentColumns + ` FROM segment WHERE id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED`

// dropSegment deletes a segment, unless somebody merges it.
const dropSegment = `WITH gone AS (
		DELETE FROM segment WHERE id IN (SELECT id FROM segment WHERE id = $1 FOR UPDATE SKIP LOCKED) RETURNING id)
	DELETE FROM posting WHERE segment IN (SELECT id FROM gone)`

// Parameters of the HNSW index, and of its searches at least.
const (
	hnswM, hnswBuild = 16, 64
	hnswSearch       = 200
	hnswSearchMost   = 1000
	hnswDimensions   = 4000 // the most that halfvec has an index for
)

// nearestExact returns a query for the chunks of a set ($3) whose vectors have
// the smallest cosine distances to one ($1); where narrows the set. The vectors
// are fetched last, for a sort would carry all of them.
func nearestExact(where, ending string) string {
	return `WITH near AS MATERIALIZED (
			SELECT key, digest, vector <=> $1 AS distance FROM embedding WHERE vectorset = $3 ` + where + ending + `)
		SELECT d.id, c.number, e.vector, n.distance FROM near n
		JOIN embedding e ON e.key = n.key AND e.vectorset = $3 AND e.digest = n.digest
		JOIN chunk c ON c.key = n.key AND c.digest = n.digest JOIN document d ON d.key = n.key`
}

// Endings of nearestExact: the $2 nearest, or all within the distance $2.
const (
	theNearest = ` ORDER BY distance LIMIT $2`
	allWithin  = ` AND vector <=> $1 <= $2`
)

// inDocuments narrows a set to some documents ($4).
const inDocuments = `AND key = ANY (ARRAY (SELECT key FROM document WHERE id = ANY ($4)))`

// nearestIndexed is nearestExact through the index of a set. Vectors are of
// unit length, so that inner products, the cheapest, propose in the order of cosines.
func nearestIndexed(set, dimensions int32) string {
	return fmt.Sprintf(`WITH near AS MATERIALIZED (
			SELECT key, digest, vector, vector <=> $1 AS distance FROM embedding WHERE vectorset = %d
			ORDER BY vector::halfvec(%d) <#> $1::halfvec(%[2]d) LIMIT $2)
		SELECT d.id, c.number, n.vector, n.distance FROM near n
		JOIN chunk c ON c.key = n.key AND c.digest = n.digest JOIN document d ON d.key = n.key`, set, dimensions)
}

// namedChunk is the chunk k.number of the document d. OFFSET 0 has it looked up
// by both: where there are few documents the planner thinks that one will do.
const namedChunk = `(SELECT * FROM chunk WHERE key = d.key AND number = k.number OFFSET 0) c`

// vectorsOfChunks returns the vectors of chunks, which are asked for by name.
const vectorsOfChunks = `SELECT d.id, c.number, e.vector, 0::float8
	FROM unnest($1::text[], $2::int[]) k (document, number)
	JOIN document d ON d.id = k.document JOIN LATERAL ` + namedChunk + ` ON true
	JOIN embedding e ON e.key = c.key AND e.vectorset = $3 AND e.digest = c.digest`

// useIndex has the planner take the index in this transaction, and the index
// find n.
func useIndex(ctx context.Context, tx pgx.Tx, n int) error {
	search := min(max(n, hnswSearch), hnswSearchMost)
	return all(ctx, tx, run(`SET LOCAL enable_bitmapscan = off`), run(fmt.Sprintf(`SET LOCAL hnsw.ef_search = %d`, search)))
}

// indexName is the name of a set's index.
func indexName(set int32) string { return fmt.Sprintf("embedding_hnsw_%d", set) }

// setsWithoutIndex are sets of at least so many ($1) vectors, in a library that
// large, whose index is missing or unfinished. Vectors of more than $2
// dimensions cannot have one.
const setsWithoutIndex = `SELECT s.id, s.dimensions FROM vectorset s CROSS JOIN library l
	WHERE l.chunks >= $1 AND s.dimensions <= $2
	AND NOT (s.hnsw AND EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
		WHERE c.relname = 'embedding_hnsw_' || s.id AND c.relnamespace = current_schema()::regnamespace AND i.indisvalid))
	AND $1 <= (SELECT count(*) FROM (SELECT 1 FROM embedding e WHERE e.vectorset = s.id LIMIT $1) e)
	ORDER BY s.id`

// buildIndex builds the index of a set while others read and write, and
// reports whether it did: beside the lease, which a stalled process may lose,
// a lock of the connection keeps two from building at once. What an earlier
// attempt left unfinished goes first.
func (s *Store) buildIndex(ctx context.Context, set, dimensions int32) (built bool, err error) {
	err = s.apart(ctx, func(conn *pgx.Conn) error {
		if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1, $2)`, indexLock, set).Scan(&built); err != nil || !built {
			return err
		}
		for _, query := range []string{
			`SET maintenance_work_mem = '512MB'`, // for the graph, which is built on disk beyond it
			`DROP INDEX IF EXISTS ` + indexName(set),
			fmt.Sprintf(`CREATE INDEX CONCURRENTLY %s ON embedding USING hnsw ((vector::halfvec(%d)) halfvec_ip_ops)
				WITH (m = %d, ef_construction = %d) WHERE vectorset = %d`, indexName(set), dimensions, hnswM, hnswBuild, set),
		} {
			if _, err := conn.Exec(ctx, query); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("build %s: %w", indexName(set), err)
	}
	return built, nil
}

// dropIndexes drops the indexes of sets that are gone.
func (s *Store) dropIndexes(ctx context.Context) error {
	var gone []string
	err := s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = current_schema()::regnamespace
			AND relname LIKE 'embedding\_hnsw\_%' AND relname NOT IN (SELECT 'embedding_hnsw_' || id FROM vectorset) ORDER BY relname`)
		if err != nil {
			return err
		}
		gone, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	for _, name := range gone {
		err = errors.Join(err, s.apart(ctx, func(conn *pgx.Conn) error {
			_, err := conn.Exec(ctx, `DROP INDEX CONCURRENTLY IF EXISTS `+pgx.Identifier{name}.Sanitize())
			return err
		}))
	}
	return err
}

// vacuumPostings frees the room of postings that are gone.
func (s *Store) vacuumPostings(ctx context.Context) error {
	return s.apart(ctx, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `VACUUM posting`)
		return err
	})
}

// apart runs do on a connection of its own, where statements may take long.
func (s *Store) apart(ctx context.Context, do func(*pgx.Conn) error) error {
	pooled, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	conn := pooled.Hijack() // its settings and locks are not for others
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `SET statement_timeout = 0`); err != nil {
		return err
	}
	return do(conn)
}

// channel is the name under which processes tell each other of new records;
// every library has its own.
const channel = `'chuchu_' || md5(current_schema())`

// tell hints to all processes that runs have new records. Nobody depends on it.
func (s *Store) tell(ctx context.Context, hint string) {
	_ = s.ask(ctx, func(ctx context.Context, from rows) error {
		return from.QueryRow(ctx, `SELECT pg_notify(`+channel+`, $1)::text`, hint).Scan(nil)
	})
}

// hear calls heard when it begins to listen and with each hint, until the
// connection breaks or ctx ends.
func (s *Store) hear(ctx context.Context, heard func(hint string)) error {
	return s.apart(ctx, func(conn *pgx.Conn) error {
		var name string
		if err := conn.QueryRow(ctx, `SELECT `+channel).Scan(&name); err != nil {
			return err
		}
		if _, err := conn.Exec(ctx, `LISTEN `+pgx.Identifier{name}.Sanitize()); err != nil {
			return err
		}
		heard(everybody)
		for {
			n, err := conn.WaitForNotification(ctx)
			if err != nil {
				return err
			}
			heard(n.Payload)
		}
	})
}

// claim is how long a chunk stays claimed by one who embeds it.
const claim = time.Minute

// claimUpload takes the upload that is due first and that nobody reads;
// others take others. What is returned follows it.
const claimUpload = `UPDATE upload SET state = $1, until = $2, tries = tries + 1
	WHERE document = (SELECT document FROM upload WHERE state <> $3 AND until < $4
		ORDER BY tries, length(raw), received, document LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING `
