package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"rolecall/internal/pipeline"
)

// failOn is a value of --fail-on with the words for one conflict and for several.
type failOn struct {
	which     pipeline.Undecided
	one, many string
}

func failOns() []failOn {
	return []failOn{
		{pipeline.UndecidedNew, "1 new conflict is undecided", "%d new conflicts are undecided"},
		{pipeline.UndecidedHigh, "1 conflict of high severity is undecided", "%d conflicts of high severity are undecided"},
		{pipeline.UndecidedAny, "1 conflict is undecided", "%d conflicts are undecided"},
	}
}

func failOnValues() []string {
	var values []string
	for _, f := range failOns() {
		values = append(values, string(f.which))
	}
	return values
}

// failOnOf gives the condition of a name; one that is not given never holds.
func failOnOf(name string, given bool) (failOn, error) {
	if !given {
		return failOn{}, nil
	}
	for _, f := range failOns() {
		if name == string(f.which) {
			return f, nil
		}
	}
	return failOn{}, usage(fmt.Errorf("--fail-on %q: use new, high or any", name))
}

// check is nil where the condition does not hold for a run, else it says how many conflicts there are and where to look.
func (f failOn) check(out string, s *pipeline.Summary) error {
	if f.which == "" {
		return nil
	}
	n := s.Undecided(f.which)
	says := f.one
	switch {
	case n == 0:
		return nil
	case n > 1:
		says = fmt.Sprintf(f.many, n)
	}
	return errors.New(says + "; see " + filepath.Join(out, filepath.FromSlash(s.Run.Paths.Report)))
}
