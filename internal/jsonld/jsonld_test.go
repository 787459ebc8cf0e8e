package jsonld

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rolecall/internal/claim"
)

func pay(statistic, region string, least, most float64) claim.Claim {
	return claim.Claim{DocumentID: "d1", Role: claim.CTO, Kind: claim.Salary, Quote: statistic, Pay: claim.Pay{
		Min: &least, Max: &most, Currency: "USD", Period: "year", Component: "base", Statistic: statistic, Region: region,
		AsOf: "2024", CitedSource: "Paywatch",
	}}
}

// lines are nodes as JSON without the claims, which every test would repeat.
func lines(t *testing.T, nodes []Node) []string {
	t.Helper()
	var list []string
	for _, node := range nodes {
		if _, is := node.(Statement); is {
			continue
		}
		data, err := json.Marshal(node)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(data))
	}
	return list
}

func TestPage(t *testing.T) {
	page := &claim.Document{ID: "d1", URL: "https://example.com/a", Title: "CIO vs CTO", Author: "Jo Doe", Language: "en"}
	article := `{"@type":"Article","@id":"https://example.com/a","url":"https://example.com/a","identifier":"d1","name":"CIO vs CTO",` +
		`"author":{"@type":"Person","name":"Jo Doe"},"inLanguage":"en"}`
	cto := `{"@type":"Occupation","@id":"_:d1-cto-US","name":"Chief Technology Officer","mainEntityOfPage":{"@id":"https://example.com/a"},` +
		`"occupationLocation":{"@type":"Country","name":"US"},"estimatedSalary":[`
	survey := `"subjectOf":{"@type":"CreativeWork","name":"Paywatch","temporalCoverage":"2024"}}`
	distribution := `{"@type":"MonetaryAmountDistribution","name":"base","currency":"USD","duration":"P1Y",`
	for name, test := range map[string]struct {
		claims []claim.Claim
		want   []string
	}{
		"no claims": {nil, []string{article}},
		"duties of two roles": {
			[]claim.Claim{
				{DocumentID: "d1", Role: claim.CIO, Kind: claim.Responsibility, Quote: "Runs the budget"},
				{DocumentID: "d1", Role: "ciso", Kind: claim.Responsibility, Quote: "Guards the data"},
				{DocumentID: "d1", Role: claim.CIO, Kind: claim.Responsibility, Quote: "Buys software"},
			},
			[]string{
				article,
				`{"@type":"Occupation","@id":"_:d1-cio","name":"Chief Information Officer","mainEntityOfPage":{"@id":"https://example.com/a"},"responsibilities":["Runs the budget","Buys software"]}`,
				`{"@type":"Occupation","@id":"_:d1-ciso","name":"CISO","mainEntityOfPage":{"@id":"https://example.com/a"},"responsibilities":["Guards the data"]}`,
			},
		},
		"a comparison of roles is of no occupation": {[]claim.Claim{{DocumentID: "d1", Kind: claim.PayComparison, Value: "equal"}}, []string{article}},
		"percentiles of one survey are one distribution": {
			[]claim.Claim{pay("p10", "US", 100, 100), pay("median", "US", 150, 150), pay("p90", "US", 220, 220)},
			[]string{article, cto + distribution + `"percentile10":100,"median":150,"percentile90":220,` + survey + `]}`},
		},
		"a second median begins another": {
			[]claim.Claim{pay("median", "US", 150, 150), pay("median", "US", 160, 160)},
			[]string{article, cto + distribution + `"median":150,` + survey + `,` + distribution + `"median":160,` + survey + `]}`},
		},
		"a mean and a range": {
			[]claim.Claim{pay("mean", "US", 150, 150), pay("range", "US", 120, 180)},
			[]string{article, cto +
				`{"@type":"MonetaryAmount","name":"mean base","currency":"USD","value":{"@type":"QuantitativeValue","value":150,"unitText":"YEAR"},` + survey + `,` +
				`{"@type":"MonetaryAmount","name":"range base","currency":"USD","value":{"@type":"QuantitativeValue","minValue":120,"maxValue":180,"unitText":"YEAR"},` + survey + `]}`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines(t, Page(page, test.claims))); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestEveryClaimIsANode(t *testing.T) {
	page := &claim.Document{ID: "d1", URL: "https://example.com/a"}
	claims := []claim.Claim{
		{ID: "c1", DocumentID: "d1", Role: claim.CIO, Kind: claim.ReportsTo, Value: "ceo", Quote: "reports to the CEO", Author: "jo"},
		{ID: "c2", DocumentID: "d1", Kind: claim.Rank, Value: "equal", Quote: "are equals"},
		pay("median", "US", 1, 1),
	}
	var got []Statement
	occupations := map[string]bool{}
	for _, node := range Page(page, claims) {
		switch n := node.(type) {
		case Statement:
			got = append(got, n)
		case Occupation:
			occupations[n.ID] = true
		}
	}
	if len(got) != len(claims) {
		t.Fatalf("%d nodes of claims, want %d", len(got), len(claims))
	}
	for i, s := range got {
		if s.Identifier != claims[i].ID || s.Text != claims[i].Quote || s.Appearance.ID != page.URL || !strings.HasPrefix(s.Keywords, string(claims[i].Kind)) {
			t.Errorf("claim %d became %+v", i, s)
		}
		if (s.About == nil) != (claims[i].Role == "") || s.About != nil && !occupations[s.About.ID] {
			t.Errorf("claim %d is about %v, which is no occupation", i, s.About)
		}
	}
}
