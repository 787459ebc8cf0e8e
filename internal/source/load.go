package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxFile is far above any definition; a larger file is something else.
const maxFile = 1 << 20

// Load reads every *.yaml of a folder. fsys is the folder itself, dirName what messages call it. The sources come
// sorted by id. Where anything is wrong with any file the error is a *ProblemsError and no source is returned.
func Load(fsys fs.FS, dirName string) ([]Source, error) {
	names, problems := yamlFiles(fsys, dirName)
	var all []definition
	for _, name := range names {
		found, wrong := loadFile(fsys, name, path.Join(dirName, name))
		all = append(all, found)
		problems = append(problems, wrong...)
	}
	problems = append(problems, duplicateIDs(all)...)
	if len(problems) > 0 {
		sortProblems(problems)
		return nil, &ProblemsError{List: problems}
	}
	sources := make([]Source, len(all))
	for i := range all {
		sources[i] = all[i].source
	}
	slices.SortFunc(sources, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	return sources, nil
}

// yamlFiles lists the files to read, in the order of their names. Hidden files and other kinds of file are passed over.
func yamlFiles(fsys fs.FS, dirName string) ([]string, []Problem) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, []Problem{folderProblem(dirName, err)}
	}
	var names []string
	var problems []Problem
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case path.Ext(name) == ".yml":
			problems = append(problems, Problem{
				File:    path.Join(dirName, name),
				Message: "the name ends in .yml and would be passed over", Remedy: "rename it to end in .yaml",
			})
		case path.Ext(name) == ".yaml":
			names = append(names, name)
		}
	}
	if len(names) == 0 && len(problems) == 0 {
		return nil, []Problem{{
			File: dirName, Message: "the folder has no source",
			Remedy: "add a file such as example.yaml with id, name and urls",
		}}
	}
	return names, problems
}

func folderProblem(dirName string, err error) Problem {
	if errors.Is(err, fs.ErrNotExist) {
		return Problem{File: dirName, Message: "the folder does not exist", Remedy: "name the folder that holds the source files"}
	}
	return Problem{File: dirName, Message: fmt.Sprintf("cannot list the folder: %v", err), Remedy: "make it a readable folder"}
}

// loadFile reads one definition. What it could read it returns even where there are problems.
func loadFile(fsys fs.FS, name, file string) (definition, []Problem) {
	r := &reader{file: file}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		r.whole(fmt.Sprintf("cannot read the file: %v", err), "make it a readable file")
		return definition{}, r.problems
	}
	d := r.definition(data)
	d.source.File = file
	return d, r.problems
}

// duplicateIDs reports every id that an earlier file has taken.
func duplicateIDs(all []definition) []Problem {
	first := map[string]string{}
	var problems []Problem
	for i := range all {
		id, file := all[i].source.ID, all[i].source.File
		if id == "" {
			continue
		}
		if other, taken := first[id]; taken {
			problems = append(problems, Problem{
				File: file, Line: all[i].idLine, Col: all[i].idCol,
				Message: fmt.Sprintf("the id %q is that of %s too", id, other), Remedy: "give one of the two another id",
			})
			continue
		}
		first[id] = file
	}
	return problems
}
