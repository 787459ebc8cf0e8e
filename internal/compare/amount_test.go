package compare

import (
	"fmt"
	"slices"
	"testing"

	"rolecall/internal/claim"
)

// pay is an average base salary in the United States.
func pay(source string, role claim.Role, amount float64, change ...func(*Evidence)) Evidence {
	quote := "The average base salary of this post is " + thousands(amount) + "."
	return said(source, claim.Salary, role, "", quote, append([]func(*Evidence){func(e *Evidence) {
		e.Pay = claim.Pay{
			Min: &amount, Max: &amount, AnnualMin: &amount, AnnualMax: &amount, Currency: "USD", Period: "year",
			Statistic: "mean", Component: "base", Region: "US",
		}
	}}, change...)...)
}

func survey(name, asOf string) func(*Evidence) {
	return func(e *Evidence) { e.Pay.CitedSource, e.Pay.AsOf = name, asOf }
}

func paid(change func(*claim.Pay)) func(*Evidence) { return func(e *Evidence) { change(&e.Pay) } }

func upTo(high float64) func(*Evidence) {
	return paid(func(p *claim.Pay) { p.Max, p.AnnualMax, p.Statistic = &high, &high, "range" })
}

func TestAmounts(t *testing.T) {
	paywatch := survey("Paywatch", "2024")
	checkCases(t, []conflictCase{
		{
			"same survey, far apart",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 260_000, paywatch)},
			[]string{"salary_amount cio:mean:base:US:paywatch:USD USD 200,000=ash USD 260,000=birch"},
		},
		{
			"a year apart",
			[]Evidence{pay("ash", claim.CIO, 200_000, survey("Paywatch", "2023")), pay("birch", claim.CIO, 260_000, survey("Paywatch's", "2024-03"))},
			[]string{"salary_amount cio:mean:base:US:paywatch:USD USD 200,000=ash USD 260,000=birch"},
		},
		{"within ten per cent", []Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 219_000, paywatch)}, nil},
		{
			"two years apart",
			[]Evidence{pay("ash", claim.CIO, 200_000, survey("Paywatch", "2022")), pay("birch", claim.CIO, 260_000, paywatch)},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{
			"another survey",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 260_000, survey("Wagebook", "2024"))},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{
			"survey known of one",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 260_000, survey("", "2024"))},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{
			"pages of one time name the survey",
			[]Evidence{
				pay("ash", claim.CIO, 200_000, survey("Paywatch", ""), published(2023)),
				pay("birch", claim.CIO, 260_000, survey("Paywatch", ""), published(2024)),
			},
			[]string{"salary_amount cio:mean:base:US:paywatch:USD USD 200,000=ash USD 260,000=birch"},
		},
		{
			"pages of two times",
			[]Evidence{
				pay("ash", claim.CIO, 200_000, survey("Paywatch", ""), published(2019)),
				pay("birch", claim.CIO, 260_000, survey("Paywatch", ""), published(2024)),
			},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{
			"neither survey nor year",
			[]Evidence{pay("ash", claim.CIO, 200_000), pay("birch", claim.CIO, 260_000)},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{
			"component",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 300_000, paywatch, paid(func(p *claim.Pay) { p.Component = "total" }))},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 300,000=birch // figures of different things"},
		},
		{"another statistic is no conflict", []Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 300_000, paywatch, paid(func(p *claim.Pay) { p.Statistic = "p90" }))}, nil},
		{
			"another currency",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 90_000, paywatch, paid(func(p *claim.Pay) { p.Currency = "GBP" }))},
			[]string{"salary_amount cio:mean GBP 90,000=birch USD 200,000=ash // figures of different things"},
		},
		{
			"narrowed to a group",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("birch", claim.CIO, 260_000, paywatch, only("at startups"))},
			[]string{"salary_amount cio:mean:USD USD 200,000=ash USD 260,000=birch // figures of different things"},
		},
		{"point in a range", []Evidence{pay("ash", claim.CIO, 150_000, paywatch, upTo(250_000)), pay("birch", claim.CIO, 210_000, paywatch, upTo(240_000))}, nil},
		{
			"ranges far apart",
			[]Evidence{pay("ash", claim.CIO, 100_000, paywatch, upTo(150_000)), pay("birch", claim.CIO, 200_000, paywatch, upTo(260_000))},
			[]string{"salary_amount cio:range:base:US:paywatch:USD USD 100,000 to 150,000=ash USD 200,000 to 260,000=birch"},
		},
		{
			"a source against itself",
			[]Evidence{pay("ash", claim.CIO, 200_000, paywatch), pay("ash", claim.CIO, 260_000, paywatch)},
			[]string{"salary_amount cio:mean:base:US:paywatch:USD/within/ash USD 200,000=ash USD 260,000=ash"},
		},
		{"lines of a table", []Evidence{
			pay("ash", claim.CIO, 200_000, paywatch, func(e *Evidence) { e.Form = claim.Table }),
			pay("ash", claim.CIO, 260_000, paywatch, func(e *Evidence) { e.Form = claim.Table }),
		}, nil},
	})
}

