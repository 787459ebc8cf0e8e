package crawl

import (
	"hash/maphash"
	"net/url"
	"strings"
)

// twins finds pages of a source that are the same page: by the address they end at, their canonical link on the same
// host, or their bytes. It is used by one goroutine at a time.
type twins struct {
	seed maphash.Seed
	urls []string          // of pages of their own
	by   map[uint64]uint32 // index into urls
}

func newTwins() *twins { return &twins{seed: maphash.MakeSeed(), by: map[uint64]uint32{}} }

// twin gives the URL of the earlier page that a page is the same as; nothing where it is the first.
func (w *twins) twin(res *Result, canonical string) string {
	if res.Outcome != OK && res.Outcome != NotModified || len(res.Body) == 0 {
		return ""
	}
	host := siteOf(res.FinalURL)
	keys := []uint64{w.key(res.SourceID, host, "at", tidy(res.FinalURL)), w.key(res.SourceID, host, "bytes", string(res.Body))}
	if trusted(canonical, res.FinalURL) {
		keys = append(keys, w.key(res.SourceID, host, "at", tidy(canonical)))
	}
	index := uint32(len(w.urls))
	for _, k := range keys {
		if earlier, there := w.by[k]; there {
			index = earlier
			break
		}
	}
	for _, k := range keys {
		if _, there := w.by[k]; !there {
			w.by[k] = index
		}
	}
	if int(index) < len(w.urls) {
		return w.urls[index]
	}
	w.urls = append(w.urls, res.URL)
	return ""
}

func (w *twins) key(parts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	for _, p := range parts {
		_, _ = h.WriteString(p)
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// trusted reports whether a canonical link can be meant for a page: it is of the same host, and does not name the front
// page, as faulty templates have it on every page.
func trusted(canonical, address string) bool {
	if canonical == "" || siteOf(canonical) != siteOf(address) {
		return false
	}
	to, err := url.Parse(canonical)
	return err == nil && (strings.Trim(to.Path, "/") != "" || to.RawQuery != "")
}

// siteOf is the host of an address as far as scope goes: with and without "www." it is one.
func siteOf(address string) string { return strings.TrimPrefix(hostOf(address), "www.") }

// tidy is an address in the form in which addresses are compared: without fragment, in its one spelling.
func tidy(address string) string {
	if at, ok := parse(address); ok {
		return at.Href(true)
	}
	return address
}
