package state

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
)

// Archives lists the archives that the file at path points into, from the output folder, sorted; none where there is no
// file or another version wrote it. The file is not changed.
func Archives(ctx context.Context, path string) ([]string, error) {
	var list []string
	err := eachRow(ctx, path, "SELECT DISTINCT archive_file FROM answers ORDER BY archive_file", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		list = append(list, name)
		return err
	})
	return list, err
}

// Check reports whether the file at path is damaged; it is nothing where there is no file. The file is not changed.
func Check(ctx context.Context, path string) error {
	return eachRow(ctx, path, "PRAGMA quick_check(1)", func(rows *sql.Rows) error {
		var found string
		if err := rows.Scan(&found); err != nil || found == "ok" {
			return err
		}
		return errors.New(found)
	})
}

// Readings hands each reading that the file at path remembers to visit, by document id; none where there is no file or another
// version wrote it. The file is not changed.
func Readings(ctx context.Context, path string, visit func(documentID string, reading []byte)) error {
	return eachRow(ctx, path, "SELECT document_id, reading FROM readings ORDER BY document_id", func(rows *sql.Rows) error {
		var id string
		var reading []byte
		if err := rows.Scan(&id, &reading); err != nil {
			return err
		}
		visit(id, reading)
		return nil
	})
}

// eachRow visits what a query finds in the file at path, without changing it.
func eachRow(ctx context.Context, path, query string, visit func(*sql.Rows) error) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	access, err := readOnly(path)
	if err != nil {
		return unusable(path, err)
	}
	db, err := sql.Open("sqlite", address(path, access))
	if err != nil {
		return unusable(path, err)
	}
	defer db.Close()
	if err := queryEach(ctx, db, query, visit); err != nil {
		return unusable(path, err)
	}
	return nil
}

func queryEach(ctx context.Context, db *sql.DB, query string, visit func(*sql.Rows) error) error {
	if found, err := checkedVersion(ctx, db); err != nil || found != version {
		return err
	}
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// readOnly are the parameters that open the file at path without leaving a trace. Without a log beside it nobody writes it, and
// the database needs no files of its own, which a folder that may not be written could not take.
func readOnly(path string) (string, error) {
	log, err := os.Stat(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) || err == nil && log.Size() == 0 {
		return "mode=ro&immutable=1", nil
	}
	return "mode=ro&_pragma=busy_timeout(10000)", err
}
