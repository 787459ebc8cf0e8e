package report

import (
	"slices"
)

// How much of long lists the page holds; report.json has all.
const (
	sideQuotes   = 60
	changesShown = 1000
	pagesShown   = 5000
)

// pageData is what the page's script draws from: the report with its claims as columns, to which all lists refer by row.
type pageData struct {
	Report   *Report             `json:"report"` // without what the fields below hold
	Claims   claimColumns        `json:"claims"`
	Sides    [][][]int           `json:"sides"` // by conflict and side: claims
	Duties   []dutyData          `json:"duties"`
	LeftOut  int                 `json:"left_out"` // quotes of duties
	Pay      []figureRow         `json:"pay"`
	Charts   []payChart          `json:"charts"`
	Profiles []sourceData        `json:"profiles"`
	Alpha    alphaData           `json:"alpha"`
	Pairs    pairColumns         `json:"pairs"`
	Flips    []flipData          `json:"flips"`
	Pages    []pageRow           `json:"pages"`
	Changes  []changeData        `json:"changes"`
	Labels   *labels             `json:"labels"`
	Evidence map[string]Evidence `json:"evidence,omitempty"` // of the conflicts' claims, for review
}

// pairColumns are the pairs of sources, each by its place among the sources; shares in thousandths.
type pairColumns struct {
	A        []int `json:"a"`
	B        []int `json:"b"`
	Jaccard  []int `json:"jaccard"`
	Shared   []int `json:"shared"`
	SameRole []int `json:"same_role"`
	NearCopy []int `json:"near_copy"` // pairs, by their place here
}

type flipData struct {
	A     int    `json:"a"`
	B     int    `json:"b"`
	WordA string `json:"word_a"`
	WordB string `json:"word_b"`
}

// dataOf gathers what the page holds.
func (r *Report) dataOf(opt PageOptions) pageData {
	c := newClaimTable(r)
	d := pageData{
		Charts: nonNil(r.payCharts()), Profiles: r.sourceRows(), Alpha: r.alpha(), Pairs: r.pairs(), Pages: r.pageRows(),
		Changes: r.changeRows(), Labels: r.labels,
	}
	for i := range r.Conflicts {
		d.Sides = append(d.Sides, c.sides(&r.Conflicts[i]))
	}
	d.Duties, d.LeftOut = c.duties()
	d.Pay = c.figures()
	d.Flips = c.flips()
	d.Claims = c.columns
	d.Report = r.withoutLists(opt)
	if opt.Review {
		d.Evidence = r.conflictEvidence()
	}
	return d
}

// withoutLists is the report without what the page holds in another form. Only a review needs the ids of claims.
func (r *Report) withoutLists(opt PageOptions) *Report {
	short := *r
	short.Claims, short.Duties, short.Pay, short.Documents, short.Agreement.Pairs = nil, nil, nil, nil, nil
	if r.Changes != nil {
		short.Changes = &Changes{Sources: r.Changes.Sources}
	}
	if opt.Review {
		return &short
	}
	short.Conflicts = slices.Clone(r.Conflicts)
	for i := range short.Conflicts {
		sides := slices.Clone(short.Conflicts[i].Sides)
		for j := range sides {
			sides[j].ClaimIDs = nil
		}
		short.Conflicts[i].Sides = sides
	}
	return &short
}

func (r *Report) conflictEvidence() map[string]Evidence {
	all := map[string]Evidence{}
	for i := range r.Conflicts {
		for _, side := range r.Conflicts[i].Sides {
			for _, id := range side.ClaimIDs {
				all[id] = r.Claims[id]
			}
		}
	}
	return all
}

func (c *claimTable) sides(conflict *Conflict) [][]int {
	sides := make([][]int, len(conflict.Sides))
	for i, side := range conflict.Sides {
		sides[i] = []int{}
		for _, id := range side.ClaimIDs[:min(len(side.ClaimIDs), sideQuotes)] {
			row := c.row(id)
			c.addContext(row, id)
			sides[i] = append(sides[i], row)
		}
		if more := len(side.ClaimIDs) - sideQuotes; more > 0 {
			sides[i] = append(sides[i], -more)
		}
	}
	return sides
}

func (c *claimTable) flips() []flipData {
	flips := []flipData{}
	for _, p := range c.r.Agreement.Pairs {
		for _, f := range p.Flips {
			if len(flips) == flipsListed {
				return flips
			}
			flips = append(flips, flipData{A: c.row(f.ClaimA), B: c.row(f.ClaimB), WordA: f.WordA, WordB: f.WordB})
		}
	}
	return flips
}

func (r *Report) pairs() pairColumns {
	at := r.placeOfSources()
	var p pairColumns
	for _, pair := range r.Agreement.Pairs {
		if pair.NearCopy {
			p.NearCopy = append(p.NearCopy, len(p.A))
		}
		p.A, p.B = append(p.A, at[pair.A]), append(p.B, at[pair.B])
		p.Jaccard, p.SameRole = append(p.Jaccard, thousandths(pair.Jaccard)), append(p.SameRole, thousandths(pair.SameRole))
		p.Shared = append(p.Shared, pair.Shared)
	}
	return p
}

func thousandths(share float64) int { return int(share*1000 + 0.5) }

func (r *Report) placeOfSources() map[string]int {
	at := map[string]int{}
	for i, s := range r.Sources {
		at[s.ID] = i
	}
	return at
}
