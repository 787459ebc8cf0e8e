package pipeline

import (
	"testing"

	"rolecall/internal/crawl"
	"rolecall/internal/source"
)

// A selector that matches nothing is told with the page, which is read all the same.
func TestSelectorThatMatchesNothing(t *testing.T) {
	r, err := newReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`<html lang="en"><title>The CIO</title><main><h1>The CIO</h1><p class="promo">Buy our book.</p><p>The CIO manages the IT department and its yearly budget.</p></main></html>`)
	for _, tt := range []struct {
		name string
		sel  source.Select
		want string
	}{
		{"all match", source.Select{Content: "main", Exclude: []string{".promo"}}, ""},
		{"no content", source.Select{Content: "#article", Exclude: []string{".promo"}}, `select.content "#article" matches nothing on the page`},
		{"several", source.Select{Content: "#article", Answer: ".answer", Exclude: []string{".promo", ".ads"}}, `select.content "#article", select.answer ".answer", select.exclude ".ads" matches nothing on the page`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := r.read(crawl.Result{SourceID: "s", URL: "https://s.example/", FinalURL: "https://s.example/", Outcome: crawl.OK, ContentType: "text/html", Body: body}, tt.sel)
			if got.doc.Detail != tt.want || len(got.claims) == 0 {
				t.Errorf("detail %q with %d claims, want %q", got.doc.Detail, len(got.claims), tt.want)
			}
		})
	}
}
