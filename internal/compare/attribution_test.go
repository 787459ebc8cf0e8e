package compare

import (
	"testing"

	"rolecall/internal/claim"
)

func TestAttributionFound(t *testing.T) {
	pair := func(category, cio, cto string) []Evidence {
		return []Evidence{has("ash", claim.CIO, category, cio), has("birch", claim.CTO, category, cto)}
	}
	for _, tc := range []struct{ category, cio, cto string }{
		{"cybersecurity", "Owns cybersecurity across the company", "Cybersecurity lies with the CTO."},
		{"cybersecurity", "The CIO keeps systems running, handles licences and is accountable for security.", "Oversees security"},
		{"budget-investment", "Holds the IT budget", "Draws up and defends the IT budget"},
		{"digital-transformation", "Leads the digital transformation of the company.", "Spearheads digital transformation"},
		{"data-management", "Defines the data strategy", "Sets the company's data strategy and sees that it is followed"},
		{"risk-compliance", "Ensures compliance with regulations", "Handles regulatory compliance"},
		{"availability-continuity", "Plans disaster recovery", "Disaster recovery planning"},
		{"technology-selection", "Seeing that the proper technology is in use", "Ensures that the right technology is used"},
		{"vendor-management", "Negotiates contracts with vendors", "The CTO negotiates vendor contracts."},
		{"procurement", "Approves the purchase of hardware", "Decides on hardware procurement"},
		{"cybersecurity", "Owns cybersecurity, and has some 20 % fewer incidents to show for it", "Cybersecurity"},
		{"infrastructure", "Looking after the IT infrastructure and the archives", "Managing the company's IT infrastructure, satellites included"},
		{"architecture", "Owns the enterprise architecture", "Is the keeper of enterprise architecture"},
	} {
		findings := compareAll(pair(tc.category, tc.cio, tc.cto))
		if len(findings) != 1 || !findings[0].Comparable || findings[0].Topic != tc.category {
			t.Errorf("%q against %q: %v", tc.cio, tc.cto, gists(findings))
		}
	}
}

func TestAttributionNotComparable(t *testing.T) {
	security := has("ash", claim.CIO, "cybersecurity", "Owns cybersecurity.")
	checkCases(t, []conflictCase{
		{
			"conditional",
			[]Evidence{security, has("birch", claim.CTO, "cybersecurity", "Owns cybersecurity in young companies.", only("in young companies"))},
			[]string{"attribution cybersecurity cio=ash cto=birch // conditional"},
		},
		{
			"a possibility",
			[]Evidence{security, has("birch", claim.CTO, "cybersecurity", "May own cybersecurity.", hedged)},
			[]string{"attribution cybersecurity cio=ash cto=birch // not a rule"},
		},
		{
			"a part of the firms",
			[]Evidence{security, has("birch", claim.CTO, "cybersecurity", "Some firms leave cybersecurity to the CTO.")},
			[]string{"attribution cybersecurity cio=ash cto=birch // not a rule"},
		},
		{
			"one source has it under both",
			[]Evidence{
				security,
				has("birch", claim.CTO, "cybersecurity", "Cybersecurity of the whole company."),
				has("birch", claim.CIO, "cybersecurity", "Protection against intruders."),
			},
			[]string{"attribution cybersecurity cio=ash cto=birch // birch gives Cybersecurity to both roles"},
		},
		{
			"both, once as a minor category",
			[]Evidence{
				security,
				has("birch", claim.CTO, "cybersecurity", "Cybersecurity of the whole company."),
				has("birch", claim.CIO, "it-operations", "Runs the data centre and keeps it safe.", also("cybersecurity")),
			},
			[]string{"attribution cybersecurity cio=ash cto=birch // birch gives Cybersecurity to both roles"},
		},
		{
			"inside and outside",
			[]Evidence{
				has("ash", claim.CIO, "training", "Trains employees on new tools."),
				has("birch", claim.CTO, "training", "Trains customers on new tools."),
			},
			[]string{"attribution training cio=ash cto=birch // another scope"},
		},
		{
			"inside and outside by the object",
			[]Evidence{
				has("ash", claim.CIO, "architecture", "Owns the architecture.", object("internal systems")),
				has("birch", claim.CTO, "architecture", "Owns the architecture.", object("products")),
			},
			[]string{"attribution architecture cio=ash cto=birch // another scope"},
		},
		{
			"another object",
			[]Evidence{
				has("ash", claim.CIO, "procurement", "Signs off purchases.", object("licences")),
				has("birch", claim.CTO, "procurement", "Signs off purchases.", object("laboratory equipment")),
			},
			[]string{"attribution procurement cio=ash cto=birch // another object"},
		},
		{
			"only the party is shared",
			[]Evidence{
				has("ash", claim.CIO, "vendor-management", "Holds vendors to their service levels."),
				has("birch", claim.CTO, "vendor-management", "Tests the components that vendors supply."),
			},
			[]string{"attribution vendor-management cio=ash cto=birch // the wording is too different to be one duty"},
		},
		{
			"only parties are shared",
			[]Evidence{
				has("ash", claim.CIO, "customer-focus", "Builds desks where a service clerk meets the customer."),
				has("birch", claim.CTO, "customer-focus", "Shows customers how to get the most of a service."),
			},
			[]string{"attribution customer-focus cio=ash cto=birch // the wording is too different to be one duty"},
		},
		{
			"one of the two is of the company's IT",
			[]Evidence{
				has("ash", claim.CIO, "architecture", "Approves the IT architecture."),
				has("birch", claim.CTO, "architecture", "Designs the product's architecture."),
			},
			[]string{"attribution architecture cio=ash cto=birch // another scope"},
		},
	})
}

