package review

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"rolecall/internal/dataset"
)

// undo sends the form of a page that key u sends; false: the page has none.
func (b *bench) undo(path string) (string, bool) {
	b.Helper()
	body := b.get(path, nil).Body.String()
	at := strings.Index(body, `data-key="u"`)
	if at < 0 {
		return "", false
	}
	form := body[strings.LastIndex(body[:at], "<form"):at]
	action := regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(form)[1]
	last := regexp.MustCompile(`name="last" value="([^"]+)"`).FindStringSubmatch(form)[1]
	w := b.post(action, url.Values{"last": {last}}, nil)
	if w.Code != http.StatusSeeOther {
		b.Fatalf("undo: status %d\n%s", w.Code, w.Body)
	}
	return w.Header().Get("Location"), true
}

func TestUndoFromAnyPage(t *testing.T) {
	b := newBench(t, nil)
	for _, path := range []string{"/", "/decisions", "/conflicts/" + orientation()} {
		if _, ok := b.undo(path); ok {
			t.Errorf("%s undoes what nobody decided", path)
		}
	}
	b.decide(orientation(), "contradiction", "")
	b.decide(reportsTo(), "ignore", "")
	if to, ok := b.undo("/"); !ok || !strings.HasPrefix(to, "/conflicts/"+reportsTo()) {
		t.Fatalf("the first undo leads to %q", to)
	}
	if to, ok := b.undo("/conflicts/" + reportsTo()); !ok || !strings.HasPrefix(to, "/conflicts/"+orientation()) {
		t.Fatalf("the second undo leads to %q", to)
	}
	if to, ok := b.undo("/"); ok {
		t.Errorf("a third undo leads to %q", to)
	}
	b.decide(orientation(), "contradiction", "")
	b.start(nil)
	if to, ok := b.undo("/"); ok {
		t.Errorf("what an earlier session decided is undone: %q", to)
	}
}

// TestFaultsAreToldOnce breaks the file of decisions below a server, twice.
func TestFaultsAreToldOnce(t *testing.T) {
	var told []string
	b := newBench(t, func(c *Config) { c.Warn = func(text string) { told = append(told, text) } })
	write := func(content string) {
		t.Helper()
		if err := os.WriteFile(dataset.DecisionsPath(b.out), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		told = nil
		write("<<<<<<< mine\n")
		for _, path := range []string{"/", "/state", "/assets/review.css", "/"} {
			b.get(path, nil)
		}
		if len(told) != 1 || !strings.Contains(told[0], "decisions.jsonl:1:") {
			t.Errorf("told %q", told)
		}
		write("")
		b.get("/", nil)
	}
	told = nil
	write(`{"conflict_id":"0123`)
	b.get("/", nil)
	b.get("/", nil)
	if len(told) != 1 || !strings.Contains(told[0], "the last line was cut off") {
		t.Errorf("of a line that was cut off it tells %q", told)
	}
}
