package state

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// Forget removes what the file at path knows of addresses and documents, so that nothing of it can be read from the file
// any more. Without a file it does nothing.
func Forget(ctx context.Context, path string, isGone func(url string) bool, documents []string) error {
	return change(ctx, path, func(db *DB) error {
		urls, err := db.urls(ctx, isGone)
		if err != nil {
			return err
		}
		if _, err := db.db.ExecContext(ctx, "PRAGMA secure_delete = ON"); err != nil {
			return err
		}
		for _, url := range urls {
			if _, err := db.db.ExecContext(ctx, "DELETE FROM answers WHERE url = ?", url); err != nil {
				return err
			}
		}
		for _, id := range documents {
			if _, err := db.db.ExecContext(ctx, "DELETE FROM readings WHERE document_id = ?", id); err != nil {
				return err
			}
		}
		for _, step := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
			if _, err := db.db.ExecContext(ctx, step); err != nil {
				return err
			}
		}
		return nil
	})
}

// Move lets the answers that lie in an archive point to where they lie since it was written anew; moved gives the new
// offset, or false where an answer is gone.
func Move(ctx context.Context, path, archive string, moved func(offset int64) (int64, bool)) error {
	return change(ctx, path, func(db *DB) error {
		places, err := db.places(ctx, archive)
		if err != nil {
			return err
		}
		tx, err := db.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for url, offset := range places {
			to, there := moved(offset)
			statement, args := "DELETE FROM answers WHERE url = ?", []any{url}
			if there {
				statement, args = "UPDATE answers SET archive_offset = ? WHERE url = ?", []any{to, url}
			}
			if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
		return tx.Commit()
	})
}

func change(ctx context.Context, path string, do func(*DB) error) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := open(ctx, path)
	if err != nil {
		return unusable(path, err)
	}
	db.db.SetMaxOpenConns(1) // a pragma holds for its connection
	if err := errors.Join(do(db), db.Close()); err != nil {
		return writeError(err)
	}
	return nil
}

// urls lists the addresses that fit.
func (d *DB) urls(ctx context.Context, fits func(string) bool) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, "SELECT url FROM answers")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var url string
		if err := rows.Scan(&url); err != nil {
			return nil, err
		}
		if fits(url) {
			list = append(list, url)
		}
	}
	return list, rows.Err()
}

// places gives the offsets of the answers that lie in an archive, by address.
func (d *DB) places(ctx context.Context, archive string) (map[string]int64, error) {
	rows, err := d.db.QueryContext(ctx, "SELECT url, archive_offset FROM answers WHERE archive_file = ?", archive)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var url string
		var offset int64
		if err := rows.Scan(&url, &offset); err != nil {
			return nil, err
		}
		out[url] = offset
	}
	return out, rows.Err()
}
