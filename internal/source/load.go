package source

import "io/fs"

// Load reads every *.yaml of a folder. fsys is the folder itself, dirName what messages call it. The sources come
// sorted by id. Where anything is wrong with any file the error is a *Problems and no source is returned.
func Load(fsys fs.FS, dirName string) ([]Source, error) { return nil, nil }
