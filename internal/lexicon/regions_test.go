package lexicon

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFindRegions(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string // text=code
	}{
		{"The average U.S. salary of a CIO", []string{"U.S.=US"}},
		{"Pay in the US and the UK differs", []string{"US=US", "UK=GB"}},
		{"It tells us what they earn", nil},
		{"It costs US$ 5 or CA$4, and 200,000 Canadian dollars", nil},
		{"British and American firms", []string{"British=GB", "American=US"}},
		{"Firms in North America and the United States of America", []string{"United States of America=US"}},
		{"Salaries in Bengaluru, Karnataka", []string{"Bengaluru=IN", "Karnataka=IN"}},
		{"A CTO in Austin, TX earns more than Austin Miller", []string{"Austin, TX=US"}},
		{"Offices in London, Ontario and London", []string{"London, Ontario=CA", "London=GB"}},
		{"Birmingham, AL pays less than Birmingham", []string{"Birmingham, AL=US", "Birmingham=GB"}},
		{"New Jersey, New York and Jersey", []string{"New Jersey=US", "New York=US"}},
		{"in Georgia", []string{"Georgia=US"}},
		{"CIO SALARIES IN INDIA", []string{"INDIA=IN"}},
		{"average cto salary in india", []string{"india=IN"}},
		{"CIO pay (IN) and CIO pay (UK)", []string{"IN=IN", "UK=GB"}},
		{"The New York Times wrote about America's chiefs", []string{"America=US"}},
		{"Zürich or St. Louis", []string{"Zürich=CH", "St. Louis=US"}},
		{"he lives in a country", nil},
		{"", nil},
	} {
		t.Run(tt.text, func(t *testing.T) {
			var got []string
			for _, r := range FindRegions(tt.text) {
				got = append(got, tt.text[r.Start:r.End]+"="+r.Code)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseRegionsRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"long code":     "countries: {USA: {names: [Utopia]}}",
		"two countries": "countries: {AA: {names: [Utopia]}, BB: {names: [Utopia]}}",
		"unknown key":   "lands: {}",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := parseRegions([]byte(text)); err == nil {
				t.Error("no error")
			}
		})
	}
}

func FuzzFindNames(f *testing.F) {
	f.Add("The U.S. average, according to Acme Pay's 2023 survey in London, Ontario")
	f.Add("a.b.c\xff\xfe St. U.S")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range FindRegions(text) {
			if r.Start < end || r.End <= r.Start || r.End > len(text) || len(r.Code) != 2 {
				t.Fatalf("region %+v after %d in %q", r, end, text)
			}
			end = r.End
		}
		end = 0
		for _, m := range FindSurveys(text) {
			if m.Start < end || m.End > len(text) || text[m.Start:m.End] != m.Name || m.Name == "" {
				t.Fatalf("survey %+v after %d in %q", m, end, text)
			}
			end = m.End
		}
		if utf8.ValidString(text) && strings.TrimSpace(text) == "" && end != 0 {
			t.Fatal("found a name in white space")
		}
	})
}

func BenchmarkFindRegions(b *testing.B) {
	text := strings.Repeat("The average pay of a chief in the United States is above that in London, according to data. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindRegions(text)
	}
}

func TestPartsOfCountries(t *testing.T) {
	for text, want := range map[string]bool{
		"pay in the United States": false, "American salaries": false, "pay in New York": true, "pay in new york": true, "a job in Munich": true,
		"Scottish firms": true, "the German market": false, "Silicon Valley pays more": true, "Singapore": false, "pay in Austin, TX": true,
	} {
		found := FindRegions(text)
		if len(found) != 1 || found[0].Part != want {
			t.Errorf("%q: %+v, want a part: %t", text, found, want)
		}
	}
}
