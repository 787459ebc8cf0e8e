package crawl

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
)

const (
	// maxSitemap is how large a sitemap may be, unpacked, as sitemaps.org has it.
	maxSitemap = 50 << 20
	// maxListed is how many addresses a sitemap may have, as sitemaps.org has it. What is beyond is not read.
	maxListed = 50_000
	// maxSitemaps is how many sitemaps of a source are read, all together.
	maxSitemaps = 200
)

// listing is what a sitemap or feed lists.
type listing struct {
	pages    []lead
	sitemaps []string
}

// errNoList is the error of bytes that are neither a sitemap nor a feed.
var errNoList = errors.New("neither a sitemap nor a feed")

// readList reads a sitemap, an index of sitemaps, a feed (RSS, Atom, JSON) or a list of addresses, one a line, packed by
// gzip or not. Where it breaks off, what came before is there besides the error.
func readList(body []byte) (listing, error) {
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		unpacked, err := unpack(body)
		if err != nil {
			return listing{}, err
		}
		body = unpacked
	}
	head := bytes.TrimSpace(bytes.TrimPrefix(body[:min(len(body), sniffLength)], []byte("\xEF\xBB\xBF")))
	switch {
	case bytes.HasPrefix(head, []byte("<")):
		return readXML(body)
	case bytes.HasPrefix(head, []byte("{")):
		return readFeed(body)
	case bytes.HasPrefix(head, []byte("http")):
		return readLines(body), nil
	}
	return listing{}, errNoList
}

func unpack(body []byte) ([]byte, error) {
	packed, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(&boundedReader{r: packed, left: maxSitemap})
}

// readXML tells by its root what a document is.
func readXML(body []byte) (listing, error) {
	decoder := newXML(body)
	for {
		token, err := decoder.Token()
		if err != nil {
			return listing{}, errNoList
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch strings.ToLower(root.Name.Local) {
		case "urlset", "sitemapindex":
			return readSitemap(decoder)
		case "rss", "feed", "rdf":
			return readFeed(body)
		}
		return listing{}, errNoList
	}
}

// newXML makes a decoder that knows no entities but those of XML itself, so that none can grow.
func newXML(body []byte) *xml.Decoder {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	decoder.CharsetReader = charset.NewReaderLabel
	return decoder
}

// entry is an element of a sitemap.
type entry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

// readSitemap reads the elements of a sitemap or of an index.
func readSitemap(decoder *xml.Decoder) (listing, error) {
	var out listing
	for len(out.pages)+len(out.sitemaps) < maxListed {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("it breaks off: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		var e entry
		switch start.Name.Local {
		case "url":
			err = decoder.DecodeElement(&e, &start)
			out.pages = append(out.pages, lead{url: strings.TrimSpace(e.Loc), modified: lastChange(e.LastMod)})
		case "sitemap":
			err = decoder.DecodeElement(&e, &start)
			out.sitemaps = append(out.sitemaps, strings.TrimSpace(e.Loc))
		default:
			err = decoder.Skip()
		}
		if err != nil {
			return out, fmt.Errorf("it breaks off: %w", err)
		}
	}
	return out, nil
}

// lastChange brings a date of a sitemap into a form that sorts; nothing where it is none.
func lastChange(value string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006"} {
		if at, err := time.Parse(layout, strings.TrimSpace(value)); err == nil {
			return at.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

func readFeed(body []byte) (listing, error) {
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return listing{}, fmt.Errorf("the feed is broken: %w", err)
	}
	var out listing
	for _, item := range feed.Items {
		l := lead{url: strings.TrimSpace(item.Link)}
		for _, at := range []*time.Time{item.UpdatedParsed, item.PublishedParsed} {
			if at != nil && l.modified == "" {
				l.modified = at.UTC().Format(time.RFC3339)
			}
		}
		out.pages = append(out.pages, l)
	}
	return out, nil
}

func readLines(body []byte) listing {
	var out listing
	for line := range strings.Lines(string(body)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "http") && len(out.pages) < maxListed {
			out.pages = append(out.pages, lead{url: line})
		}
	}
	return out
}