func TestWhyFiguresAreNotComparable(t *testing.T) {
	paywatch := survey("Paywatch", "2024")
	ash := pay("ash", claim.CTO, 200_000, paywatch)
	for _, tc := range []struct {
		want   string
		change func(*Evidence)
	}{
		{"year (2024; 2019)", survey("Paywatch", "2019")},
		{"survey (Paywatch; Wagebook)", survey("Wagebook", "2024")},
		{"survey (Paywatch; not said)", survey("", "2024")},
		{"currency (USD; GBP)", paid(func(p *claim.Pay) { p.Currency = "GBP" })},
		{"component (base; total)", paid(func(p *claim.Pay) { p.Component = "total" })},
		{"statistic (mean; median)", paid(func(p *claim.Pay) { p.Statistic = "median" })},
		{"region (US; not said)", paid(func(p *claim.Pay) { p.Region = "" })},
		{"period (salary; by the hour)", paid(func(p *claim.Pay) { p.Period = "hour" })},
		{"condition (not said; in shipping)", only("in shipping")},
		{"place (not said; chicago)", func(e *Evidence) { e.Place = "Chicago" }},
		{"whom it is of (not said; interim)", func(e *Evidence) { e.Quote = "An interim CTO takes more." }},
		{"component (base; total) and year (2024; 2020)", paid(func(p *claim.Pay) { p.Component, p.AsOf = "total", "2020" })},
	} {
		found := compareAll([]Evidence{ash, pay("birch", claim.CTO, 290_000, paywatch, tc.change)})
		want := "figures of different things: ash and birch differ in " + tc.want
		if len(found) != 1 || found[0].ReasonNotComparable != want {
			t.Errorf("%v, want %q", found, want)
		}
	}
	found := compareAll([]Evidence{
		ash, pay("birch", claim.CTO, 290_000, survey("Wagebook", "2019")), pay("cedar", claim.CTO, 250_000, survey("Wagebook", "2024")),
	})
	const closest = "figures of different things: ash and cedar, the closest of them, differ in survey (Paywatch; Wagebook)"
	if len(found) != 1 || found[0].ReasonNotComparable != closest {
		t.Errorf("%v, want %q", found, closest)
	}
}

