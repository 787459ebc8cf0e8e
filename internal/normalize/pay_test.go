package normalize

import (
	"testing"

	"rolecall/internal/claim"

	"github.com/google/go-cmp/cmp"
)

func TestPay(t *testing.T) {
	n := newNormalizer(t)
	for name, tt := range map[string]struct{ in, want claim.Pay }{
		"hour": {
			claim.Pay{Min: new(100.0), Max: new(150.0), Currency: "usd", Period: "Hour"},
			claim.Pay{Min: new(100.0), Max: new(150.0), Currency: "USD", Period: "hour", AnnualMin: new(208000.0), AnnualMax: new(312000.0)},
		},
		"day and week": {
			claim.Pay{Min: new(1000.0), Currency: "EUR", Period: "day"},
			claim.Pay{Min: new(1000.0), Currency: "EUR", Period: "day", AnnualMin: new(260000.0)},
		},
		"open end": {
			claim.Pay{Min: new(20000.5), Currency: "GBP", Period: "month", Region: "UK", AsOf: "2023-04-17"},
			claim.Pay{Min: new(20000.5), Currency: "GBP", Period: "month", Region: "GB", AsOf: "2023-04", AnnualMin: new(240006.0)},
		},
		"outside the vocabulary": {
			claim.Pay{Max: new(9.0), Currency: "$", Period: "decade", Statistic: "mode", Component: "car", Region: "Europe", AsOf: "last year", CitedSource: " Acme  Pay "},
			claim.Pay{Max: new(9.0), CitedSource: "Acme Pay"},
		},
		"stale yearly amounts go": {
			claim.Pay{Min: new(9.0), AnnualMin: new(9.0)},
			claim.Pay{Min: new(9.0)},
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

func TestYearOrMonth(t *testing.T) {
	for in, want := range map[string]string{
		"2024": "2024", " 2024-11 ": "2024-11", "2024-11-30": "2024-11", "2024-13": "2024", "24": "", "1066": "", "2024/11": "", "May 2024": "",
	} {
		if got := yearOrMonth(in); got != want {
			t.Errorf("yearOrMonth(%q) = %q, want %q", in, got, want)
		}
	}
}
