package compare

import (
	"testing"

	"rolecall/internal/claim"
)

// FuzzOne holds that no wording breaks the comparison and that findings are whole, whatever the quotes say.
func FuzzOne(f *testing.F) {
	f.Add("Owns cybersecurity.", "CTOs own cybersecurity, and CIOs do not.", "cio=chief information officer")
	f.Add("", "|", "=")
	f.Add("Größe, 20 % – “IT”", "and or and", "ÇIO=chief état officer")
	f.Fuzz(func(t *testing.T, a, b, value string) {
		findings := compareAll([]Evidence{
			has("ash", claim.CIO, "cybersecurity", a), has("birch", claim.CTO, "cybersecurity", b, object(value)),
			said("ash", claim.RoleName, "", value, a), said("birch", claim.RoleName, "", "cio=chief information officer", b),
			said("ash", claim.ReportsTo, claim.CIO, value, a), said("birch", claim.ReportsTo, claim.CIO, b, a),
			said("ash", claim.Emphasis, "", value, a), said("birch", claim.Emphasis, "", b, b),
			said("ash", claim.PayComparison, "", value, a), said("birch", claim.PayComparison, "", b, b),
		})
		for _, finding := range findings {
			checkFinding(t, finding)
		}
	})
}
