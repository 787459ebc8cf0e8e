package pay

import (
	"strings"
	"testing"
)

// The benchmarks read a text of about 100 KB without amounts, and one in which every second line has one.
func BenchmarkFind(b *testing.B) {
	prose := "The chief information officer keeps the systems of the company running and answers for its data,\n" +
		"while the technology officer looks after the products that customers see. Both report to the board.\n"
	paid := "Most of them earn between $180,000 and $240,000 a year, with a bonus of up to 20% on top of that.\n"
	for _, c := range []struct{ name, text string }{
		{"without", strings.Repeat(prose, 500)},
		{"with", strings.Repeat(prose+paid, 340)},
		{"sentence", paid},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(c.text, Options{})
			}
		})
	}
}
