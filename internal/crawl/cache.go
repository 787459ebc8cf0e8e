package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"rolecall/internal/archive"
)

// Cache knows what earlier runs were answered.
type Cache interface {
	// Lookup gives what is known of the last answer of an address, as requested and without its fragment.
	Lookup(ctx context.Context, url string) (Stored, bool, error)
}

// Stored is what there is to know of an answer to ask for the page again only if it changed. The body lies in an archive.
type Stored struct {
	URL                    string
	ETag, LastModified     string
	ContentType, RobotsTag string    // headers of the answer that a 304 need not repeat
	Vary, VaryKey          string    // the request headers by which the page varies, and the hash of what was sent
	StoredAt               time.Time // when the answer last came or was confirmed
	FreshUntil             time.Time // before that the page need not be asked for at all; StoredAt: at once
	BodySHA256             string    // hex, of the decoded body
	ArchivedAt             time.Time // when the body came
	ArchiveFile            string    // where the body lies; set by who writes the archive
	ArchiveOffset          int64
}

// maxFresh is the longest time for which a page is taken as unchanged without asking, whatever its site says: a run a
// day shall see what changed the day before.
const maxFresh = 24 * time.Hour

// cacheLayer is the layer that asks for a page only if it changed, and not at all while it is fresh (RFC 9111 as a
// private cache has it). What was kept is used only where its body is at hand and is the one that was stored.
type cacheLayer struct {
	next  http.RoundTripper
	cache Cache
	body  func(archiveFile string, offset int64) ([]byte, error)
	now   func() time.Time
	log   *slog.Logger
}

func (l *cacheLayer) RoundTrip(req *http.Request) (*http.Response, error) {
	t := tripOf(req)
	kept, body, err := l.recall(req)
	if err != nil {
		return nil, err
	}
	if kept == nil {
		return l.next.RoundTrip(req)
	}
	if l.now().Before(kept.FreshUntil) {
		l.log.DebugContext(req.Context(), "page is fresh", "url", kept.URL, "until", kept.FreshUntil)
		t.status = http.StatusOK
		return l.reuse(req, kept, body, http.Header{}), nil
	}
	asked := req.Clone(req.Context())
	if kept.ETag != "" {
		asked.Header.Set("If-None-Match", kept.ETag)
	}
	if kept.LastModified != "" {
		asked.Header.Set("If-Modified-Since", kept.LastModified)
	}
	res, err := l.next.RoundTrip(asked)
	if err != nil || res.StatusCode != http.StatusNotModified {
		return res, err
	}
	kept.confirm(t.header, l.now())
	if n := len(t.exchanges); n > 0 {
		t.exchanges[n-1].Unchanged = &archive.Earlier{URL: kept.URL, Time: kept.ArchivedAt}
	}
	return l.reuse(req, kept, body, t.header), nil
}

// recall gives what is kept of a request's page and its body, nothing where it cannot serve.
func (l *cacheLayer) recall(req *http.Request) (*Stored, []byte, error) {
	kept, body, err := l.find(req.Context(), showURL(req.URL))
	switch {
	case req.Context().Err() != nil:
		return nil, nil, interrupted(showURL(req.URL))
	case err != nil:
		return nil, nil, &cacheError{err}
	case kept == nil || kept.VaryKey != varyKey(kept.Vary, req.Header):
		return nil, nil, nil
	}
	return kept, body, nil
}

// find gives what is kept of an address where its body is the one that was stored.
func (l *cacheLayer) find(ctx context.Context, address string) (*Stored, []byte, error) {
	kept, found, err := l.cache.Lookup(ctx, address)
	if err != nil || !found {
		return nil, nil, err
	}
	body, err := l.body(kept.ArchiveFile, kept.ArchiveOffset)
	if err != nil || hashOf(body) != kept.BodySHA256 {
		l.log.DebugContext(ctx, "the archive no longer has the page", "url", kept.URL, "file", kept.ArchiveFile, "error", err)
		return nil, nil, nil
	}
	return &kept, body, nil
}