func TestAttributionSilence(t *testing.T) {
	checkCases(t, []conflictCase{
		{"a source that says nothing denies nothing", []Evidence{has("ash", claim.CIO, "cybersecurity", "Owns cybersecurity."), has("birch", claim.CTO, "architecture", "Owns the architecture.")}, nil},
		{"both give it to both", []Evidence{
			has("ash", claim.CIO, "cybersecurity", "Owns security."), has("ash", claim.CTO, "cybersecurity", "Owns security too."),
		}, nil},
		{"one source, two roles", []Evidence{has("ash", claim.CIO, "training", "Trains staff."), has("ash", claim.CTO, "training", "Trains staff.")}, nil},
		{"minor categories that share one word", []Evidence{
			has("ash", claim.CIO, "engineering-delivery", "Supervises the building of a service for customers.", also("customer-focus")),
			has("birch", claim.CTO, "training", "Runs courses that help customers use the service.", also("customer-focus")),
		}, nil},
	})
}

func TestAttributionByMinorCategory(t *testing.T) {
	checkCases(t, []conflictCase{{"two words side by side", []Evidence{
		has("ash", claim.CIO, "technology-deployment", "Rolls out technology that lifts customer satisfaction.", also("customer-focus")),
		has("birch", claim.CTO, "top-line", "The CTO is after sales and satisfied customers.", also("customer-focus")),
		has("birch", claim.CIO, "it-operations", "Runs the portal for customers.", also("customer-focus")),
	}, []string{"attribution customer-focus:satisfaction cio=ash cto=birch"}}})
}

func TestTheSameWordsUnderAnotherRole(t *testing.T) {
	checkCases(t, []conflictCase{{
		"another duty of the category does not make it both roles'",
		[]Evidence{
			has("ash", claim.CIO, "data-management", "Looks after the archives, the maps and the statistics"),
			has("birch", claim.CTO, "data-management", "Looking after archives, maps and statistics"),
			has("birch", claim.CIO, "data-management", "Answers for the quality of addresses"),
		},
		[]string{"attribution data-management cio=ash cto=birch"},
	}, {
		"the same once more does",
		[]Evidence{
			has("ash", claim.CIO, "data-management", "Looks after the archives, the maps and the statistics"),
			has("birch", claim.CTO, "data-management", "Looking after archives, maps and statistics"),
			has("birch", claim.CIO, "data-management", "Keeps archives, statistics and maps"),
		},
		[]string{"attribution data-management cio=ash cto=birch // birch gives Data and information to both roles"},
	}})
}

func TestMattersApartFromTheirCategory(t *testing.T) {
	checkCases(t, []conflictCase{
		{
			"two matters of one category",
			[]Evidence{
				has("ash", claim.CIO, "customer-focus", "Sees to support for customers"),
				has("birch", claim.CTO, "training", "Courses and demonstrations that help clients along"),
				has("ash", claim.CTO, "customer-focus", "Lifts the customer experience"),
				has("birch", claim.CIO, "technology-deployment", "Rolls out tools for the sake of happier customers"),
			},
			[]string{"attribution customer-focus:satisfaction cio=birch cto=ash", "attribution customer-focus:support cio=ash cto=birch"},
		},
		{
			"help as the purpose of a product",
			[]Evidence{
				has("ash", claim.CIO, "customer-focus", "Sees to support for customers"),
				has("birch", claim.CTO, "product-ownership", "Builds products that support customers"),
			},
			nil,
		},
		{
			"one source gives a matter to both",
			[]Evidence{
				has("ash", claim.CIO, "customer-focus", "Customer support"),
				has("birch", claim.CTO, "customer-focus", "Supports customers"),
				has("birch", claim.CIO, "user-support", "Helps customers by telephone"),
			},
			[]string{"attribution customer-focus:support cio=ash cto=birch // birch gives Customer support to both roles"},
		},
		{
			"employees are no customers",
			[]Evidence{
				has("ash", claim.CIO, "training", "Trains employees on new tools."),
				has("birch", claim.CTO, "training", "Trains customers on new tools."),
			},
			[]string{"attribution training cio=ash cto=birch // another scope"},
		},
	})
}

func TestAttributionOfOtherRoles(t *testing.T) {
	checkCases(t, []conflictCase{{"cio and ciso", []Evidence{
		has("ash", claim.CIO, "cybersecurity", "Owns cybersecurity."),
		has("birch", "ciso", "cybersecurity", "Owns cybersecurity."),
	}, []string{"attribution cybersecurity cio=ash ciso=birch"}}})
}

func TestOwnPart(t *testing.T) {
	for _, tc := range []struct {
		quote string
		role  claim.Role
		want  string
	}{
		{"The CIO runs payroll while the CTO builds rockets.", claim.CTO, "The CTO builds rockets."},
		{"The CIO runs payroll while the CTO builds rockets.", claim.CIO, "The CIO runs payroll while the"},
		{"Runs payroll.", claim.CIO, "Runs payroll."},
		{"CIOs run payroll.", claim.CIO, "CIOs run payroll."},
		{"Works with the CTO.", claim.CIO, "Works with the"},
	} {
		if got := ownPart(tc.quote, tc.role); got != tc.want {
			t.Errorf("%s of %q: %q, want %q", tc.role, tc.quote, got, tc.want)
		}
	}
}
