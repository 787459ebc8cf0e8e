package testdata

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"maps"
	"slices"
)

// flat is a folder of the given files, by name.
func flat(files map[string]string) fs.FS {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			panic(err) // a buffer takes all
		}
		if _, err := f.Write([]byte(files[name])); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	folder, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err) // it was just written
	}
	return folder
}
