package normalize

import (
	"testing"

	"rolecall/internal/claim"

	"github.com/google/go-cmp/cmp"
)

func newNormalizer(tb testing.TB) *Normalizer {
	tb.Helper()
	n, err := New()
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func TestCategories(t *testing.T) {
	n := newNormalizer(t)
	for _, tt := range []struct{ role, text, want string }{
		{"cio", "Negotiating contracts with suppliers", "vendor-management"},
		{"cio", "Managing suppliers to cut cost", "vendor-management"},
		{"cio", "Recovery of systems after a disaster: backups and drills", "availability-continuity"},
		{"cto", "Mentoring junior developers", "talent-development"},
		{"cto", "Overseeing the developers", "engineering-leadership"},
		{"cio", "Training employees in new tools", "training"},
		{"cto", "Increasing revenue", "top-line"},
		{"cio", "Guarding customer records against hackers", "cybersecurity"},
		{"cto", "The CIO buys laptops, while the CTO files patents.", "research-development"},
		{"cio", "The CIO buys laptops, while the CTO files patents.", "procurement"},
		{"cio", "Making the coffee", "other"},
		{"cio", "", "other"},
	} {
		c := claim.Claim{Kind: claim.Responsibility, Role: claim.Role(tt.role), Quote: tt.text}
		n.Claim(&c, About{})
		if c.Category != tt.want {
			t.Errorf("%s %q: %s, want %s: %+v", tt.role, tt.text, c.Category, tt.want, n.Explain(tt.text, c.Role))
		}
	}
}

func TestPay(t *testing.T) {
	n := newNormalizer(t)
	amount := func(f float64) *float64 { return &f }
	for name, tt := range map[string]struct{ in, want claim.Pay }{
		"hour": {
			claim.Pay{Min: amount(100), Max: amount(150), Currency: "usd", Period: "Hour"},
			claim.Pay{Min: amount(100), Max: amount(150), Currency: "USD", Period: "hour", AnnualMin: amount(208000), AnnualMax: amount(312000)},
		},
		"open end": {
			claim.Pay{Min: amount(20000.5), Currency: "GBP", Period: "month", Region: "UK", AsOf: "2023-04-17"},
			claim.Pay{Min: amount(20000.5), Currency: "GBP", Period: "month", Region: "GB", AsOf: "2023-04", AnnualMin: amount(240006)},
		},
		"outside the vocabulary": {
			claim.Pay{Max: amount(9), Currency: "$", Period: "decade", Statistic: "mode", Component: "car", Region: "Europe", AsOf: "last year", CitedSource: " Acme  Pay "},
			claim.Pay{Max: amount(9), CitedSource: "Acme Pay"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := claim.Claim{Kind: claim.Salary, Pay: tt.in}
			n.Claim(&c, About{})
			if diff := cmp.Diff(tt.want, c.Pay); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func BenchmarkClaim(b *testing.B) {
	n := newNormalizer(b)
	for b.Loop() {
		c := claim.Claim{Kind: claim.Responsibility, Role: claim.CIO, Quote: "Overseeing the purchase of hardware and software and negotiating with the suppliers who provide them."}
		n.Claim(&c, About{})
	}
}
