package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
)

// The sample is a small run over five made-up sources. One of them is hostile.
const hostile = `</script><img src=x onerror=alert(1)> | "quoted" & 'more' <b>`

var sampleSources = []SourceInfo{
	{ID: "harbour", Name: "Harbour Weekly"},
	{ID: "northwind", Name: "Northwind Careers"},
	{ID: "quiet", Name: "The Quiet Source", Outcome: "failed", Silent: true, Detail: "no page could be read; it gave 7 claims in run 20261108T060000Z"},
	{ID: "ridge", Name: "Ridge & Co. <Review>"},
	{ID: "threads", Name: "Exec Threads"},
}

// said is a line of the sample: source, role, topic or value, words.
type said struct {
	source, role, what, quote string
}

var sampleDuties = []said{
	{"harbour", "cio", "cybersecurity", "Guards the company's systems against intruders"},
	{"harbour", "cio", "it-operations", "Keeps the internal IT running from day to day"},
	{"harbour", "cio", "budget-investment", "Owns the IT budget and decides what is worth paying for"},
	{"harbour", "cio", "vendor-management", "Negotiates with suppliers - big and small - and holds them to their contracts"},
	{"harbour", "cio", "employee-enablement", "Gives staff the tools that they need"},
	{"harbour", "cio", "process-improvement", "Finds slow processes, and automates them"},
	{"harbour", "cto", "technology-vision", "Draws the technology map of everything that the firm sells"},
	{"harbour", "cto", "product-innovation", "Looks for ways in which new technology makes the product better for its buyers, and argues for them with the people who plan it"},
	{"harbour", "cto", "engineering-leadership", "Leads the engineers"},
	{"harbour", "cto", "customer-focus", "Listens to customers"},
	{"northwind", "cio", "it-strategy", "Plans how IT will serve the company in the years ahead"},
	{"northwind", "cio", "infrastructure", "Runs networks, servers & cloud accounts"},
	{"northwind", "cio", "it-operations", "Oversees every IT service of the house"},
	{"northwind", "cio", "customer-focus", "Raises customer satisfaction with better systems"},
	{"northwind", "cio", "governance-policy", "Writes the rules for how technology is used"},
	{"northwind", "cto", "cybersecurity", "Answers for the security of the platform and of the offices"},
	{"northwind", "cto", "architecture", "Decides on the architecture"},
	{"northwind", "cto", "technology-vision", "Sets the course of technology"},
	{"northwind", "cto", "research-development", "Heads research and development"},
	{"northwind", "cto", "engineering-delivery", "Ships software that works"},
	{"ridge", "cio", "cybersecurity", "Is in charge of security"},
	{"ridge", "cio", "data-management", "Turns data | numbers | reports into something people use"},
	{"ridge", "cio", "business-alignment", "Brings IT in line with what the business is after"},
	{"ridge", "cio", "other", hostile},
	{"ridge", "cto", "governance-policy", "Sets the policies for the use of technology"},
	{"ridge", "cto", "emerging-technology", "Watches what is new and tries it"},
	{"ridge", "cto", "product-ownership", "Owns the product from idea to end of life"},
	{"ridge", "cto", "external-representation", "مسؤول عن تمثيل الشركة أمام المستثمرين"},
	{"threads", "cio", "it-team-leadership", "You run the IT crowd, and you are the one they call at night"},
	{"threads", "cio", "cost-efficiency", "Saving money, mostly"},
	{"threads", "cio", "stakeholder-collaboration", "Half of the job is talking to the other chiefs"},
	{"threads", "cto", "engineering-leadership", "The CTO leads engineering, full stop"},
	{"threads", "cto", "infrastructure", "In our shop the CTO has the servers too"},
	{"threads", "cto", "customer-focus", "Customers see the CTO far more often"},
}

func number(v float64) *float64 { return &v }

func sampleDay(year int, month time.Month) *time.Time {
	t := time.Date(year, month, 3, 8, 0, 0, 0, time.UTC)
	return &t
}

// sampler hands out claims with offsets that grow.
type sampler struct {
	at   int
	kept []compare.Evidence
}

