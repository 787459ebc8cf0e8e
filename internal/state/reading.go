package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Reading gives what was last read of a document, where it was read under the same key: the same bytes by the same rules.
func (d *DB) Reading(ctx context.Context, documentID, key string) ([]byte, bool, error) {
	var reading []byte
	err := d.db.QueryRowContext(ctx, "SELECT reading FROM readings WHERE document_id = ? AND key = ?", documentID, key).Scan(&reading)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("look up a reading in state.db: %w", err)
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
