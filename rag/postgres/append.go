package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Append implements talk.Keeper.
func (s *Store) Append(ctx context.Context, answerID string, records []talk.Record, lease time.Time) (stop bool, err error) {
	return s.additions.Append(ctx, &talk.Addition{AnswerID: answerID, Records: records, Lease: lease}, s.appendAll)
}

// A runState is what appending must know of a run.
type runState struct {
	seq   int
	ended *time.Time
	lease time.Time
	stop  bool
	known map[int]talk.Record // those that a writer, who did not hear of its success, may bring again
}

// appendAll writes additions in one transaction. One that is refused does not
// keep the others out; an error of the database is everybody's.
func (s *Store) appendAll(ctx context.Context, waiting []*talk.Addition) {
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		runs, err := lockRuns(ctx, tx, waiting)
		if err != nil {
			return err
		}
		var fresh newRecords
		for _, a := range waiting {
			a.Err = nil
			add(a, runs[a.AnswerID], &fresh)
		}
		return fresh.write(ctx, tx, runs)
	})
	if err != nil {
		for _, a := range waiting {
			a.Err = err
		}
	}
	s.hintAt(ctx, waiting)
}

// lockRuns locks the runs that additions are for and returns what they are at.
func lockRuns(ctx context.Context, tx pgx.Tx, waiting []*talk.Addition) (map[string]*runState, error) {
	var ids []string
	for _, a := range waiting {
		if storable(a.AnswerID) {
			ids = append(ids, a.AnswerID)
		}
	}
	slices.Sort(ids)
	rows, err := tx.Query(ctx, `SELECT answer, seq, ended, lease, stop FROM run WHERE answer = ANY ($1) ORDER BY answer FOR UPDATE`, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	runs := map[string]*runState{}
	var id string
	var r runState
	_, err = pgx.ForEachRow(rows, []any{&id, &r.seq, &r.ended, &r.lease, &r.stop}, func() error {
		one := r
		one.known, r.ended = map[int]talk.Record{}, nil
		runs[id] = &one
		return nil
	})
	if err != nil {
		return nil, err
	}
	return runs, readKnown(ctx, tx, waiting, runs)
}

// readKnown reads the records that additions bring though the runs have them.
func readKnown(ctx context.Context, tx pgx.Tx, waiting []*talk.Addition, runs map[string]*runState) error {
	var ids []string
	var seqs []int
	for _, a := range waiting {
		for _, r := range a.Records {
			if run := runs[a.AnswerID]; run != nil && r.Seq <= run.seq {
				ids, seqs = append(ids, a.AnswerID), append(seqs, r.Seq)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := tx.Query(ctx, `SELECT r.answer, r.seq, r.type, r.data FROM record r
		JOIN unnest($1::text[], $2::int[]) x (answer, seq) ON r.answer = x.answer AND r.seq = x.seq`, ids, seqs)
	if err != nil {
		return err
	}
	var id, data string
	var r talk.Record
	_, err = pgx.ForEachRow(rows, []any{&id, &r.Seq, &r.Type, &data}, func() error {
		r.Data = []byte(data)
		runs[id].known[r.Seq] = r
		return nil
	})
	return err
}

// add takes an addition's new records into fresh, or refuses all of them: one
// that is neither kept nor the next is rag.ErrConflict.
func add(a *talk.Addition, run *runState, fresh *newRecords) {
	if run == nil {
		a.Err = rag.ErrNotFound
		return
	}
	a.Stop = run.stop
	next, before := *run, len(fresh.seqs)
	for _, r := range a.Records {
		if k, ok := run.known[r.Seq]; ok && k.Type == r.Type && string(k.Data) == string(r.Data) {
			continue
		}
		if r.Seq != next.seq+1 || next.ended != nil {
			a.Err = fmt.Errorf("record %d: %w", r.Seq, rag.ErrConflict)
			fresh.cut(before)
			return
		}
		fresh.add(a.AnswerID, r)
		next.seq = r.Seq
		if r.Ends() {
			now := time.Now()
			next.ended = &now
		}
	}
	for _, r := range a.Records {
		run.known[r.Seq] = r // the next addition may bring it again
	}
	run.seq, run.ended, run.lease = next.seq, next.ended, a.Lease
}

// newRecords are rows for the table of records, by column.
type newRecords struct {
	answers, types, data []string
	seqs                 []int
}

// add adds a row.
func (n *newRecords) add(answer string, r talk.Record) {
	n.answers, n.types, n.data = append(n.answers, answer), append(n.types, r.Type), append(n.data, string(r.Data))
	n.seqs = append(n.seqs, r.Seq)
}

// cut takes back all rows but the first.
func (n *newRecords) cut(length int) {
	n.answers, n.types, n.data, n.seqs = n.answers[:length], n.types[:length], n.data[:length], n.seqs[:length]
}

// write inserts the records and brings the runs up to date.
func (n *newRecords) write(ctx context.Context, tx pgx.Tx, runs map[string]*runState) error {
	var ids []string
	var seqs []int
	var ended []*time.Time
	var leases []time.Time
	for id, r := range runs {
		ids, seqs, ended, leases = append(ids, id), append(seqs, r.seq), append(ended, r.ended), append(leases, r.lease)
	}
	return all(ctx, tx,
		run(`INSERT INTO record SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[])`, n.answers, n.seqs, n.types, n.data),
		run(`UPDATE run SET seq = x.seq, ended = x.ended, lease = x.lease
			FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::timestamptz[]) x (answer, seq, ended, lease)
			WHERE run.answer = x.answer`, ids, seqs, ended, leases))
}
