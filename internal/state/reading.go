package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// renewal is how old the time of a reading may be before a run that asks for it renews it.
const renewal = 24 * time.Hour

// Reading gives what was last read of a document, where it was read under the same key: the same bytes by the same rules.
// It is then remembered as asked for at a time.
func (d *DB) Reading(ctx context.Context, documentID, key string, at time.Time) ([]byte, bool, error) {
	var reading []byte
	var readAt int64
	err := d.db.QueryRowContext(ctx, "SELECT reading, read_at FROM readings WHERE document_id = ? AND key = ?", documentID, key).
		Scan(&reading, &readAt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("look up a reading in state.db: %w", err)
	}
	if readAt < at.Add(-renewal).Unix() {
		_, err = d.db.ExecContext(ctx, "UPDATE readings SET read_at = ? WHERE document_id = ? AND key = ?", at.Unix(), documentID, key)
		if err != nil {
			return nil, false, writeError(err)
		}
	}
	return reading, true, nil
}

// KeepReading remembers what was read of a document in place of what was read before. It is there at once: under its key it
// is right whatever becomes of the run.
func (d *DB) KeepReading(ctx context.Context, documentID, key string, at time.Time, reading []byte) error {
	_, err := d.db.ExecContext(ctx, "INSERT OR REPLACE INTO readings (document_id, key, read_at, reading) VALUES (?, ?, ?, ?)",
		documentID, key, at.Unix(), reading)
	if err != nil {
		return writeError(err)
	}
	return nil
}
