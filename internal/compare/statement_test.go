package compare

import (
	"fmt"
	"testing"

	"rolecall/internal/claim"
)

func TestStatements(t *testing.T) {
	faces := func(source, value, quote string, change ...func(*Evidence)) Evidence {
		return said(source, claim.Orientation, claim.CTO, value, quote, change...)
	}
	boss := func(source, value, quote string, change ...func(*Evidence)) Evidence {
		return said(source, claim.ReportsTo, claim.CTO, value, quote, change...)
	}
	more := func(source, value string, change ...func(*Evidence)) Evidence {
		return said(source, claim.Emphasis, "", value, "Said by "+source+": "+value+".", change...)
	}
	checkCases(t, []conflictCase{
		{
			"opposite orientation",
			[]Evidence{faces("ash", "internal", "The CTO looks inward."), faces("birch", "external", "The CTO faces the market.")},
			[]string{"orientation cto external=birch internal=ash"},
		},
		{
			"conditional orientation",
			[]Evidence{faces("ash", "internal", "The CTO looks inward.", only("in old industries")), faces("birch", "external", "The CTO faces the market.")},
			[]string{"orientation cto external=birch internal=ash // conditional"},
		},
		{
			"a source that has both",
			[]Evidence{faces("ash", "internal", "The CTO looks inward."), faces("ash", "external", "The CTO faces buyers too."), faces("birch", "external", "The CTO faces the market.")},
			[]string{"orientation cto external=birch internal=ash // not exclusive"},
		},
		{
			"two authors of a thread, each with one",
			[]Evidence{faces("ash", "internal", "The CTO looks inward.", by("Ines")), faces("ash", "external", "The CTO faces buyers.", by("Oleg"))},
			[]string{"orientation cto/within/ash external=ash internal=ash"},
		},
		{
			"a hedge of the size is still the rule",
			[]Evidence{faces("ash", "internal", "Roughly speaking, the CTO looks inward.", hedged), faces("birch", "external", "The CTO should face the market.", hedged)},
			[]string{"orientation cto external=birch internal=ash"},
		},
		{"different roles", []Evidence{faces("ash", "internal", "The CTO looks inward."), said("birch", claim.Orientation, claim.CIO, "external", "The CIO faces buyers.")}, nil},
		{
			"opposite goals",
			[]Evidence{
				said("ash", claim.FinancialGoal, claim.CIO, "bottom_line", "The CIO cuts cost."),
				said("birch", claim.FinancialGoal, claim.CIO, "top_line", "The CIO lifts sales."),
			},
			[]string{"financial_goal cio bottom_line=ash top_line=birch"},
		},
		{
			"different bosses",
			[]Evidence{boss("ash", "ceo", "The CTO reports to the CEO."), boss("birch", "cfo", "The CTO usually reports to the CFO.", hedged)},
			[]string{"reports_to cto ceo=ash cfo=birch"},
		},
		{"several bosses in one source", []Evidence{boss("ash", "ceo", "The CTO reports to the CEO or the COO."), boss("ash", "coo", "The CTO reports to the CEO or the COO.")}, nil},
		{
			"a share",
			[]Evidence{boss("ash", "ceo", "Of the CTOs asked, 40 percent report to the CEO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch // not a rule"},
		},
		{
			"a share beside the rule",
			[]Evidence{boss("ash", "coo", "CTOs work under the COO at one company in seven, while most report to the CEO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto cfo=birch coo=ash // not a rule"},
		},
		{
			"the rule beside a share",
			[]Evidence{boss("ash", "ceo", "CTOs work under the COO at one company in seven, while most report to the CEO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch"},
		},
		{
			"a possibility",
			[]Evidence{boss("ash", "ceo", "The CTO may report to the CEO.", hedged), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch // not a rule"},
		},
		{
			"one case of long ago",
			[]Evidence{boss("ash", "ceo", "Our CTO reported to the CEO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch // not a rule"},
		},
		{
			"one case at hand",
			[]Evidence{boss("ash", "ceo", "Here the CTO reports to the CEO, oddly enough."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch // not a rule"},
		},
		{
			"what is said here is the rule",
			[]Evidence{boss("ash", "ceo", "Here is how it goes: the CTO reports to the CEO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo=ash cfo=birch"},
		},
		{
			"several bosses against one of them",
			[]Evidence{boss("ash", "ceo", "The CTO reports to the CEO or the COO."), boss("ash", "coo", "The CTO reports to the CEO or the COO."), boss("birch", "coo", "The CTO reports to the COO.")},
			nil,
		},
		{
			"several bosses against another",
			[]Evidence{boss("ash", "ceo", "The CTO reports to the CEO or the COO."), boss("ash", "coo", "The CTO reports to the CEO or the COO."), boss("birch", "cfo", "The CTO reports to the CFO.")},
			[]string{"reports_to cto ceo/coo=ash cfo=birch"},
		},
		{
			"two sentences of one source",
			[]Evidence{boss("ash", "ceo", "The CTO reports to the CEO."), boss("ash", "cfo", "The CTO reports to the CFO."), boss("birch", "coo", "The CTO reports to the COO.")},
			[]string{"reports_to cto/within/ash ceo=ash cfo=ash"},
		},
		{
			"a list of bosses",
			[]Evidence{boss("ash", "ceo", "The CEO", listed), boss("ash", "cfo", "The CFO", listed), boss("birch", "cfo", "The CTO reports to the CFO.")},
			nil,
		},
		{
			"lists of two pages of a source",
			[]Evidence{boss("ash", "ceo", "The CEO", listed), boss("ash", "cfo", "The CFO", listed, onPage("second"))},
			[]string{"reports_to cto/within/ash ceo=ash cfo=ash"},
		},
		{
			"answering for something",
			[]Evidence{boss("ash", "board", "The CTO answers to the board for the state of the systems."), boss("birch", "ceo", "The CTO reports to the CEO.")},
			[]string{"reports_to cto board=ash ceo=birch // not the reporting line"},
		},
		{
			"answering to somebody",
			[]Evidence{boss("ash", "board", "The CTO answers to the board."), boss("birch", "ceo", "The CTO reports to the CEO.")},
			[]string{"reports_to cto board=ash ceo=birch"},
		},
		{
			"a cost among the duties is no goal",
			[]Evidence{
				said("ash", claim.FinancialGoal, claim.CTO, "bottom_line", "Lower the hosting bill per user", listed),
				said("birch", claim.FinancialGoal, claim.CTO, "top_line", "The CTO lifts sales."),
			},
			[]string{"financial_goal cto bottom_line=ash top_line=birch // not the goal"},
		},
		{
			"profit among the duties is one",
			[]Evidence{
				said("ash", claim.FinancialGoal, claim.CTO, "bottom_line", "Growing the profit of the group", listed),
				said("birch", claim.FinancialGoal, claim.CTO, "top_line", "The CTO lifts sales."),
			},
			[]string{"financial_goal cto bottom_line=ash top_line=birch"},
		},
		{
			"who names the line is taken by it",
			[]Evidence{
				said("ash", claim.FinancialGoal, claim.CTO, "top_line", "The CTO's eye is on the top line."),
				said("ash", claim.FinancialGoal, claim.CTO, "bottom_line", "A CTO gives us ideas, speed, margins and calm."),
				said("birch", claim.FinancialGoal, claim.CTO, "bottom_line", "The CTO guards the profit."),
			},
			[]string{"financial_goal cto bottom_line=birch top_line=ash"},
		},
		{
			"comparatives",
			[]Evidence{more("ash", "cio_more_hands_on"), more("birch", "cto_more_hands_on")},
			[]string{"emphasis hands_on cio_more_hands_on=ash cto_more_hands_on=birch"},
		},
		{"comparatives of two qualities", []Evidence{more("ash", "cio_more_technical"), more("birch", "cto_more_strategic")}, nil},
		{
			"a source against itself",
			[]Evidence{more("ash", "cio_more_technical"), more("ash", "cto_more_technical")},
			[]string{"emphasis technical/within/ash cio_more_technical=ash cto_more_technical=ash"},
		},
		{
			"two authors of a thread",
			[]Evidence{more("ash", "cio_more_technical", by("Ines")), more("ash", "cto_more_technical", by("Oleg"))},
			[]string{"emphasis technical/within/ash cio_more_technical=ash cto_more_technical=ash"},
		},
	})
}

func TestRanks(t *testing.T) {
	rank := func(source, value string, change ...func(*Evidence)) Evidence {
		return said(source, claim.Rank, "", value, "On rank: "+value+".", change...)
	}
	line := func(source string, role claim.Role, boss string, change ...func(*Evidence)) Evidence {
		return said(source, claim.ReportsTo, role, boss, "This post reports to the "+boss+".", change...)
	}
	checkCases(t, []conflictCase{
		{
			"two authors, one of whom says both",
			[]Evidence{
				rank("ash", "equal", by("Ines")), rank("ash", "cio_above", by("Ines")), said("ash", claim.Rank, "", "cio_above", "Oleg puts the CIO first.", by("Oleg")), rank("ash", "cto_above", by("Rosa")),
			},
			[]string{"rank order of the roles/within/ash cio_above=ash cto_above=ash equal=ash"},
		},
		{
			"rank against rank",
			[]Evidence{rank("ash", "equal"), rank("birch", "cio_above")},
			[]string{"rank order of the roles cio_above=birch equal=ash"},
		},
		{
			"rank against a reporting line",
			[]Evidence{rank("ash", "equal"), line("birch", claim.CIO, "cto")},
			[]string{"reports_to order of the roles cto_above=birch equal=ash"},
		},
		{"the line agrees with the rank", []Evidence{rank("ash", "cio_above"), line("birch", claim.CTO, "cio")}, nil},
		{
			"line against line",
			[]Evidence{line("ash", claim.CTO, "cio"), line("birch", claim.CIO, "cto")},
			[]string{"reports_to order of the roles cio_above=ash cto_above=birch"},
		},
		{
			"conditional line",
			[]Evidence{rank("ash", "equal"), line("birch", claim.CTO, "cio", only("in banks"))},
			[]string{"reports_to order of the roles cio_above=birch equal=ash // conditional"},
		},
		{
			"rank against rank and a reporting line",
			[]Evidence{rank("ash", "equal"), rank("birch", "cio_above"), line("cedar", claim.CIO, "cto")},
			[]string{"rank order of the roles cio_above=birch cto_above=cedar equal=ash"},
		},
		{"a boss outside the two says nothing of rank", []Evidence{rank("ash", "equal"), line("birch", claim.CTO, "ceo")}, nil},
	})
}

func TestLetters(t *testing.T) {
	name := func(source, value string) Evidence {
		return said(source, claim.RoleName, "", value, "Here "+value+".")
	}
	checkCases(t, []conflictCase{
		{
			"a slip",
			[]Evidence{name("ash", "cio=chief information officer"), name("birch", "cto=chief information officers")},
			[]string{"acronym chief information officer cio=ash cto=birch"},
		},
		{
			"a slip of a source that has it right elsewhere",
			[]Evidence{name("ash", "cio=chief information officer"), name("ash", "CTO=Chief Information Officer")},
			[]string{"acronym chief information officer cio=ash cto=ash"},
		},
		{"a slip that nobody corrects", []Evidence{name("ash", "cto=chief data officer")}, nil},
		{
			"another office",
			[]Evidence{name("ash", "cio=chief information officer"), name("birch", "cio=chief innovation officer")},
			[]string{"acronym cio chief information officer=ash chief innovation officer=birch // another office by the same letters"},
		},
		{"another form of the name", []Evidence{name("ash", "cto=chief technology officer"), name("birch", "ctos=chief technical officers")}, nil},
		{"not a chief officer", []Evidence{name("ash", "cio=chief information officer"), name("birch", "cio=congress of industrial organizations")}, nil},
	})
}

// BenchmarkBosses settles as many statements as a topic may have.
func BenchmarkBosses(b *testing.B) {
	var claims []Evidence
	for i := range mostCompared {
		boss := []string{"ceo", "cfo", "coo", "board"}[i%4]
		claims = append(claims, said(fmt.Sprintf("source-%04d", i), claim.ReportsTo, claim.CIO, boss, "The CIO reports to the "+boss+"."))
	}
	b.ReportAllocs()
	for b.Loop() {
		One("reports_to/cio", claims, Options{})
	}
}