func TestPayOrder(t *testing.T) {
	order := func(source, value string, change ...func(*Evidence)) Evidence {
		return said(source, claim.PayComparison, "", value, "Pay of the two posts: "+value+".", change...)
	}
	figures := func(source string, cio, cto float64, change ...func(*Evidence)) []Evidence {
		return []Evidence{pay(source, claim.CIO, cio, change...), pay(source, claim.CTO, cto, change...)}
	}
	paywatch := survey("Paywatch", "2024")
	checkCases(t, []conflictCase{
		{
			"equal against different",
			[]Evidence{order("ash", "equal"), order("birch", "different")},
			[]string{"salary_order order of pay different=birch equal=ash"},
		},
		{"different goes with higher", []Evidence{order("ash", "cio_higher"), order("birch", "different")}, nil},
		{"another country", []Evidence{order("ash", "cio_higher", paid(func(p *claim.Pay) { p.Region = "IN" })), order("birch", "cto_higher", paid(func(p *claim.Pay) { p.Region = "US" }))}, nil},
		{
			"conditional",
			[]Evidence{order("ash", "cio_higher", only("in hospitals")), order("birch", "cto_higher")},
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch // conditional"},
		},
		{
			"words against figures", append(figures("ash", 250_000, 200_000, paywatch), order("birch", "cto_higher")),
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch"},
		},
		{"figures too close to order", append(figures("ash", 204_000, 200_000, paywatch), order("birch", "cto_higher")), nil},
		{
			"figures of one survey", append(figures("ash", 218_000, 200_000, paywatch), figures("birch", 200_000, 216_000, paywatch)...),
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch"},
		},
		{
			"figures of two surveys", append(figures("ash", 218_000, 200_000, paywatch), figures("birch", 200_000, 216_000, survey("Wagebook", "2024"))...),
			[]string{"salary_order order of pay by figures cio_higher=ash cto_higher=birch // figures of different things"},
		},
		{
			"a source against itself",
			[]Evidence{order("ash", "cio_higher"), order("ash", "cto_higher")},
			[]string{"salary_order order of pay/within/ash cio_higher=ash cto_higher=ash"},
		},
		{
			"a part of the market",
			[]Evidence{
				said("ash", claim.PayComparison, "", "cio_higher", "Among interim chiefs the CIO earns more."),
				said("birch", claim.PayComparison, "", "cto_higher", "The CTO earns more."),
			},
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch // another scope"},
		},
		{
			"a part of those who hold the role",
			[]Evidence{
				said("ash", claim.PayComparison, "", "cio_higher", "Entry-level CIOs earn more than CTOs do."),
				said("birch", claim.PayComparison, "", "cto_higher", "The CTO earns more."),
			},
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch // another scope"},
		},
		{
			"a part of the pay",
			[]Evidence{
				said("ash", claim.PayComparison, "", "cio_higher", "CIOs take home a larger annual bonus than CTOs."),
				said("birch", claim.PayComparison, "", "cto_higher", "The CTO earns more."),
			},
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch // another component"},
		},
		{
			"all of the pay, of which a part is named",
			[]Evidence{
				said("ash", claim.PayComparison, "", "cio_higher", "Salary and bonus together, the CIO earns more than the CTO, who is the senior of the two."),
				said("birch", claim.PayComparison, "", "cto_higher", "The CTO earns more."),
			},
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch"},
		},
		{
			"words are about the country of their figures",
			append(figures("ash", 250_000, 200_000, survey("Paywatch", "2019"), paid(func(p *claim.Pay) { p.Region = "GB" })),
				order("ash", "cio_higher"), order("birch", "cto_higher", paid(func(p *claim.Pay) { p.Region = "US" }))),
			nil,
		},
		{
			"figures of a source that says the same in words",
			append(figures("ash", 250_000, 200_000, paywatch), order("ash", "cio_higher"), order("birch", "cto_higher")),
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch"},
		},
		{"on the word of two surveys", []Evidence{order("ash", "cio_higher", survey("Paywatch", "")), order("ash", "cto_higher", survey("Wagebook", ""))}, nil},
	})
}

