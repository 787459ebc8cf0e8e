package state

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// Archives lists the archives that the file at path points into, from the output folder, sorted; none where there is no
// file. The file is not changed.
func Archives(ctx context.Context, path string) ([]string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := open(ctx, path)
	if err != nil {
		return nil, unusable(path, err)
	}
	defer db.db.Close()
	rows, err := db.db.QueryContext(ctx, "SELECT DISTINCT archive_file FROM answers ORDER BY archive_file")
	if err != nil {
		return nil, unusable(path, err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, unusable(path, err)
		}
		list = append(list, name)
	}
	if err := rows.Err(); err != nil {
		return nil, unusable(path, err)
	}
	return list, nil
}

// Readings hands each reading that the file at path remembers to visit, by document id; none where there is no file. The file is
// not changed.
func Readings(ctx context.Context, path string, visit func(documentID string, reading []byte)) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := open(ctx, path)
	if err != nil {
		return unusable(path, err)
	}
	defer db.db.Close()
	rows, err := db.db.QueryContext(ctx, "SELECT document_id, reading FROM readings ORDER BY document_id")
	if err != nil {
		return unusable(path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var reading []byte
		if err := rows.Scan(&id, &reading); err != nil {
			return unusable(path, err)
		}
		visit(id, reading)
	}
	if err := rows.Err(); err != nil {
		return unusable(path, err)
	}
	return nil
}
