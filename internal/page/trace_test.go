package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTrace(t *testing.T) {
	source := `<body><nav class="top"><ul><li><a href="/a">News</a></li></ul></nav><div id="story"><h1>The warehouse</h1>` + paras("warehouse", 5) +
		`<p>Read more: <a href="/y">The tower that leans</a></p><div class="share-bar">Tell a friend</div><script>var x = 1</script><div style="display:none">Template</div></div>` +
		`<div id="side" class="widget-area wide"><p>Weather</p></div></body>`
	p, err := Read([]byte(source), Options{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []Dropped{
		{"News", "nav.top", "navigation"},
		{"Read more: The tower that leans", "div#story > p", "a count, or leads elsewhere"},
		{"Tell a friend", "div#story > div.share-bar", "share buttons"},
		{"Template", "div#story > div", "hidden"},
		{"Weather", "div#side.widget-area.wide", "sidebar"},
	}
	if diff := cmp.Diff(want, p.Dropped); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if quiet := read(t, source); quiet.Dropped != nil || quiet.Text != p.Text {
		t.Errorf("without a trace: %+v", quiet.Dropped)
	}
}
