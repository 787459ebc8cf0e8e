package review

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// reopening is which decisions do not hold in a run, as far as it was worked out.
type reopening struct {
	mu    sync.Mutex
	asked string // the decisions that it was worked out for
	found map[string]claim.Reopened
}

// reopened gives the decisions that do not hold in a run because a page changed, by decision id. Those on exactly the
// evidence of the run hold; the others are held against the pages, as the run itself does it, once.
func (r *runs) reopened(of *run, standing map[string]claim.Decision) (map[string]claim.Reopened, error) {
	var doubtful []claim.Decision
	key := ""
	for _, id := range slices.Sorted(maps.Keys(standing)) {
		if d := standing[id]; of.conflicts[id] != nil && !slices.Equal(d.Basis, of.basis[id]) {
			doubtful = append(doubtful, d)
			key += d.ID + " "
		}
	}
	of.reopening.mu.Lock()
	defer of.reopening.mu.Unlock()
	if of.reopening.found != nil && of.reopening.asked == key {
		return of.reopening.found, nil
	}
	found, err := r.holdAgainst(of, doubtful)
	if err != nil {
		return nil, err
	}
	of.reopening.asked, of.reopening.found = key, found
	return found, nil
}

func (r *runs) holdAgainst(of *run, decisions []claim.Decision) (map[string]claim.Reopened, error) {
	decider := compare.NewDecider(of.stored.ID, of.findings, decisions, of.stored.Manifest.Reopened, of.report.PreviousRunID)
	if err := decider.Look(r.data.DocumentsOf); err != nil {
		return nil, err
	}
	_, list := decider.Decide()
	found := map[string]claim.Reopened{}
	for _, r := range list {
		r.Because = curly(strings.TrimSuffix(r.Because, "."))
		found[r.DecisionID] = r
	}
	return found, nil
}
