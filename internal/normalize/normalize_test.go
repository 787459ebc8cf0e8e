package normalize

import (
	"slices"
	"strings"
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

func duty(role, text string) claim.Claim {
	return claim.Claim{Kind: claim.Responsibility, Role: claim.Role(role), Quote: text}
}

func TestCategory(t *testing.T) {
	n := newNormalizer(t)
	for _, tt := range []struct{ role, text, want string }{
		// what is done counts, not why
		{"cio", "Managing suppliers to cut cost", "vendor-management"},
		{"cio", "Negotiating contracts with suppliers", "vendor-management"},
		{"cto", "Overseeing the developers", "engineering-leadership"},
		{"cto", "Mentoring junior developers", "talent-development"},
		{"cio", "Training employees in new tools", "training"},
		{"cio", "Guarding customer records against hackers", "cybersecurity"},
		{"cto", "Increasing revenue", "top-line"},
		// an empty verb gives way to what follows
		{"cio", "Focus on protecting company data", "cybersecurity"},
		{"cio", "Be responsible for the IT budget", "budget-investment"},
		{"cto", "Use technology to improve the products", "product-innovation"},
		{"cio", "Ensure that IT plans fit business goals", "business-alignment"},
		// nouns that act
		{"cio", "Lead the deployment of new software", "technology-deployment"},
		{"cio", "Monitor the purchase of equipment", "procurement"},
		// the head of a compound
		{"cio", "Write security policies", "governance-policy"},
		{"cio", "Lead transformation programs", "digital-transformation"},
		{"cto", "Manage the testing and engineering teams", "engineering-leadership"},
		// first of several
		{"cio", "Networks, help desk and IT budget", "infrastructure"},
		{"cio", "Backups: restore drills and a second site", "availability-continuity"},
		// who it is said of
		{"cto", "The CIO buys laptops, while the CTO files patents.", "research-development"},
		{"cio", "The CIO buys laptops, while the CTO files patents.", "procurement"},
		{"cio", "As new technology appears every year, the CIO hires specialists.", "talent-development"},
		{"cio", "A CIO is the executive who oversees the IT staff.", "it-team-leadership"},
		// role decides where words do not
		{"cto", "Set the technology roadmap", "technology-vision"},
		{"cio", "Set the technology roadmap", "it-strategy"},
		{"cio", "Report IT results; it is a duty to the board", "performance-reporting"},
		{"cio", "Making the coffee", "other"},
		{"cio", "", "other"},
	} {
		t.Run(tt.role+" "+tt.text, func(t *testing.T) {
			c := duty(tt.role, tt.text)
			n.Claim(&c, About{})
			if c.Category != tt.want {
				t.Errorf("got %s, want %s: %+v", c.Category, tt.want, n.Explain(tt.text, c.Role))
			}
			if len(c.Categories) == 0 || c.Categories[0] != c.Category {
				t.Errorf("categories %v do not begin with %s", c.Categories, c.Category)
			}
		})
	}
}

func TestObject(t *testing.T) {
	n := newNormalizer(t)
	for text, want := range map[string]string{
		"Training employees in new tools":              "employees",
		"Talking to customers about their needs":       "customers",
		"Managing vendors for the office network":      "vendors",
		"Choosing vendors who build the product":       "product vendors",
		"Owning the technology that the company sells": "products",
		"Running the company's information technology": "IT",
		"Making the coffee":                            "",
	} {
		c := duty("cto", text)
		n.Claim(&c, About{})
		if c.Object != want {
			t.Errorf("%q: object %q, want %q", text, c.Object, want)
		}
	}
}

func TestContextDecidesOnlyWhereTheTextSaysNothing(t *testing.T) {
	n := newNormalizer(t)
	about := About{LeadIn: "Protecting company data against hackers, the CIO's security duties are:"}
	vague, plain := duty("cio", "Being there at night"), duty("cio", "Hiring managers")
	n.Claim(&vague, about)
	n.Claim(&plain, about)
	if vague.Category != "cybersecurity" || plain.Category != "talent-development" {
		t.Errorf("got %s and %s", vague.Category, plain.Category)
	}
}

func TestExplainNamesTheEvidence(t *testing.T) {
	n := newNormalizer(t)
	ranked := n.Explain("Negotiating contracts with suppliers and cutting cost", claim.CIO)
	if len(ranked) < 2 || ranked[0].Category != "vendor-management" || ranked[0].Score < ranked[1].Score {
		t.Fatalf("ranked %+v", ranked)
	}
	if !slices.ContainsFunc(ranked[0].Because, func(s string) bool { return strings.Contains(s, "vendors") }) {
		t.Errorf("evidence %v does not name vendors", ranked[0].Because)
	}
	if got := n.Explain("", claim.CIO); len(got) != 0 {
		t.Errorf("an empty text has categories: %v", got)
	}
}

func TestOtherKindsStayAsTheyAre(t *testing.T) {
	n := newNormalizer(t)
	for _, kind := range claim.Kinds() {
		if kind == claim.Responsibility || kind == claim.Salary || kind == claim.PayComparison {
			continue
		}
		c := claim.Claim{Kind: kind, Quote: "The CIO hires managers", Value: "internal"}
		before := c
		n.Claim(&c, About{})
		if diff := cmp.Diff(before, c); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func FuzzClaimTwice(f *testing.F) {
	n, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("The CIO (or CTO) oversees IT: networks, help desks & vendors; while the CTO builds products.", "cio", 12.5, "hour", "2024-05-01")
	f.Add("to and of, by \xff it's — R&D C.I.O.", "", -1.0, "x", "")
	f.Fuzz(func(t *testing.T, text, role string, amount float64, period, asOf string) {
		for _, kind := range []claim.Kind{claim.Responsibility, claim.Salary} {
			c := claim.Claim{Kind: kind, Role: claim.Role(role), Quote: text, Pay: claim.Pay{
				Min: &amount, Currency: text, Period: period, AsOf: asOf, Statistic: text, Component: role, Region: text, CitedSource: text,
			}}
			if amount != amount {
				c.Pay.Min = nil
			}
			n.Claim(&c, About{LeadIn: text})
			once := c
			n.Claim(&c, About{LeadIn: text})
			if diff := cmp.Diff(once, c); diff != "" {
				t.Errorf("normalising %s twice: %s", kind, diff)
			}
		}
	})
}

func BenchmarkClaim(b *testing.B) {
	n := newNormalizer(b)
	for b.Loop() {
		c := duty("cio", "Overseeing the purchase of hardware and software and negotiating with the suppliers who provide them.")
		n.Claim(&c, About{})
	}
}