// Words about who is paid more speak of the pay as such: figures of a part of it, or of a part of the role, can go the other way.
func TestPayOrderOfAPart(t *testing.T) {
	order := func(source, value string) Evidence {
		return said(source, claim.PayComparison, "", value, "Pay of the two posts: "+value+".")
	}
	figures := func(source string, cio, cto float64, change ...func(*Evidence)) []Evidence {
		change = append([]func(*Evidence){survey("", "2024")}, change...)
		return []Evidence{pay(source, claim.CIO, cio, change...), pay(source, claim.CTO, cto, change...)}
	}
	of := func(words string) func(*Evidence) { return func(e *Evidence) { e.Quote = words + " " + e.Quote } }
	bonus := paid(func(p *claim.Pay) { p.Component = "bonus" })
	for _, tc := range []struct {
		name   string
		change func(*Evidence)
		topic  string // of the figures among themselves
		part   bool
	}{
		{"base", paid(func(*claim.Pay) {}), "order of pay", false},
		{"total", paid(func(p *claim.Pay) { p.Component = "total" }), "order of pay", false},
		{"component not said", paid(func(p *claim.Pay) { p.Component = "" }), "order of pay", false},
		{"median", paid(func(p *claim.Pay) { p.Statistic = "median" }), "order of pay", false},
		{"statistic not said", paid(func(p *claim.Pay) { p.Statistic = "" }), "order of pay", false},
		{"by the month", paid(func(p *claim.Pay) { p.Period = "month" }), "order of pay", false},
		{"bonus", bonus, "order of pay: bonus", true},
		{"equity", paid(func(p *claim.Pay) { p.Component = "equity" }), "order of pay: equity", true},
		{"maximum", paid(func(p *claim.Pay) { p.Statistic = "maximum" }), "order of pay: maximum", true},
		{"percentile", paid(func(p *claim.Pay) { p.Statistic = "p90" }), "order of pay: p90", true},
		{"by the hour", paid(func(p *claim.Pay) { p.Period = "hour" }), "order of pay: by the hour", true},
		{"by the day", paid(func(p *claim.Pay) { p.Period = "day" }), "order of pay: by the day", true},
		{"beginners", of("At entry level:"), "order of pay: entry", true},
		{"startups", of("In a startup:"), "order of pay: startup", true},
	} {
		between, within := []string{"salary_order order of pay cio_higher=ash cto_higher=birch"}, []string{"salary_order order of pay/within/ash cio_higher=ash cto_higher=ash"}
		if tc.part {
			between, within = nil, nil
		}
		checkCases(t, []conflictCase{
			{tc.name + " against words", append(figures("birch", 100_000, 108_000, tc.change), order("ash", "cio_higher")), between},
			{tc.name + " against words of the same source", append(figures("ash", 100_000, 108_000, tc.change), order("ash", "cio_higher")), within},
			{
				tc.name + " against the same",
				append(figures("birch", 100_000, 108_000, tc.change), figures("ash", 108_000, 100_000, tc.change)...),
				[]string{"salary_order " + tc.topic + " cio_higher=ash cto_higher=birch"},
			},
		})
	}
	checkCases(t, []conflictCase{
		{
			"base agrees with the words, bonus does not",
			slices.Concat([]Evidence{order("ash", "cio_higher")}, figures("birch", 250_000, 200_000), figures("birch", 20_000, 30_000, bonus)),
			nil,
		},
		{
			"of a source on one side the bonus takes no other",
			slices.Concat([]Evidence{order("ash", "cio_higher"), order("cedar", "cto_higher")}, figures("birch", 250_000, 200_000), figures("birch", 20_000, 30_000, bonus)),
			[]string{"salary_order order of pay cio_higher=ash+birch cto_higher=cedar"},
		},
		{
			"base and bonus are two matters",
			slices.Concat(figures("ash", 216_000, 200_000), figures("ash", 20_000, 21_600, bonus), figures("birch", 200_000, 216_000), figures("birch", 21_600, 20_000, bonus)),
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch", "salary_order order of pay: bonus cio_higher=birch cto_higher=ash"},
		},
		{
			"words and the bonus of one source against another's bonus",
			slices.Concat([]Evidence{order("ash", "cio_higher")}, figures("ash", 21_600, 20_000, bonus), figures("birch", 20_000, 21_600, bonus)),
			[]string{"salary_order order of pay: bonus cio_higher=ash cto_higher=birch"},
		},
		{
			"the country of the words is that of pay as such",
			slices.Concat([]Evidence{order("ash", "cio_higher"), said("birch", claim.PayComparison, "", "cto_higher", "Over there the CTO gets more.", paid(func(p *claim.Pay) { p.Region = "GB" }))},
				figures("ash", 30_000, 20_000, bonus)),
			[]string{"salary_order order of pay cio_higher=ash cto_higher=birch"},
		},
	})
	for _, f := range compareAll(slices.Concat([]Evidence{order("ash", "cio_higher"), order("birch", "cto_higher")}, figures("ash", 250_000, 200_000), figures("ash", 30_000, 20_000, bonus))) {
		for _, e := range slices.Concat(f.Evidence...) {
			if e.Pay.Component == "bonus" {
				t.Errorf("%s is backed by a bonus: %q", gist(f), e.Quote)
			}
		}
	}
}

