package testdata

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Answers is what a careful reader finds on a page.
type Answers struct {
	ID               string // of the page: "northlight"
	Responsibilities []Duty
	Salaries         []struct {
		Role, Currency, Period string
		Min, Max               *float64
	}
	PayComparisons []struct{ Relation string } `json:"pay_comparisons"`
	Statements     []struct{ Role, Kind, Value string }
	Distractors    []string // texts that are no claim
}

// Duty is a duty of a role as the page words it.
type Duty struct {
	Role, Form, Text, Category string
	Also                       []string // further categories that would be right
}

// ReadAnswers reads the answers of all pages, sorted by page.
func ReadAnswers() ([]Answers, error) {
	files, err := fs.Glob(Gold(), "*.json")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("the fixture site has no answers")
	}
	list := make([]Answers, len(files))
	for i, file := range files {
		text, err := fs.ReadFile(Gold(), file)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &list[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return list, nil
}
