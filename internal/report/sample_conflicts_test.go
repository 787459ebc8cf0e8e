package report

import (
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// finding makes a conflict of sides; each side is a position and its evidence.
func finding(kind, topic string, roles []claim.Role, severity claim.Severity, why string, sides ...sampleSide) compare.Finding {
	f := compare.Finding{Conflict: claim.Conflict{
		ID: claim.ConflictID(kind, topic, roles), RunID: "20261122T060000Z", Kind: kind, Roles: roles, Topic: topic, Severity: severity,
		Comparable: true, Explanation: why, FirstSeenRun: "20261115T060000Z", Status: claim.Open,
	}}
	for _, s := range sides {
		side := claim.Side{Position: s.position, Support: s.support}
		slices.SortFunc(s.evidence, func(a, b compare.Evidence) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) })
		for _, e := range s.evidence {
			side.ClaimIDs = append(side.ClaimIDs, e.ID)
			side.SourceIDs = append(side.SourceIDs, e.SourceID)
		}
		slices.Sort(side.SourceIDs)
		side.SourceIDs = slices.Compact(side.SourceIDs)
		if side.Support == 0 {
			side.Support = len(side.SourceIDs)
		}
		f.Sides = append(f.Sides, side)
		f.Evidence = append(f.Evidence, s.evidence)
	}
	return f
}

type sampleSide struct {
	position string
	support  int
	evidence []compare.Evidence
}

// pick takes the sample's claims of a kind, role and category, or with an amount.
func (s *sampler) pick(fit func(*compare.Evidence) bool) []compare.Evidence {
	var picked []compare.Evidence
	for i := range s.kept {
		if fit(&s.kept[i]) {
			picked = append(picked, s.kept[i])
		}
	}
	return picked
}

func (s *sampler) duties(role claim.Role, category string) []compare.Evidence {
	return s.pick(func(e *compare.Evidence) bool { return e.Role == role && e.Category == category })
}

func (s *sampler) figure(amount float64) []compare.Evidence {
	return s.pick(func(e *compare.Evidence) bool { return e.Pay.Min != nil && *e.Pay.Min == amount })
}

func sampleConflicts(s *sampler) []compare.Finding {
	both, cio, cto := []claim.Role{claim.CIO, claim.CTO}, []claim.Role{claim.CIO}, []claim.Role{claim.CTO}
	one := func(position string, e ...compare.Evidence) sampleSide {
		return sampleSide{position: position, evidence: e}
	}
	found := []compare.Finding{
		finding(claim.SalaryAmount, "cio:mean:base:US", cio, claim.High, "The same survey and year, yet the figures are 27 % apart.",
			one("USD 182,400", s.figure(182400)...), one("USD 231,000", s.figure(231000)...)),
		finding(claim.SalaryOrder, "", both, claim.High, "One has the CIO ahead, the other the CTO.",
			one("cio_higher", s.value("harbour", "", claim.PayComparison, "cio_higher", "The CIO is the better paid of the two.")),
			one("cto_higher", s.value("northwind", "", claim.PayComparison, "cto_higher", "It is the CTO who takes home more."))),
		finding(claim.Attribution, "cybersecurity", both, claim.High, "Two sources give security to the CIO alone, one to the CTO alone.",
			one("cio", s.duties("cio", "cybersecurity")...), one("cto", s.duties("cto", "cybersecurity")...)),
		finding(claim.Attribution, "governance-policy:technology use", both, claim.Medium, "The rules for using technology are the CIO's for one source and the CTO's for another.",
			one("cio", s.duties("cio", "governance-policy")...), one("cto", s.duties("cto", "governance-policy")...)),
		finding(string(claim.Orientation), "", cio, claim.Medium, "Two directions for the same role.",
			one("internal", s.value("harbour", "cio", claim.Orientation, "internal", "The CIO looks inward."), s.value("threads", "cio", claim.Orientation, "internal", "Inward, always")),
			one("external", s.value("ridge", "cio", claim.Orientation, "external", "A CIO looks outward, to customers."))),
		finding(string(claim.Emphasis), "strategic", both, claim.Low, "Each is called the more strategic one.",
			one("cio_more_strategic", s.value("northwind", "", claim.Emphasis, "cio_more_strategic", "The CIO's is the more strategic post.")),
			one("cto_more_strategic", s.value("ridge", "", claim.Emphasis, "cto_more_strategic", "Of the two, the CTO thinks further ahead."))),
		finding(claim.Acronym, "cto", cto, claim.Low, "One source writes CTO where it means the chief information officer.",
			one("cto=chief information officer", s.value("ridge", "cto", claim.RoleName, "cto=chief information officer", "Chief information officers (CTOs) are busy people.")),
			one("cto=chief technology officer", s.value("harbour", "cto", claim.RoleName, "cto=chief technology officer", "The chief technology officer (CTO) is another post."))),
		finding(string(claim.ReportsTo), "", cio, claim.Medium, "The CIO reports to different people, but one source speaks of young firms only.",
			one("ceo", s.value("harbour", "cio", claim.ReportsTo, "ceo", "The CIO reports to the chief executive.")),
			one("cto", s.value("threads", "cio", claim.ReportsTo, "cto", "in young firms the CIO reports to the CTO"))),
		finding(claim.SalaryAmount, "cto:mean:base:US", cto, claim.Medium, "The figures are five years apart.",
			one("USD 174,900", s.figure(174900)...), one("USD 151,000", s.figure(151000)...)),
		finding(string(claim.Rank), "", both, claim.Low, `An explanation with | a pipe, </script> and *stars*.`,
			one("equal", s.value("northwind", "", claim.Rank, "equal", "They are peers.")),
			one("cto_above", s.value("threads", "", claim.Rank, "cto_above", "the CTO sits above the CIO, if you ask me"))),
	}
	found[2].Status = claim.New
	found[2].Sides[0].Support = 1
	found[3].Decision, found[3].DecidedBy, found[3].DecisionNote = "contradiction", "maria", "Both pages are clear."
	found[4].Reopened = "Northwind no longer says \"They | are peers.\""
	found[6].Status = claim.Resolved
	for i, reason := range map[int]string{7: "a condition on one side: in young firms", 8: "the years differ: 2024 and 2019", 9: "one side is hedged | unclear"} {
		found[i].Comparable, found[i].ReasonNotComparable = false, reason
	}
	found[5].Status, found[9].Status = claim.Unverified, claim.Unverified
	return found
}
