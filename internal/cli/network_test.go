package cli

import (
	"errors"
	"testing"
)

func TestContact(t *testing.T) {
	for contact, ok := range map[string]bool{
		"": true, "https://example.org/crawler": true, "http://example.org": true, "crawl@example.org": true, "mailto:crawl@example.org": true,
		"foo": false, "foo bar": false, "https://": false, "https:///page": false, "ftp://example.org/x": false, "example.org/crawler": false,
		"Ana <ana@example.org>": false, "https://example.org/a b": false, "https://example.org/\r\nX: y": false, "@": false,
	} {
		if err := checkContact(contact); (err == nil) != ok {
			t.Errorf("checkContact(%q) = %v", contact, err)
		}
	}
}

// TestWriteErrors makes commands fail whose output cannot be written.
func TestWriteErrors(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"validate"}, {"schema"}} {
		if code := Run(t.Context(), args, fullDisk{}, t.Output()); code != exitFailed {
			t.Errorf("%s: exit code %d", args[0], code)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
