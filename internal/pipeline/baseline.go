package pipeline

import (
	"fmt"
	"net/http"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/crawl"
	"rolecall/internal/dataset"
	"rolecall/internal/page"
)

const (
	// baselineRuns is how many earlier runs are searched for the last good fetch of a source: half a year of nightly runs.
	baselineRuns = 200
	// leastRead is the share of a source's pages that must have been read for a run to be a measure of the next ones.
	leastRead = 0.5
	// silentBelow is the share of the claims to be expected under which a source has fallen silent.
	silentBelow = 0.5
)

// baseline is what the last good fetch of a source gave: what the next one is held against.
type baseline struct {
	run    string
	claims int
	read   float64 // share of its pages
	newest bool    // no later run asked for the source
}

// baselines finds the last good fetch of each source: the newest run that asked for the same roles, read at least half of the
// source's pages and did not find it silent, or whose drop was accepted. A run in which a source did not go well hands on what it
// was held against itself, so that a source stays silent until it speaks again or the drop is accepted, even where the good run is deleted.
func (r *run) baselines() (map[string]baseline, error) {
	wanted := map[string]bool{}
	for _, s := range r.Sources {
		wanted[s.ID] = true
	}
	for _, id := range r.AcceptDrop {
		delete(wanted, id)
	}
	found := map[string]baseline{}
	d, err := dataset.Open(r.Out)
	if err != nil {
		return found, ignoreMissing(err)
	}
	asked := map[string]bool{} // by a run that was searched
	searched := 0
	for earlier, err := range d.Newest() {
		if err != nil {
			return nil, fmt.Errorf("look for the last good fetch of each source: %w", err)
		}
		if searched++; searched > baselineRuns || len(found) == len(wanted) {
			break
		}
		if !r.measures(&earlier.Manifest) {
			continue
		}
		for _, s := range earlier.Manifest.Sources {
			if _, known := found[s.ID]; !wanted[s.ID] || known {
				continue
			}
			if isGood(&s) {
				found[s.ID] = baseline{run: earlier.ID, claims: s.Claims, read: readShare(s.Pages, s.Failed), newest: !asked[s.ID] || len(r.Replay) > 0}
			} else if last := s.LastGood; last != nil {
				found[s.ID] = baseline{run: last.RunID, claims: last.Claims, read: last.Read, newest: len(r.Replay) > 0}
			}
			asked[s.ID] = true
		}
	}
	return found, nil
}

// measures reports whether this run can be held against an earlier one.
func (r *run) measures(earlier *dataset.Manifest) bool {
	if earlier.Outcome == string(Interrupted) || !slices.Equal(rolesOf(earlier.Options), rolesOf(r.Options)) {
		return false
	}
	return earlier.Options["replay"] == "" || len(r.Replay) > 0
}

// isGood reports whether a source was fetched and spoke, or what it gave was accepted: whether later runs are held against it.
func isGood(s *dataset.SourceResult) bool {
	return s.Accepted || s.LastGood == nil && !s.Silent && readShare(s.Pages, s.Failed) >= leastRead
}

// handOn is what later runs hold a source against that did not go well in this one, or fell silent but for an excuse; nil where
// it did or never has.
func (s *sourceTally) handOn(before baseline, result *dataset.SourceResult) *dataset.LastGood {
	strict := before
	strict.newest = false
	if before.run == "" || isGood(result) && s.silence(strict) == "" {
		return nil
	}
	return &dataset.LastGood{RunID: before.run, Claims: before.claims, Read: before.read}
}

func readShare(pages, failed int) float64 {
	if pages == 0 {
		return 0
	}
	return float64(pages-failed) / float64(pages)
}

// silence says how far a source has fallen below its last good fetch; "" where it has not. Where not one claim was to be
// expected of the pages that are not excused, nothing is said.
func (s *sourceTally) silence(before baseline) string {
	if before.claims == 0 || s.outcomes[string(claim.Interrupted)] > 0 {
		return ""
	}
	expected := float64(before.claims) * (1 - s.excused(&before))
	if expected < 1 || float64(s.claims) >= expected*silentBelow {
		return ""
	}
	remedy := "has the page changed its layout? If it is right, run once with --accept-drop " + s.id
	if s.failed > 0 {
		remedy = "see why its pages are not read; if they are gone for good, take them out or run once with --accept-drop " + s.id
	}
	if s.claims == 0 {
		return fmt.Sprintf("no claims; run %s had %d: %s", before.run, before.claims, remedy)
	}
	return fmt.Sprintf("%d claims, less than half of the %d of run %s: %s", s.claims, before.claims, before.run, remedy)
}

// excused is the share of the claims to be expected that is lost with pages whose trouble may pass, such as a timeout. It excuses
// a source in one run, not in the next: whoever is not to be reached for two runs in a row is silent. A page that was answered by
// something else (a check for robots, an empty page, 404) is no excuse.
func (s *sourceTally) excused(before *baseline) float64 {
	switch {
	case !before.newest || s.pages == 0:
		return 0
	case s.unlisted:
		return 1
	}
	pages := float64(s.pages)
	lost := float64(s.failed)/pages - (1 - before.read) // those that the last good fetch could not read either gave nothing then
	return min(1, max(0, min(lost, float64(s.passing)/pages))/before.read)
}

// passing reports whether the trouble with a page may pass by itself: the site was not reached, had a fault or was asked too
// much, or its robots.txt, which may not have been had, forbids the page.
func passing(doc *claim.Document) bool {
	switch doc.FetchOutcome {
	case claim.Timeout, claim.Connection, claim.TLS, claim.RobotsDisallowed, claim.BlockedAddress, claim.Interrupted:
		return true
	case claim.HTTPError:
		return doc.HTTPStatus >= http.StatusInternalServerError || doc.HTTPStatus == http.StatusTooManyRequests || doc.HTTPStatus == http.StatusRequestTimeout
	case claim.FetchOK, claim.NotModified, claim.TooLarge, claim.BadRedirect, claim.NotHTML:
	}
	return false
}

// walled reports whether the body of an answer that says that its trouble may pass, such as 503, is a check for robots.
func (r *reader) walled(doc *claim.Document, body []byte) bool {
	if doc.FetchOutcome != claim.HTTPError || !passing(doc) || len(body) == 0 || crawl.NoPage(doc.ContentType, body) != "" {
		return false
	}
	got := reading{doc: *doc}
	return r.open(&got, body, page.Select{}) == nil && got.doc.ExtractOutcome == claim.BotWall
}
