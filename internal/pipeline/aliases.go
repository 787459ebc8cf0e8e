package pipeline

import (
	"cmp"
	"slices"
	"sync"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/crawl"
)

// aliases are the other addresses under which a source has its documents. It is safe for concurrent use and grows with the
// addresses that repeat.
type aliases struct {
	mu   sync.Mutex
	list map[string][]alias // by document id
}

// alias is another address of a document, and what came in under it.
type alias struct {
	url       string
	group     archive.Group // in the spool file
	stored    *crawl.Stored
	unchanged bool // the body lies where stored says
}

func (a *aliases) add(res *crawl.Result) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.list == nil {
		a.list = map[string][]alias{}
	}
	id := claim.DocumentID(res.SourceID, res.AliasOf)
	a.list[id] = append(a.list[id], alias{res.URL, res.Part, res.Stored, res.Outcome == crawl.NotModified})
}

// of gives the aliases of a document, sorted.
func (a *aliases) of(id string) []alias {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.SortedFunc(slices.Values(a.list[id]), func(x, y alias) int { return cmp.Compare(x.url, y.url) })
}

// addresses gives the addresses of a document's aliases, sorted.
func (a *aliases) addresses(id string) []string {
	var urls []string
	for _, other := range a.of(id) {
		urls = append(urls, other.url)
	}
	return urls
}
