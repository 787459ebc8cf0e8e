package compare

import (
	"cmp"
	"slices"

	"rolecall/internal/claim"
)

// PageClaims is a page as a run has it, with its claims. A nil Document stands for a run that does not have the page.
type PageClaims struct {
	Document *claim.Document
	Claims   []Evidence
}

func (p *PageClaims) readable() bool { return p.Document != nil && p.Document.Readable() }

// PageChanges holds what a page says now against what it said in its last good fetch: the counts, which name no source,
// and what is new, gone or changed, by place. A page that cannot be read now leaves its earlier claims unverified. The
// changes still lack what takes the page's texts; see ShowEarlier and ShowPresent.
func PageChanges(before, now PageClaims) (SourceChanges, []Change) {
	if !now.readable() {
		return SourceChanges{Unverified: len(before.Claims)}, nil
	}
	was, is := slices.SortedFunc(slices.Values(before.Claims), byPlace), slices.SortedFunc(slices.Values(now.Claims), byPlace)
	m := pairClaims(was, is)
	cause, unsure := causeOf(&before, &now)
	counts := SourceChanges{Same: len(m.same)}
	var list []Change
	for i := range was {
		switch j, paired := m.changed[i]; {
		case m.same[i]:
		case paired:
			counts.Changed++
			list = append(list, Change{Kind: ClaimChanged, Cause: cause, Before: new(was[i]), Now: new(is[j]), unsure: unsure})
		default:
			counts.Gone++
			list = append(list, Change{Kind: ClaimGone, Cause: cause, Before: new(was[i]), unsure: unsure})
		}
	}
	for j := range is {
		if !m.taken[j] {
			counts.New++
			list = append(list, Change{Kind: ClaimNew, Cause: cause, Now: new(is[j]), unsure: unsure})
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(a.place(), b.place()) })
	return counts, list
}

// Add adds the counts of a page to those of its source.
func (s *SourceChanges) Add(page SourceChanges) {
	s.New += page.New
	s.Gone += page.Gone
	s.Changed += page.Changed
	s.Same += page.Same
	s.Unverified += page.Unverified
}

// Total adds up the counts of all sources.
func (c *Changes) Total() SourceChanges {
	var all SourceChanges
	for _, s := range c.Sources {
		all.Add(s)
	}
	return all
}

// place is where a claim stands in the page's text or, where it is gone, stood.
func (c *Change) place() int {
	if c.Now != nil {
		return c.Now.Start
	}
	return c.Before.Start
}

// DocumentID is the page of a change.
func (c *Change) DocumentID() string {
	if c.Now != nil {
		return c.Now.DocumentID
	}
	return c.Before.DocumentID
}

// causeOf tells a change of the page from one of the extractor. It is unsure where both changed: then the texts decide.
func causeOf(before, now *PageClaims) (Cause, bool) {
	if !before.readable() {
		return CausePage, false
	}
	b, n := before.Document, now.Document
	switch {
	case b.BodySHA256 == n.BodySHA256:
		return CauseExtractor, false
	case b.ExtractorVersion == n.ExtractorVersion:
		return CausePage, false // by its markup alone where the texts are the same
	case b.TextSHA256 == n.TextSHA256:
		return CauseExtractor, false
	}
	return CausePage, true
}

// Wants reports whether completing a change takes the page as it was, and as it is.
func (c *Change) Wants() (bool, bool) {
	return c.Before != nil || c.unsure, c.Kind == ClaimGone || (c.unsure && c.Kind == ClaimChanged)
}

// ShowEarlier completes changes of one page by the page as it was: what stood around the earlier claims and, of new ones,
// whether the page said them already.
func ShowEarlier(changes []*Change, page *claim.Document) {
	runes := []rune(page.Text)
	said := newSaying(page.Text)
	for _, c := range changes {
		if c.Before != nil {
			c.Before.PageTitle, c.Before.FinalURL, c.Before.PublishedAt = page.Title, page.FinalURL, page.PublishedAt
			c.Before.Before, c.Before.After = Around(runes, c.Before.Span)
		}
		if c.unsure && c.Kind == ClaimNew && said.says(c.Now.Quote) {
			c.Cause = CauseExtractor
		}
	}
}

// ShowPresent completes changes of one page by the page as it is: what the place of claims that are gone reads now, and
// whether the page still says what the extractor reads differently.
func ShowPresent(changes []*Change, page *claim.Document) {
	says := newSaying(page.Text)
	passages := passagesOf(page.Text)
	for _, c := range changes {
		if c.Kind == ClaimNew {
			continue
		}
		if c.unsure && says.says(c.Before.Quote) {
			c.Cause = CauseExtractor
		}
		if c.Kind == ClaimGone {
			c.Passage = nearestPassage(passages, c.Before.Quote)
		}
	}
}
