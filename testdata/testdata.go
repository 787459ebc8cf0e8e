// Package testdata is a small web site of articles about technology executives, written for Rolecall: the pages of the
// demo and of the tests, with the sources that name them, the claims a careful reader finds on them (gold/) and the
// conflicts between them (CONFLICTS.md).
package testdata

import (
	"bytes"
	"embed"
	"io/fs"
	"strings"
)

// placeholder stands for the site's address in the source files.
const placeholder = "http://site.test"

//go:embed all:site
var siteFiles embed.FS

//go:embed sources/*.yaml
var sourceFiles embed.FS

//go:embed gold/*.json
var goldFiles embed.FS

//go:embed conflicts.json
var conflictsFile []byte

// Site holds the pages at its root, one file a page: "northlight.html".
func Site() fs.FS { return below(siteFiles, "site") }

// Gold holds the answers at its root, one file a page of the same name: "northlight.json".
func Gold() fs.FS { return below(goldFiles, "gold") }

// Conflicts is a JSON list of the conflicts between the pages, true and apparent, with the words on which each stands;
// CONFLICTS.md says why.
func Conflicts() []byte { return bytes.Clone(conflictsFile) }

// Sources holds the site's source files at its root, one a page, for a site served at baseURL ("http://127.0.0.1:8080").
func Sources(baseURL string) fs.FS {
	files := map[string]string{}
	folder := below(sourceFiles, "sources")
	for _, name := range names(folder) {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			panic(err) // embedded: it is there
		}
		files[name] = strings.ReplaceAll(string(text), placeholder, strings.TrimSuffix(baseURL, "/"))
	}
	return flat(files)
}

func below(files embed.FS, folder string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // a constant folder name
	}
	return sub
}

// names lists the files of a flat folder, sorted.
func names(folder fs.FS) []string {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		panic(err) // embedded: it is there
	}
	list := make([]string, len(entries))
	for i, entry := range entries {
		list[i] = entry.Name()
	}
	return list
}
