package pipeline

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// Scope is what two runs both cover, and what they were told otherwise. Of the sources that both have, the pages that both could
// read are covered.
type Scope struct {
	Roles       []string  `json:"roles"`       // that both asked for
	Sources     []string  `json:"sources"`     // ids
	OnlyBefore  []string  `json:"only_run_1"`  // ids of sources that the later run has not
	OnlyNow     []string  `json:"only_run_2"`  // ids of sources that the earlier run has not
	Differences []Setting `json:"differences"` // settings that are not the same in both
}

// Setting is what two runs were told otherwise.
type Setting struct {
	Name   string `json:"name"` // roles, extractor or replay
	Before string `json:"run_1"`
	Now    string `json:"run_2"`
}

// ScopeOf gives what two runs both cover.
func ScopeOf(before, now dataset.Stored) (Scope, error) {
	was, err := sourcesOf(before)
	if err != nil {
		return Scope{}, err
	}
	is, err := sourcesOf(now)
	if err != nil {
		return Scope{}, err
	}
	wasAsked, isAsked := rolesOf(before.Manifest.Options), rolesOf(now.Manifest.Options)
	s := Scope{
		Roles: common(wasAsked, isAsked), Sources: common(was, is), OnlyBefore: without(was, is), OnlyNow: without(is, was), Differences: []Setting{},
	}
	for _, setting := range []Setting{
		{"roles", strings.Join(wasAsked, ","), strings.Join(isAsked, ",")},
		{"extractor", before.Manifest.ExtractorVersion, now.Manifest.ExtractorVersion},
		{"replay", before.Manifest.Options["replay"], now.Manifest.Options["replay"]},
	} {
		if setting.Before != setting.Now {
			s.Differences = append(s.Differences, setting)
		}
	}
	return s, nil
}

// Same reports whether the runs cover the same sources and roles and were told the same.
func (s *Scope) Same() bool {
	return len(s.Differences)+len(s.OnlyBefore)+len(s.OnlyNow) == 0
}

// sameSet reports whether both runs have the same sources and roles.
func (s *Scope) sameSet() bool { return len(s.OnlyBefore)+len(s.OnlyNow) == 0 && s.sameRoles() }

// sameRoles reports whether both runs asked for the same roles.
func (s *Scope) sameRoles() bool {
	return !slices.ContainsFunc(s.Differences, func(d Setting) bool { return d.Name == "roles" })
}

func (s *Scope) hasSource(id string) bool { return slices.Contains(s.Sources, id) }

// hasClaim reports whether both runs would have told of a claim. What compares two roles depends on all that were asked for.
func (s *Scope) hasClaim(c *claim.Claim) bool {
	if c.Role == "" {
		return s.sameRoles()
	}
	return slices.Contains(s.Roles, string(c.Role))
}

// hasConflict reports whether both runs asked for the roles and the sources of a conflict.
func (s *Scope) hasConflict(c *claim.Conflict) bool {
	return coversRoles(s.Roles, c) && !slices.ContainsFunc(sidesOf(c), func(id string) bool { return !s.hasSource(id) })
}

// coversRoles reports whether all roles of a conflict were asked for.
func coversRoles(asked []string, c *claim.Conflict) bool {
	return !slices.ContainsFunc(c.Roles, func(role claim.Role) bool { return !slices.Contains(asked, string(role)) })
}

// sidesOf are the ids of the sources on the sides of a conflict.
func sidesOf(c *claim.Conflict) []string {
	var ids []string
	for _, side := range c.Sides {
		ids = append(ids, side.SourceIDs...)
	}
	return ids
}

// rolesOf are the roles that the options of a run name, sorted.
func rolesOf(options map[string]string) []string {
	roles := strings.FieldsFunc(options["roles"], func(r rune) bool { return r == ',' || r == ' ' })
	if len(roles) == 0 {
		roles = []string{string(claim.CIO), string(claim.CTO)}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

// sourcesOf are the ids of the sources of a run, sorted: by its manifest or, where that is gone, by its documents.
func sourcesOf(run dataset.Stored) ([]string, error) {
	ids := []string{}
	for _, s := range run.Manifest.Sources {
		ids = append(ids, s.ID)
	}
	if len(ids) > 0 {
		return ids, nil
	}
	err := eachFact(run, func(doc *claim.Document) { ids = append(ids, doc.SourceID) })
	slices.Sort(ids)
	return slices.Compact(ids), err
}

func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}
