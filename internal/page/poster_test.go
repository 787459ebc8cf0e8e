package page

import (
	"fmt"
	"testing"
)

func TestPosterNames(t *testing.T) {
	for head, want := range map[string]string{
		`<div class="byline"><span class="role">CTO<!-- --> in <!-- -->Retail<!-- -->, 201 - 500 staff</span><span class="time">5 months ago</span></div>`: "CTO in Retail, 201 - 500 staff",
		`<div class="byline"><span>Pilot in Hull</span><span>201 - 500 staff</span></div>`:                                                                 "Pilot in Hull 201 - 500 staff",
		`<div class="author">Ana · 3 hours ago</div>`:                                                                                                      "Ana",
		`<div class="author">Ana, answered on May 3, 2024</div>`:                                                                                           "Ana",
		`<div class="author"><b>Ana</b> <time>yesterday at noon</time></div>`:                                                                              "Ana",
		`<div class="author">long_ago</div>`:                                                                                                               "long_ago",
	} {
		post := `<div class="reply-item">` + head + `<p>You oil it once a week with sperm oil (%d), or what is sold as such today, and wipe it off again.</p></div>`
		p := read(t, `<body><h1>How do I oil a tower clock?</h1><div class="replies">`+fmt.Sprintf(post, 1)+fmt.Sprintf(post, 2)+`</div></body>`)
		if last := p.Blocks[len(p.Blocks)-1]; last.Post != 3 || last.Author != want {
			t.Errorf("post %d by %q, want 3 by %q: %s", last.Post, last.Author, want, head)
		}
	}
}
