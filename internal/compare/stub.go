package compare

import (
	"strconv"

	"rolecall/internal/claim"
)

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
func duties(string, []Evidence) []dispute           { return nil }
func amounts(claim.Role, []Evidence) []dispute      { return nil }
func payOrder([]Evidence) []dispute                 { return nil }
func ranks([]Evidence) []dispute                    { return nil }
func letters([]Evidence) []dispute                  { return nil }
func bosses(claim.Role, []Evidence) []dispute       { return nil }
func orientations(claim.Role, []Evidence) []dispute { return nil }
func goals(claim.Role, []Evidence) []dispute        { return nil }
func emphases(string, []Evidence) []dispute         { return nil }