func (s *sampler) add(source string, role claim.Role, kind claim.Kind, quote string, change func(*compare.Evidence)) compare.Evidence {
	s.at += 200
	url := "https://" + source + ".example/chiefs?page=" + fmt.Sprint(1+s.at/1400)
	e := compare.Evidence{
		Claim: claim.Claim{
			RunID: "20261122T060000Z", SourceID: source, DocumentID: claim.DocumentID(source, url), URL: url, Role: role, Kind: kind,
			Form: claim.Prose, Quote: quote, Span: claim.Span{Start: s.at, End: s.at + len([]rune(quote))},
			Section: "Chiefs compared > " + strings.ToUpper(string(role)), Modality: claim.Asserted, Rule: "sample", Confidence: 0.9,
		},
		PageTitle: "Chiefs compared by " + source, PublishedAt: sampleDay(2025, time.March),
		Before: "The words that stand before it.", After: "And <those> that follow.",
	}
	if change != nil {
		change(&e)
	}
	e.Identify(func(claim.Span) string { return "" })
	s.kept = append(s.kept, e)
	return e
}

func (s *sampler) duty(d said) compare.Evidence {
	return s.add(d.source, claim.Role(d.role), claim.Responsibility, d.quote, func(e *compare.Evidence) {
		e.Category, e.Categories, e.Form = d.what, []string{d.what}, claim.List
		if d.source == "threads" {
			e.Author, e.Modality = "Dana <O'Neil>", claim.Hedged
		}
	})
}

func (s *sampler) pay(source string, role claim.Role, low, high *float64, p claim.Pay, quote string) compare.Evidence {
	return s.add(source, role, claim.Salary, quote, func(e *compare.Evidence) {
		p.Min, p.Max = low, high
		factor := map[string]float64{"hour": 2080, "month": 12}[p.Period]
		for _, end := range []struct{ from, to **float64 }{{&p.Min, &p.AnnualMin}, {&p.Max, &p.AnnualMax}} {
			if *end.from != nil {
				*end.to = number(**end.from * cmp.Or(factor, 1))
			}
		}
		e.Pay, e.Stale = p, p.AsOf == "2019"
	})
}

func (s *sampler) value(source string, role claim.Role, kind claim.Kind, value, quote string) compare.Evidence {
	return s.add(source, role, kind, quote, func(e *compare.Evidence) {
		e.Value = value
		if strings.Contains(quote, "young firms") {
			e.Condition = "in young firms"
		}
	})
}

func samplePay(s *sampler) []compare.Evidence {
	base := claim.Pay{Currency: "USD", Period: "year", Statistic: "mean", Component: "base", Region: "US", AsOf: "2024", CitedSource: "PayBoard"}
	old, top, bare := base, base, claim.Pay{Currency: "USD", Period: "year"}
	old.AsOf, old.CitedSource = "2019", "Wagewise"
	top.Statistic = "p90"
	hourly := claim.Pay{Currency: "GBP", Period: "hour", Region: "GB", Statistic: "median"}
	return []compare.Evidence{
		s.pay("harbour", "cio", number(182400), number(182400), base, "PayBoard puts the mean base pay of a CIO at $182,400 in 2024."),
		s.pay("northwind", "cio", number(231000), number(231000), base, "A CIO earns $231,000 on average (PayBoard, 2024)."),
		s.pay("ridge", "cio", number(160000), number(210000), bare, "CIOs make between $160,000 and $210,000."),
		s.pay("threads", "cio", number(300000), nil, bare, "I would not do it for less than $300,000"),
		s.pay("northwind", "cio", number(90), number(120), hourly, "Interim CIOs in Britain ask for £90 to £120 an hour."),
		s.pay("harbour", "cto", number(174900), number(174900), base, "For a CTO PayBoard has $174,900 in 2024."),
		s.pay("northwind", "cto", number(239500), number(239500), base, "A CTO earns $239,500 on average (PayBoard, 2024)."),
		s.pay("ridge", "cto", number(151000), number(151000), old, "Wagewise gave $151,000 for CTOs in 2019."),
		s.pay("northwind", "cto", nil, number(410000), top, "The best paid tenth of CTOs get up to $410,000."),
		s.pay("northwind", "cto", number(100), number(100), hourly, "£100 an hour is usual for an interim CTO."),
	}
}

func sampleInput(testing.TB) Input {
	s := &sampler{}
	a := &compare.Analysis{Kinds: map[claim.Kind]int{}, Alpha: number(0.31), AlphaLow: number(0.12), AlphaHigh: number(0.49)}
	for _, d := range sampleDuties {
		s.duty(d)
	}
	a.Matrix = sampleMatrix(s.kept)
	a.Pay = samplePay(s)
	a.Conflicts = sampleConflicts(s)
	a.Changes = sampleChanges(s)
	for _, e := range s.kept {
		a.Kinds[e.Kind]++
	}
	docs := sampleDocuments(s.kept)
	a.Profiles, a.Pairs = sampleProfiles(s.kept, a), samplePairs()
	return Input{
		RunID: "20261122T060000Z", Previous: "20261115T060000Z", Version: "1.0.0",
		StartedAt: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC), FinishedAt: time.Date(2026, 11, 22, 6, 1, 12, 0, time.UTC),
		Analysis: a, Documents: docs, Sources: slices.Clone(sampleSources),
	}
}

