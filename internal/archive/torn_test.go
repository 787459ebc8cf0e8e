package archive

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// An answer that says only that its page had not changed gives the page together with the archive that has it, and is
// told of without.
func TestTornCollection(t *testing.T) {
	const address = "https://site.example/a"
	write := func(name string, e Exchange) string {
		t.Helper()
		part := openPart(t, filepath.Join(t.TempDir(), "p"))
		data, _ := finalOf(t, part, appendGroup(t, part, "a", e))
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	full := exchange(address, monday, "the page")
	unchanged := exchange(address, monday, "")
	unchanged.Time = full.Time.Add(24 * time.Hour)
	unchanged.ResponseHead = []byte("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n")
	unchanged.Unchanged = &Earlier{URL: address, Time: full.Time}
	first, second := write("first.warc.gz", full), write("second.warc.gz", unchanged)
	for _, tt := range []struct {
		name  string
		paths []string
		torn  bool
	}{
		{"both", []string{first, second}, false},
		{"the second alone", []string{second}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := OpenCollection(t.TempDir(), tt.paths, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			var all errgroup.Group
			for range 4 {
				all.Go(func() error {
					hops, err := c.Lookup(address)
					if found := len(hops) == 1 && string(hops[0].Response.Body) == "the page"; found == tt.torn {
						t.Errorf("%d captures", len(hops))
					}
					return err
				})
			}
			if err := all.Wait(); err != nil || c.Torn() != tt.torn {
				t.Errorf("torn: %t, want %t; %v", c.Torn(), tt.torn, err)
			}
		})
	}
}
