package dataset

import (
	"flag"
	"testing"
)

var leave = flag.String("leave", "", "output folder that TestLeave writes runs to, for other readers")

// The runs that are left for other readers have rows of every shape or none, and ids that look like a time, a name and a
// number.
func TestLeave(t *testing.T) {
	if *leave == "" {
		t.Skip("-leave DIR writes runs to DIR")
	}
	for seed, id := range []string{"20261122T060000Z", "nightly-2", "20261124"} {
		commit(t, *leave, id, newContents(uint64(seed), 300), manifest(true))
	}
	commit(t, *leave, "empty", newContents(1, 0), manifest(true))
}
