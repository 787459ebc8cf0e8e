// Package state keeps what one run leaves to the next in state.db: how pages can be asked for only if they changed, and
// what was read of them. Losing it costs fetching and reading them again and nothing else.
package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"rolecall/internal/crawl"
)

// version is that of the schema. A run empties a file of another one.
const version = 2

// lifetime is how long is remembered what no run asked for again.
const lifetime = 180 * 24 * time.Hour

const schema = `
CREATE TABLE answers (
	url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, content_type TEXT NOT NULL, robots_tag TEXT NOT NULL,
	vary TEXT NOT NULL, vary_key TEXT NOT NULL, stored_at INTEGER NOT NULL, fresh_until INTEGER NOT NULL,
	body_sha256 TEXT NOT NULL, archived_at INTEGER NOT NULL, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE readings (document_id TEXT PRIMARY KEY, key TEXT NOT NULL, read_at INTEGER NOT NULL, reading BLOB NOT NULL)`

// DB is an open state.db. It is a crawl.Cache and safe for concurrent use.
type DB struct {
	db *sql.DB
}

var _ crawl.Cache = (*DB)(nil)

// Open opens or creates the file at path. A file that is damaged or no database is renamed to end in ".damaged" and a
// new one begun; the warning then says so.
func Open(ctx context.Context, path string) (*DB, string, error) {
	db, err := open(ctx, path)
	if err == nil {
		return db, "", nil
	}
	if _, missing := os.Stat(path); errors.Is(missing, fs.ErrNotExist) || ctx.Err() != nil || !isDamage(err) {
		return nil, "", fmt.Errorf("open %s: %w", path, cause(err))
	}
	if err := setAside(path); err != nil {
		return nil, "", fmt.Errorf("set the damaged %s aside: %w", path, err)
	}
	warning := fmt.Sprintf("%s is damaged (%v) and was renamed to end in .damaged; unchanged pages are fetched again once", path, err)
	db, err = open(ctx, path)
	if err != nil {
		return nil, "", fmt.Errorf("begin %s anew: %w", path, err)
	}
	return db, warning, nil
}

func open(ctx context.Context, path string) (*DB, error) {
	handle, err := sql.Open("sqlite", address(path, "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"))
	if err != nil {
		return nil, err
	}
	handle.SetMaxOpenConns(4)
	if err := prepare(ctx, handle); err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	return &DB{db: handle}, nil
}

// address is what the driver opens the file at path by.
func address(path, parameters string) string {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: parameters}
	return name.String()
}

// checkedVersion checks the file and gives the version of its schema.
func checkedVersion(ctx context.Context, db *sql.DB) (int, error) {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return 0, err
	}
	if verdict != "ok" {
		return 0, errors.New(verdict)
	}
	var found int
	err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found)
	return found, err
}

// prepare checks the file and brings its schema up.
func prepare(ctx context.Context, db *sql.DB) error {
	found, err := checkedVersion(ctx, db)
	if err != nil || found == version {
		return err
	}
	for _, step := range []string{"DROP TABLE IF EXISTS answers", "DROP TABLE IF EXISTS readings", schema, fmt.Sprintf("PRAGMA user_version = %d", version)} {
		if _, err := db.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

func setAside(path string) error {
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Rename(path, path+".damaged")
}

// Close closes the file.
func (d *DB) Close() error { return d.db.Close() }

// Lookup gives what is known of the last answer of an address.
func (d *DB) Lookup(ctx context.Context, address string) (crawl.Stored, bool, error) {
	s := crawl.Stored{URL: address}
	var storedAt, freshUntil, archivedAt int64
	err := d.db.QueryRowContext(ctx, `SELECT etag, last_modified, content_type, robots_tag, vary, vary_key, stored_at, fresh_until,
		body_sha256, archived_at, archive_file, archive_offset FROM answers WHERE url = ?`, address).
		Scan(&s.ETag, &s.LastModified, &s.ContentType, &s.RobotsTag, &s.Vary, &s.VaryKey, &storedAt, &freshUntil,
			&s.BodySHA256, &archivedAt, &s.ArchiveFile, &s.ArchiveOffset)
	if errors.Is(err, sql.ErrNoRows) {
		return crawl.Stored{}, false, nil
	}
	if err != nil {
		return crawl.Stored{}, false, fmt.Errorf("look up %s in state.db: %w", address, err)
	}
	s.StoredAt, s.FreshUntil = time.Unix(storedAt, 0).UTC(), time.Unix(freshUntil, 0).UTC()
	s.ArchivedAt = time.Unix(archivedAt, 0).UTC()
	return s, true, nil
}

// Batch is what a run adds. Nothing of it is there before Commit. It is not safe for concurrent use.
type Batch struct {
	tx     *sql.Tx
	insert *sql.Stmt
}

// Begin starts a batch, which must end with Commit or Rollback.
func (d *DB) Begin(ctx context.Context) (*Batch, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, writeError(err)
	}
	insert, err := tx.PrepareContext(ctx, `INSERT OR REPLACE INTO answers (url, etag, last_modified, content_type, robots_tag, vary, vary_key,
		stored_at, fresh_until, body_sha256, archived_at, archive_file, archive_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return nil, errors.Join(writeError(err), tx.Rollback())
	}
	return &Batch{tx: tx, insert: insert}, nil
}

// Put remembers an answer in place of an earlier one of its address.
func (b *Batch) Put(ctx context.Context, s *crawl.Stored) error {
	_, err := b.insert.ExecContext(ctx, s.URL, s.ETag, s.LastModified, s.ContentType, s.RobotsTag, s.Vary, s.VaryKey,
		s.StoredAt.Unix(), s.FreshUntil.Unix(), s.BodySHA256, s.ArchivedAt.Unix(), s.ArchiveFile, s.ArchiveOffset)
	if err != nil {
		return writeError(err)
	}
	return nil
}

// Commit makes the batch last and forgets what is too old by the clock of the run.
func (b *Batch) Commit(ctx context.Context, now time.Time) error {
	for _, forget := range []string{"DELETE FROM answers WHERE stored_at < ?", "DELETE FROM readings WHERE read_at < ?"} {
		if _, err := b.tx.ExecContext(ctx, forget, now.Add(-lifetime).Unix()); err != nil {
			return errors.Join(writeError(err), b.tx.Rollback())
		}
	}
	if err := b.tx.Commit(); err != nil {
		return writeError(err)
	}
	return nil
}

// Rollback drops the batch. After Commit it does nothing.
func (b *Batch) Rollback() error {
	if err := b.tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return writeError(err)
	}
	return nil
}
