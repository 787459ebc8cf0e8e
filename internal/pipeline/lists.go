package pipeline

import (
	"cmp"
	"slices"
	"sync"

	"rolecall/internal/archive"
	"rolecall/internal/crawl"
)

// lists are the sitemaps and feeds that were read: no documents, but part of the archive, so that a replay finds what they
// list. It is safe for concurrent use and bounded by sources.
type lists struct {
	mu   sync.Mutex
	read []listed
}

type listed struct {
	sourceID, url string
	group         archive.Group // in the spool file
}

func (l *lists) add(res crawl.Result) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.read = append(l.read, listed{res.SourceID, res.URL, res.Part})
}

// copy takes the lists over into the archive, by source and address.
func (l *lists) copy(final *archive.Final, part *archive.Part) error {
	slices.SortFunc(l.read, func(a, b listed) int { return cmp.Or(cmp.Compare(a.sourceID, b.sourceID), cmp.Compare(a.url, b.url)) })
	for _, list := range l.read {
		if _, err := final.Copy(part, list.group.Offset, list.group.Length); err != nil {
			return err
		}
	}
	return nil
}
