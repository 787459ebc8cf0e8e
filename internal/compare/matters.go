package compare

import (
	"slices"
	"strings"

	"rolecall/internal/claim"
)

func orientations(role claim.Role, claims []Evidence) []dispute {
	return question{
		kind: string(claim.Orientation), topic: string(role), roles: []claim.Role{role},
		about:  "What the " + roleName(role) + " mainly faces",
		labels: map[string]string{"internal": "the inside of the company", "external": "customers and the market"},
	}.settle(stances(claims))
}

// goals compares the financial goal of a role. To save on some cost is a duty; it makes a goal only where running text says
// so of the role. A voice that names the line itself ("top line") is taken by that, whatever else it mentions.
func goals(role claim.Role, claims []Evidence) []dispute {
	all := stances(claims)
	named := map[voice]bool{}
	for _, s := range all {
		named[s.voice()] = named[s.voice()] || namesLine(s)
	}
	for i, s := range all {
		switch {
		case s.loose != "":
		case named[s.voice()] && !namesLine(s):
			all[i].loose = "not the goal: " + s.SourceID + " names another as such"
		case s.Form != claim.Prose && s.Value == "bottom_line" && !lexicon().profit.in(lexicon().stems(s.Quote)):
			all[i].loose = "not the goal: " + s.SourceID + " names a cost to save among the duties"
		}
	}
	return question{
		kind: string(claim.FinancialGoal), topic: string(role), roles: []claim.Role{role},
		about:  "The financial goal of the " + roleName(role),
		labels: map[string]string{"bottom_line": "the bottom line (cost, profit)", "top_line": "the top line (revenue)"},
	}.settle(all)
}

// namesLine reports whether a claim has "bottom line" or "top line" in so many words, for its role.
func namesLine(s stance) bool {
	first, _, _ := strings.Cut(s.Value, "_")
	said := tokens(ownClause(s.Evidence))
	at := slices.Index(said, first)
	return at >= 0 && at+1 < len(said) && strings.HasPrefix(said[at+1], "line")
}

// bosses compares whom a role reports to. Bosses that one sentence names, or the items of one list, are one position: it is
// opposed to those that name none of them.
func bosses(role claim.Role, claims []Evidence) []dispute {
	all := stances(claims)
	together := map[string][]string{}
	for i, s := range all {
		if s.loose == "" && answersFor(s.Evidence) {
			all[i].loose = "not the reporting line: " + s.SourceID + " says to whom the role answers for something"
		}
		if all[i].loose == "" {
			together[s.saying()] = append(together[s.saying()], s.value)
		}
	}
	labels := map[string]string{}
	for i, s := range all {
		if s.loose == "" {
			named := slices.Clone(together[s.saying()])
			slices.Sort(named)
			all[i].value = strings.Join(slices.Compact(named), "/")
		}
		labels[all[i].value] = bossLabel(all[i].value)
	}
	return question{
		kind: string(claim.ReportsTo), topic: string(role), roles: []claim.Role{role}, exclusive: true,
		about:  "Whom the " + roleName(role) + " reports to",
		labels: labels,
		agree: func(a, b stance) bool {
			others := strings.Split(b.value, "/")
			return slices.ContainsFunc(strings.Split(a.value, "/"), func(boss string) bool { return slices.Contains(others, boss) })
		},
	}.settle(all)
}

// saying is where a stance is said: its sentence, or the part of the page whose list or table it belongs to.
func (s stance) saying() string {
	at := s.Quote
	if s.Form != claim.Prose {
		at = strings.Join([]string{string(s.Form), s.DocumentID, s.Section}, "\x00")
	}
	return strings.Join([]string{s.SourceID, s.Author, at}, "\x00")
}

// bossLabel reads "ceo/cfo" as "the CEO or the CFO".
func bossLabel(value string) string {
	named := strings.Split(value, "/")
	for i, boss := range named {
		named[i] = "the " + roleName(claim.Role(boss))
	}
	return strings.Join(named, " or ")
}

// answersFor reports whether a claim is about answering for something ("is accountable to the board for the result").
func answersFor(e Evidence) bool {
	const reach = 8
	said := tokens(ownClause(e))
	at := slices.IndexFunc(said, func(w string) bool { return lexicon().answer[w] })
	return at >= 0 && slices.Contains(said[at:min(len(said), at+reach)], "for")
}

func emphases(quality string, claims []Evidence) []dispute {
	labels := map[string]string{}
	roles := map[claim.Role]bool{}
	for _, e := range claims {
		role, _, _ := strings.Cut(e.Value, "_more_")
		labels[e.Value] = "the " + roleName(claim.Role(role))
		roles[claim.Role(role)] = true
	}
	return question{
		kind: string(claim.Emphasis), topic: quality, roles: sortedRoles(roles), exclusive: true,
		about: "Which role is the more " + strings.ReplaceAll(quality, "_", " "), labels: labels,
	}.settle(stances(claims))
}

// ranks compares the order of the roles: as such, and where a reporting line between them speaks of it. A topic has one
// finding: what is said in words of rank takes in the lines, and lines that nothing else is at odds with stand alone.
func ranks(claims []Evidence) []dispute {
	var stated, lines []stance
	for _, e := range claims {
		if e.Kind == claim.Rank {
			stated = append(stated, stanceOf(e, e.Value))
		} else if order, ok := bossOrder(&e.Claim); ok {
			lines = append(lines, stanceOf(e, order))
		}
	}
	q := question{
		kind: string(claim.Rank), topic: "order of the roles", roles: []claim.Role{claim.CIO, claim.CTO}, exclusive: true,
		about: "Which role stands above the other",
		labels: map[string]string{
			"equal": "they are equals", "cio_above": "the CIO", "cto_above": "the CTO",
		},
	}
	out := q.settle(stated)
	for _, d := range q.settle(append(lines, stated...)) {
		at := slices.IndexFunc(out, func(o dispute) bool { return o.topic == d.topic })
		switch {
		case !hasLine(d):
		case at < 0:
			d.kind = string(claim.ReportsTo)
			out = append(out, d)
		case d.reason == "" || out[at].reason != "":
			out[at] = d
		}
	}
	for i := range out {
		out[i].distant = out[i].holds("cio_above") && out[i].holds("cto_above")
	}
	return out
}

func hasLine(d dispute) bool {
	for _, p := range d.sides {
		for _, e := range p.claims {
			if e.Kind == claim.ReportsTo {
				return true
			}
		}
	}
	return false
}

func stances(claims []Evidence) []stance {
	out := make([]stance, 0, len(claims))
	for _, e := range claims {
		out = append(out, stanceOf(e, e.Value))
	}
	return out
}