func TestFigureString(t *testing.T) {
	for _, tc := range []struct {
		want   string
		change func(*claim.Pay)
	}{
		{"USD 1,250,000", func(*claim.Pay) {}},
		{"USD 1,250,000 or more", func(p *claim.Pay) { p.Max, p.AnnualMax = nil, nil }},
		{"USD up to 1,250,000", func(p *claim.Pay) { p.Min, p.AnnualMin = nil, nil }},
	} {
		f, ok := readFigure(pay("ash", claim.CIO, 1_250_000, paid(tc.change)))
		if !ok || f.String() != tc.want {
			t.Errorf("%q, want %q", f, tc.want)
		}
	}
	if _, ok := readFigure(said("ash", claim.Salary, claim.CIO, "", "no amount")); ok {
		t.Error("a claim without an amount is a figure")
	}
}

// BenchmarkFigures compares as many figures as a topic may have, no two of one survey.
func BenchmarkFigures(b *testing.B) {
	var claims []Evidence
	for i := range mostCompared {
		claims = append(claims, pay(fmt.Sprintf("source-%04d", i), claim.CIO, float64(90_000+i*311), survey(fmt.Sprintf("Survey %d", i), "2024")))
	}
	b.ReportAllocs()
	for b.Loop() {
		One("pay/cio", claims, Options{})
	}
}

// alikePay is alike figures of both roles, so many a source and role.
func alikePay(sources, figures int) []Evidence {
	var claims []Evidence
	for source := range sources {
		for i := range figures {
			for _, role := range []claim.Role{claim.CIO, claim.CTO} {
				amount := float64(100_000 + (i*37+source*11)%100*3_000)
				claims = append(claims, pay(fmt.Sprintf("source-%d", source), role, amount, survey("", "2024"), rowOf(i)))
			}
		}
	}
	return claims
}

// Four times as many figures make no more than four times the work, though each could be paired with each.
func TestPayPairsGrowWithTheFigures(t *testing.T) {
	work := func(figures int) float64 {
		claims := alikePay(1, figures)
		return testing.AllocsPerRun(1, func() { payPairs(claims) })
	}
	for _, tc := range []struct{ sources, figures, want int }{{1, 10, 100}, {1, mostFigures, mostCompared}, {3, 10, 300}, {3, mostFigures, mostCompared}} {
		pairs := payPairs(alikePay(tc.sources, tc.figures))
		bySource := map[string]int{}
		for _, p := range pairs {
			bySource[p.SourceID]++
		}
		if len(pairs) != tc.want || len(bySource) != tc.sources || bySource["source-0"] != tc.want/tc.sources {
			t.Errorf("%d figures of %d sources give %d pairs, %v, want %d", tc.figures, tc.sources, len(pairs), bySource, tc.want)
		}
	}
	if few, many := work(mostFigures/4), work(mostFigures); many > 5*few {
		t.Errorf("%.0f allocations for %d figures, %.0f for %d", few, mostFigures/4, many, mostFigures)
	}
}

// BenchmarkPayOrder orders the figures of six sources, each with as many alike ones of both roles as are compared.
func BenchmarkPayOrder(b *testing.B) {
	claims := alikePay(6, mostFigures)
	b.ReportAllocs()
	for b.Loop() {
		One("order", claims, Options{})
	}
}

// rowOf gives a figure the wording of a row of a table.
func rowOf(i int) func(*Evidence) {
	return func(e *Evidence) { e.Form, e.Quote = claim.Table, fmt.Sprintf("Row %d of %s", i, e.SourceID) }
}