// reuse answers a request from what was kept.
func (l *cacheLayer) reuse(req *http.Request, kept *Stored, body []byte, header http.Header) *http.Response {
	t := tripOf(req)
	header = kept.complete(header)
	t.kept, t.header, t.contentType, t.body = kept, header, kept.ContentType, body
	return plain(req, &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header}, body)
}

// complete adds to the headers of a 304 those of the stored answer that it need not repeat.
func (s *Stored) complete(header http.Header) http.Header {
	header = header.Clone()
	for name, value := range map[string]string{"Content-Type": s.ContentType, "X-Robots-Tag": s.RobotsTag} {
		if header.Get(name) == "" && value != "" {
			header.Set(name, value)
		}
	}
	return header
}

// confirm takes over what a 304 says anew.
func (s *Stored) confirm(header http.Header, now time.Time) {
	if tag := header.Get("ETag"); tag != "" {
		s.ETag = tag
	}
	if header.Get("Last-Modified") != "" {
		s.LastModified = lastModified(header, now)
	}
	if tag := robotsTag(header); tag != "" {
		s.RobotsTag = tag
	}
	s.StoredAt, s.FreshUntil = now.UTC(), now.Add(freshness(header)).UTC()
}

// storable gives what is to be kept of a page that was fetched; nil where it may not or need not be kept. Sent are the
// headers of requests for pages.
func storable(res *Result, sent http.Header) *Stored {
	control := directives(res.Header)
	_, forbidden := control["no-store"]
	now := res.FetchedAt
	s := &Stored{
		URL: res.FinalURL, ETag: res.Header.Get("ETag"), LastModified: lastModified(res.Header, now),
		ContentType: res.ContentType, RobotsTag: robotsTag(res.Header), Vary: varyNames(res.Header),
		StoredAt: now, FreshUntil: now.Add(freshness(res.Header)), BodySHA256: hashOf(res.Body), ArchivedAt: now,
	}
	useless := s.ETag == "" && s.LastModified == "" && !s.FreshUntil.After(s.StoredAt)
	if forbidden || useless || s.Vary == "*" || res.Status != http.StatusOK {
		return nil
	}
	s.VaryKey = varyKey(s.Vary, sent)
	return s
}

// lastModified is the date by which a page can be asked for again. A date of the very second in which the answer was sent
// is none: the page may have changed once more in that second (RFC 9110, 8.8.2.2).
func lastModified(header http.Header, now time.Time) string {
	modified := header.Get("Last-Modified")
	sent, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		sent = now
	}
	if at, err := http.ParseTime(modified); err == nil && sent.Sub(at) < time.Second {
		return ""
	}
	return modified
}

// varyNames is the Vary header in one form: names in lower case, sorted, each once; "*" where any is one.
func varyNames(header http.Header) string {
	var names []string
	for _, line := range header.Values("Vary") {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name == "*" {
				return "*"
			} else if name != "" {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ",")
}

// varyKey tells requests apart by the headers that a page varies by.
func varyKey(vary string, sent http.Header) string {
	if vary == "" {
		return ""
	}
	var b strings.Builder
	for name := range strings.SplitSeq(vary, ",") {
		b.WriteString(name + ":" + strings.Join(sent.Values(name), ",") + "\n")
	}
	return hashOf([]byte(b.String()))
}

func robotsTag(header http.Header) string { return strings.Join(header.Values("X-Robots-Tag"), ", ") }

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// cacheError is an error of the cache itself, which ends the run.
type cacheError struct{ error }

func (e *cacheError) Unwrap() error { return e.error }

// cacheBroke gives the error of the cache in an error of a fetch; nil where there is none.
func cacheBroke(err error) error {
	var broke *cacheError
	if errors.As(err, &broke) {
		return broke.error
	}
	return nil
}
