package upkeep

import (
	"context"
	"errors"
	"strings"

	"rolecall/internal/dataset"
	"rolecall/internal/state"
)

// beside checks the files beside the runs on which other commands stop where they are damaged.
func (v *verifier) beside(ctx context.Context) {
	if _, err := dataset.ReadDecisions(v.data.Root()); err != nil {
		v.found.add("", CheckDecisions, "decisions.jsonl", strings.Replace(err.Error(), dataset.DecisionsPath(v.data.Root())+":", "line ", 1))
	}
	if err := state.Check(ctx, v.path("state.db")); err != nil {
		if within := errors.Unwrap(err); within != nil { // without path and remedy, which the finding tells
			err = within
		}
		v.found.add("", CheckState, "state.db", "cannot be read: "+err.Error())
	}
}
