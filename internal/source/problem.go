package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong with a source file. Line and Col count from 1; 0 means the file as a whole.
type Problem struct {
	File      string
	Line, Col int
	Message   string
	Remedy    string
}

// String is the problem on one line: "sources/a.yaml:3:1: unknown key "nmae": did you mean "name"?".
func (p Problem) String() string {
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
	if p.Remedy == "" {
		return place + ": " + p.Message
	}
	return place + ": " + p.Message + ": " + p.Remedy
}

// ProblemsError is the error of Load: everything wrong with all files, sorted by file, line and column.
type ProblemsError struct {
	List []Problem
}

// Error lists the problems, one a line.
func (p *ProblemsError) Error() string {
	lines := make([]string, len(p.List))
	for i, problem := range p.List {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

func sortProblems(list []Problem) {
	slices.SortFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Message, b.Message))
	})
}
