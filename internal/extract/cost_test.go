package extract

import (
	"strings"
	"testing"
)

// TestCostGrowsWithText holds that four times the text takes about four times the work, measured by allocations, so that
// no odd page can hold up a run.
func TestCostGrowsWithText(t *testing.T) {
	const few, times, most = 25, 4, 9
	shapes := map[string]func(n int) string{
		"list": func(n int) string {
			return "<h2>CIO duties</h2><ul>" + strings.Repeat("<li>Manages the network</li>", n) + "</ul>"
		},
		"lists": func(n int) string { return strings.Repeat("<h2>CIO duties</h2><ul><li>Manages nets</li></ul>", n) },
		"pay list": func(n int) string {
			return "<h2>CIO salary</h2><ul>" + strings.Repeat("<li>Average: $190,000</li>", n) + "</ul>"
		},
		"pay table": func(n int) string {
			return "<table><tr><th>Role</th><th>Average salary</th></tr>" + strings.Repeat("<tr><td>CIO</td><td>$201,000</td></tr>", n) + "</table>"
		},
		"duty table": func(n int) string {
			return "<table><tr><th>Role</th><th>Duties</th></tr>" + strings.Repeat("<tr><td>CIO</td><td>Runs nets</td></tr>", n) + "</table>"
		},
		"paragraphs": func(n int) string {
			return strings.Repeat("<p>The CIO manages the network. They report to the CEO.</p>", n)
		},
		"sentences": func(n int) string { return "<p>" + strings.Repeat("The CIO manages the network. ", n) + "</p>" },
		"latter": func(n int) string {
			return strings.Repeat("<p>A CIO and a CTO are paid. The latter earns $240,000 a year.</p>", n)
		},
		"lines": func(n int) string { return "<p>" + strings.Repeat("The CIO manages the network<br>", n) + "</p>" },
		"nested": func(n int) string {
			return "<h2>CIO duties</h2><ul>" + strings.Repeat("<li>Plans<ul><li>Manages nets</li></ul></li>", n) + "</ul>"
		},
		"sentence": func(n int) string {
			return "<p>" + strings.Repeat("the CIO manages the network, the CTO builds products, ", n) + "</p>"
		},
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) float64 {
				c := snippet{title: "CIO or CTO", html: shape(n)}
				p := c.read(t)
				return testing.AllocsPerRun(1, func() { Claims(p, Options{}) })
			}
			one, more := cost(few), cost(few*times)
			if more > most*one {
				t.Errorf("%d times the text takes %.1f times the allocations", times, more/one)
			}
		})
	}
}