func sampleMatrix(all []compare.Evidence) []compare.MatrixRow {
	rows := map[compare.RoleTopic]compare.MatrixRow{}
	for _, e := range all {
		topic := compare.RoleTopic{Role: e.Role, Category: e.Category}
		if rows[topic].Cells == nil {
			rows[topic] = compare.MatrixRow{RoleTopic: topic, Cells: map[string][]compare.Evidence{}}
		}
		rows[topic].Cells[e.SourceID] = append(rows[topic].Cells[e.SourceID], e)
	}
	return slices.SortedFunc(maps.Values(rows), func(a, b compare.MatrixRow) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), loadLabels().order(a.Category)-loadLabels().order(b.Category))
	})
}

func sampleProfiles(all []compare.Evidence, a *compare.Analysis) []compare.Profile {
	profiles := make([]compare.Profile, len(sampleSources))
	for i, s := range sampleSources {
		p := compare.Profile{SourceID: s.ID, Pages: 3, Fetched: 2, Failed: 1, Words: 1234 * (i + 1), Kinds: map[claim.Kind]int{}, Agreement: number(0.4 + float64(i)/10)}
		if s.ID == "quiet" {
			p = compare.Profile{SourceID: s.ID, Pages: 2, Failed: 2}
		}
		for _, e := range all {
			if e.SourceID == s.ID {
				p.Claims++
				p.Kinds[e.Kind]++
			}
		}
		for _, row := range a.Matrix {
			if len(row.Cells[s.ID]) > 0 {
				p.Categories++
				if len(row.Cells) == 1 {
					p.Alone = append(p.Alone, row.RoleTopic)
				}
			}
		}
		profiles[i] = p
	}
	profiles[0].NewestFigure, profiles[0].OldestFigure, profiles[0].Contradicts = "2024", "2024", 5
	profiles[3].NewestFigure, profiles[3].OldestFigure, profiles[3].Stale, profiles[3].Contradicts = "2019", "2019", 1, 3
	profiles[1].Copied = 0.375
	profiles[1].NearCopyOf, profiles[3].NearCopyOf = []string{"ridge"}, []string{"northwind"}
	return profiles
}

func samplePairs() []compare.Pair {
	return []compare.Pair{
		{A: "harbour", B: "northwind", Jaccard: 0.18, Shared: 4, SameRole: 0.5},
		{A: "harbour", B: "ridge", Jaccard: 0.06, Shared: 1, SameRole: 1},
		{A: "harbour", B: "threads", Jaccard: 0.14, Shared: 2, SameRole: 1},
		{A: "northwind", B: "ridge", Jaccard: 0, Shared: 2, SameRole: 0, NearCopy: true},
		{A: "northwind", B: "threads", Jaccard: 0, Shared: 2, SameRole: 0.25},
	}
}

func sampleDocuments(all []compare.Evidence) []claim.Document {
	var docs []claim.Document
	count := map[string]int{}
	for _, e := range all {
		count[e.DocumentID]++
		if count[e.DocumentID] > 1 {
			continue
		}
		docs = append(docs, claim.Document{
			ID: e.DocumentID, SourceID: e.SourceID, URL: e.URL, FinalURL: e.URL, FetchOutcome: claim.FetchOK, ExtractOutcome: claim.ExtractOK,
			HTTPStatus: 200, ContentType: "text/html", Title: e.PageTitle, Language: "en", PublishedAt: e.PublishedAt,
			FetchedAt: time.Date(2026, 11, 22, 6, 0, 30, 0, time.UTC), WordCount: 900,
		})
	}
	for i := range docs {
		docs[i].ClaimCount = count[docs[i].ID]
	}
	failed := func(source, path string, fetch claim.FetchOutcome, extract claim.ExtractOutcome, status int, detail string) {
		url := "https://" + source + ".example/" + path
		docs = append(docs, claim.Document{
			ID: claim.DocumentID(source, url), SourceID: source, URL: url, FetchOutcome: fetch, ExtractOutcome: extract, HTTPStatus: status, Detail: detail,
		})
	}
	failed("quiet", "a", claim.HTTPError, "", 503, "Service Unavailable")
	failed("quiet", "b?x=1&y=<2>", claim.RobotsDisallowed, "", 0, "")
	failed("ridge", "wall", claim.FetchOK, claim.BotWall, 200, hostile)
	failed("threads", "slow|pipe", claim.Timeout, "", 0, "no answer within 30 s")
	return docs
}
