package report

import (
	"math"
	"strings"
	"testing"

	"rolecall/internal/claim"
)

func TestAmount(t *testing.T) {
	l := loadLabels()
	for _, test := range []struct {
		low, high        *float64
		currency, period string
		want             string
	}{
		{number(178799), number(178799), "USD", "year", "$178,799 a year"},
		{number(90000), number(120000), "EUR", "", "€90,000 to €120,000"},
		{number(87.5), nil, "GBP", "hour", "from £87.50 an hour"},
		{nil, number(1234567.4), "SEK", "month", "up to SEK 1,234,567 a month"},
		{number(500), number(500), "", "day", "500 a day"},
		{nil, nil, "USD", "year", ""},
	} {
		if got := l.amount(test.low, test.high, test.currency, test.period); got != test.want {
			t.Errorf("amount = %q, want %q", got, test.want)
		}
	}
}

func TestPayDetailsDropsWhatJSONCannotHold(t *testing.T) {
	p := loadLabels().payDetails(claim.Pay{Min: number(math.NaN()), Max: number(math.Inf(1)), AnnualMin: number(1)})
	if p.Min != nil || p.Max != nil || p.AnnualMin == nil {
		t.Errorf("payDetails keeps %+v", p)
	}
}

func TestMarkdownText(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain words, end-to-end.", "plain words, end-to-end."},
		{"a | b\nc", `a \| b c`},
		{"*bold* _it_ `code` [x](y)", "\\*bold\\* \\_it\\_ \\`code\\` \\[x\\](y)"},
		{"<img> & more", "&lt;img&gt; &amp; more"},
		{"# title", `\# title`},
		{"- item", `\- item`},
		{"$1 and $2", `\$1 and \$2`},
		{"ask @dana about #12", "ask @<!-- -->dana about #<!-- -->12"},
		{"see https://x.example or www.x.example", "see https&#58;//x.example or www&#46;x.example"},
		{`back\slash`, `back\\slash`},
		{"bell\aring", "bellring"},
	} {
		if got := mdText(test.in); got != test.want {
			t.Errorf("mdText(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

// However hostile the strings, a row of a table keeps its columns.
func TestMarkdownTablesHoldTogether(t *testing.T) {
	columns := 0
	for line := range strings.Lines(string(Build(sampleInput(t)).Markdown())) {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if columns != 0 && n != columns {
			t.Errorf("%d columns instead of %d: %s", n, columns, line)
		}
		columns = n
	}
}

func TestMarkdownLink(t *testing.T) {
	if got, want := mdLink("a]b", "https://x.example/(1)?a|b"), `[a\]b](https://x.example/%281%29?a%7Cb)`; got != want {
		t.Errorf("mdLink = %q, want %q", got, want)
	}
	if got := mdLink("a", ""); got != "a" {
		t.Errorf("mdLink without an address = %q", got)
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"one two three four", 12, "one two …"},
		{"unbrokenword", 4, "unbr …"},
		{"ärger über ärger", 12, "ärger über …"},
	} {
		if got := shorten(test.in, test.n); got != test.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", test.in, test.n, got, test.want)
		}
	}
}

func TestMatterAndPosition(t *testing.T) {
	l := loadLabels()
	for _, test := range []struct {
		kind, topic string
		roles       []string
		want        string
	}{
		{"attribution", "cybersecurity", []string{"cio", "cto"}, "Cybersecurity"},
		{"attribution", "cybersecurity:products", nil, "Cybersecurity · products"},
		{"salary_amount", "cio:mean:base:US", []string{"cio"}, "CIO: pay · average · base pay · US"},
		{"orientation", "", []string{"cio"}, "CIO: inward or outward"},
		{"emphasis", "hands_on", []string{"cio", "cto"}, "CIO and CTO: who is more hands on"},
		{"acronym", "cto", []string{"cto"}, "CTO: what CTO means"},
		{"acronym", "chief data officer", []string{"cio", "cto"}, "CIO and CTO: which letters stand for chief data officer"},
		{"salary_order", "order of pay", []string{"cio", "cto"}, "CIO and CTO: order of pay"},
		{"reports_to", "cio", []string{"cio"}, "CIO: whom the role reports to"},
		{"new_kind", "", nil, "New kind"},
	} {
		if got := l.matter(test.kind, test.topic, test.roles); got != test.want {
			t.Errorf("matter(%s, %s) = %q, want %q", test.kind, test.topic, got, test.want)
		}
	}
	for position, want := range map[string]string{
		"cio": "CIO", "internal": "Inward: inside the company", "USD 226,866": "USD 226,866", "cto_more_hands_on": "CTO more hands on",
		"cto=chief information officer": "CTO: chief information officer", "some words, said freely": "some words, said freely",
	} {
		if got := l.value(position); got != want {
			t.Errorf("value(%q) = %q, want %q", position, got, want)
		}
	}
}

// Every kind that the domain knows has words for readers.
func TestLabelsCoverTheDomain(t *testing.T) {
	l := loadLabels()
	for _, k := range claim.Kinds() {
		if l.Counted[string(k)][0] == "" || l.Counted[string(k)][1] == "" {
			t.Errorf("no words for claims of kind %s", k)
		}
	}
	for _, k := range []string{
		claim.SalaryAmount, claim.SalaryOrder, claim.Attribution, claim.Acronym, string(claim.Orientation), string(claim.ReportsTo), string(claim.Rank),
		string(claim.FinancialGoal), string(claim.Emphasis),
	} {
		if l.ConflictKinds[k] == "" {
			t.Errorf("no words for conflicts of kind %s", k)
		}
	}
	for _, o := range []claim.FetchOutcome{
		claim.FetchOK, claim.NotModified, claim.RobotsDisallowed, claim.HTTPError, claim.Timeout, claim.Connection, claim.TLS, claim.TooLarge,
		claim.BlockedAddress, claim.BadRedirect, claim.NotHTML, claim.Interrupted,
	} {
		if l.Outcomes[string(o)] == "" {
			t.Errorf("no words for the outcome %s", o)
		}
	}
}
