package report

import "rolecall/internal/compare"

func (b *builder) changes(c *compare.Changes) *Changes {
	if c == nil {
		return nil
	}
	shown := &Changes{Sources: make([]SourceChanges, len(c.Sources)), List: make([]Change, len(c.List))}
	for i, s := range c.Sources {
		shown.Sources[i] = SourceChanges{SourceID: s.SourceID, Since: s.Since, ChangeCounts: ChangeCounts{
			New: s.New, Gone: s.Gone, Changed: s.Changed, Same: s.Same, Unverified: s.Unverified,
		}}
	}
	for i, ch := range c.List {
		shown.List[i] = Change{Kind: string(ch.Kind), Cause: string(ch.Cause), Passage: ch.Passage, Before: b.wording(ch.Before), Now: b.wording(ch.Now)}
	}
	return shown
}

// wording is a claim as it stands in a change, or as it stood: not one of the run's claims, so that its id leads nowhere.
func (b *builder) wording(e *compare.Evidence) *Evidence {
	if e == nil {
		return nil
	}
	shown := b.evidence(e)
	return &shown
}

// counts adds up the changes of all sources.
func (c *Changes) counts() *ChangeCounts {
	if c == nil {
		return nil
	}
	sum := &ChangeCounts{}
	for _, s := range c.Sources {
		sum.New += s.New
		sum.Gone += s.Gone
		sum.Changed += s.Changed
		sum.Same += s.Same
		sum.Unverified += s.Unverified
	}
	return sum
}
