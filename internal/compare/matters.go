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

func goals(role claim.Role, claims []Evidence) []dispute {
	return question{
		kind: string(claim.FinancialGoal), topic: string(role), roles: []claim.Role{role},
		about:  "The financial goal of the " + roleName(role),
		labels: map[string]string{"bottom_line": "the bottom line (cost, profit)", "top_line": "the top line (revenue)"},
	}.settle(stances(claims))
}

// bosses compares whom a role reports to. A source that names several bosses takes no side.
func bosses(role claim.Role, claims []Evidence) []dispute {
	return question{
		kind: string(claim.ReportsTo), topic: string(role), roles: []claim.Role{role},
		about:  "Whom the " + roleName(role) + " reports to",
		labels: bossLabels(claims),
	}.settle(stances(claims))
}

func bossLabels(claims []Evidence) map[string]string {
	labels := map[string]string{}
	for _, e := range claims {
		labels[e.Value] = "the " + roleName(claim.Role(e.Value))
	}
	return labels
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
