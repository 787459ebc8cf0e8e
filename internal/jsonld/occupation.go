package jsonld

import (
	"strings"

	"rolecall/internal/claim"
)

// place is a role where it is held: an Occupation has one place, and pay differs from place to place.
type place struct {
	role   claim.Role
	region string // ISO 3166-1 alpha-2; "" where the page does not say
}

// Occupation is a role as a page tells of it.
type Occupation struct {
	Type             string   `json:"@type"`
	ID               string   `json:"@id"`
	Name             string   `json:"name"`
	MainEntityOfPage Ref      `json:"mainEntityOfPage"`
	Location         *Country `json:"occupationLocation,omitempty"`
	Responsibilities []string `json:"responsibilities,omitempty"`
	EstimatedSalary  []any    `json:"estimatedSalary,omitempty"` // Distribution or Amount
}

// Country is a country by its ISO 3166-1 code.
type Country struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// Distribution is the figures of one survey, component, currency and period.
type Distribution struct {
	Type         string   `json:"@type"`
	Name         string   `json:"name,omitempty"` // the component: base, total, bonus, equity
	Currency     string   `json:"currency,omitempty"`
	Duration     string   `json:"duration,omitempty"` // ISO 8601
	Percentile10 *float64 `json:"percentile10,omitempty"`
	Percentile25 *float64 `json:"percentile25,omitempty"`
	Median       *float64 `json:"median,omitempty"`
	Percentile75 *float64 `json:"percentile75,omitempty"`
	Percentile90 *float64 `json:"percentile90,omitempty"`
	SubjectOf    *Survey  `json:"subjectOf,omitempty"`
}

// Amount is a figure for which a distribution has no term: a mean, a range, a lower or upper end, or one of which the page
// does not say what it is.
type Amount struct {
	Type      string  `json:"@type"`
	Name      string  `json:"name,omitempty"` // statistic and component
	Currency  string  `json:"currency,omitempty"`
	Value     Value   `json:"value"`
	SubjectOf *Survey `json:"subjectOf,omitempty"`
}

// Value is a quantity per period.
type Value struct {
	Type     string   `json:"@type"`
	Value    *float64 `json:"value,omitempty"`
	MinValue *float64 `json:"minValue,omitempty"`
	MaxValue *float64 `json:"maxValue,omitempty"`
	UnitText string   `json:"unitText,omitempty"` // HOUR, DAY, WEEK, MONTH, YEAR
}

// Survey is what the page cites for a figure, and the time of the figure.
type Survey struct {
	Type             string `json:"@type"`
	Name             string `json:"name,omitempty"`
	TemporalCoverage string `json:"temporalCoverage,omitempty"`
}

func occupationID(p place, documentID string) string {
	return strings.TrimSuffix("_:"+documentID+"-"+string(p.role)+"-"+p.region, "-")
}

func occupation(p place, page Ref, documentID string, claims []*claim.Claim) Occupation {
	o := Occupation{Type: "Occupation", ID: occupationID(p, documentID), Name: name(p.role), MainEntityOfPage: page}
	if p.region != "" {
		o.Location = &Country{"Country", p.region}
	}
	for _, c := range claims {
		if c.Kind == claim.Responsibility {
			o.Responsibilities = append(o.Responsibilities, c.Quote)
		}
	}
	o.EstimatedSalary = salaries(claims)
	return o
}

func name(role claim.Role) string {
	switch role {
	case claim.CIO:
		return "Chief Information Officer"
	case claim.CTO:
		return "Chief Technology Officer"
	}
	return strings.ToUpper(string(role))
}

// series is what figures share that belong to one distribution.
type series struct {
	component, currency, period, asOf, survey string
}

// salaries gives the pay among claims: percentiles of one series as a distribution, other figures each by itself. A
// second figure for the same place in a distribution begins another one.
func salaries(claims []*claim.Claim) []any {
	var list []any
	open := map[series]*Distribution{}
	for _, c := range claims {
		if c.Kind != claim.Salary {
			continue
		}
		key := series{c.Pay.Component, c.Pay.Currency, c.Pay.Period, c.Pay.AsOf, c.Pay.CitedSource}
		d := open[key]
		if d == nil || taken(d, &c.Pay) {
			d = newDistribution(&c.Pay)
		}
		field := percentile(d, &c.Pay)
		if field == nil {
			list = append(list, newAmount(&c.Pay))
			continue
		}
		*field = c.Pay.Min
		if open[key] != d {
			open[key] = d
			list = append(list, d)
		}
	}
	return list
}

func taken(d *Distribution, p *claim.Pay) bool {
	field := percentile(d, p)
	return field != nil && *field != nil
}

// percentile is the place of a figure in a distribution, nil where it has none.
func percentile(d *Distribution, p *claim.Pay) **float64 {
	if p.Min == nil || p.Max == nil || *p.Min != *p.Max {
		return nil
	}
	switch p.Statistic {
	case "p10":
		return &d.Percentile10
	case "p25":
		return &d.Percentile25
	case "median":
		return &d.Median
	case "p75":
		return &d.Percentile75
	case "p90":
		return &d.Percentile90
	}
	return nil
}

func newDistribution(p *claim.Pay) *Distribution {
	durations := map[string]string{"hour": "PT1H", "day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y"}
	return &Distribution{
		Type: "MonetaryAmountDistribution", Name: p.Component, Currency: p.Currency, Duration: durations[p.Period],
		SubjectOf: survey(p),
	}
}

func newAmount(p *claim.Pay) Amount {
	value := Value{Type: "QuantitativeValue", MinValue: p.Min, MaxValue: p.Max, UnitText: strings.ToUpper(p.Period)}
	if p.Min != nil && p.Max != nil && *p.Min == *p.Max {
		value.Value, value.MinValue, value.MaxValue = p.Min, nil, nil
	}
	return Amount{
		Type: "MonetaryAmount", Name: strings.TrimSpace(p.Statistic + " " + p.Component), Currency: p.Currency,
		Value: value, SubjectOf: survey(p),
	}
}

func survey(p *claim.Pay) *Survey {
	if p.CitedSource == "" && p.AsOf == "" {
		return nil
	}
	return &Survey{"CreativeWork", p.CitedSource, p.AsOf}
}
