package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestFindSurveys(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"Glassdoor puts it at $200,000", []string{"Glassdoor"}},
		{"PayScale and ZipRecruiter differ", []string{"PayScale", "ZipRecruiter"}},
		{"Per payscale.com the pay is lower", []string{"payscale.com"}},
		{"Indeed, it is a hard job", nil},
		{"Indeed reports $190,000", []string{"Indeed"}},
		{"data from Indeed", []string{"Indeed"}},
		{"the U.S. Bureau of Labor Statistics (BLS)", []string{"Bureau of Labor Statistics", "BLS"}},
		{"according to the 2024 Harvey Nash survey", []string{"Harvey Nash"}},
		{"According to Pinewood Pay, a CTO earns more", []string{"Pinewood Pay"}},
		{"according to recruiter Birchfield", []string{"Birchfield"}},
		{"Oakmoor's 2023 salary survey says so", []string{"Oakmoor"}},
		{"a survey by Larchdale of 300 chiefs", []string{"Larchdale"}},
		{"figures reported by pay2go", []string{"pay2go"}},
		{"says the staffing firm Elmstead", []string{"Elmstead"}},
		{"in the pay4u report the median is lower", []string{"pay4u"}},
		{"Elmstead has compared the pay of chiefs", []string{"Elmstead"}},
		{"Respondents reported more pay. Women reported less. The CIO reports to her.", nil},
		{"according to our figures", nil},
		{"according to the CIO", nil},
		{"According to him, The Board decides", nil},
		{"The company's annual report", nil},
		{"Salary.com gives a median", []string{"Salary.com"}},
		{"Levels.fyi shows more", []string{"Levels.fyi"}},
		{"They roll the dice and pave the way", nil},
		{"", nil},
	} {
		t.Run(tt.text, func(t *testing.T) {
			var got []string
			for _, m := range FindSurveys(tt.text) {
				got = append(got, m.Name)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseSurveysRefusesUnknownKey(t *testing.T) {
	if _, err := parseSurveys([]byte("nams: [Acme]")); err == nil {
		t.Error("no error")
	}
}

func BenchmarkFindSurveys(b *testing.B) {
	text := strings.Repeat("The average pay of a chief in the United States is above that in London, according to Acme Pay. ", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindSurveys(text)
	}
}
