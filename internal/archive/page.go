package archive

import (
	"bytes"
	"strings"
	"time"
)

// Page is what the archive keeps of a page besides its exchanges: the facts of its fetch.
type Page struct {
	SourceID  string
	URL       string // as the source has it, without credentials; with SourceID it tells pages apart
	FinalURL  string
	FetchedAt time.Time
	Outcome   string
	Detail    string
	Charset   string // as the last answer declares it
	List      bool   // a sitemap or feed, no page
	NoArchive bool   // the site asks not to be archived: the archive keeps no body of it
}

// key tells pages apart that share a URL, such as the same one in two sources.
func (p *Page) key() string {
	if p.List {
		return p.SourceID + " " + factList + " " + p.URL
	}
	return p.SourceID + " " + p.URL
}

// factTime is how a fact of time is written: to the microsecond, always of one length.
const factTime = "2006-01-02T15:04:05.000000Z"

// Names of the facts in a metadata record.
const (
	factSource   = "source"
	factURL      = "requestedUrl"
	factFinal    = "finalUrl"
	factRedirect = "redirect"
	factFetched  = "fetchedAt"
	factOutcome  = "outcome"
	factDetail   = "detail"
	factCharset  = "charset"
	factRobots   = "robots"
	factList     = "list"
)

const noArchive = "noarchive"

// metadata is the metadata record of a page, about its last response.
func (p *Page) metadata(runID, about string, exchanges []Exchange) record {
	var b bytes.Buffer
	add := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + strings.Join(strings.Fields(value), " ") + crlf)
		}
	}
	add(factSource, p.SourceID)
	add(factURL, p.URL)
	for _, e := range exchanges[:len(exchanges)-1] {
		add(factRedirect, e.URL)
	}
	add(factFinal, p.FinalURL)
	add(factFetched, p.FetchedAt.UTC().Format(factTime))
	add(factOutcome, p.Outcome)
	add(factDetail, p.Detail)
	add(factCharset, p.Charset)
	if p.List {
		add(factList, "true")
	}
	if p.NoArchive {
		add(factRobots, noArchive)
	}
	last := exchanges[len(exchanges)-1]
	return record{
		fields: []field{
			{"WARC-Type", typeMetadata},
			{"WARC-Record-ID", recordID(runID, p.key(), typeMetadata)},
			{"WARC-Concurrent-To", about},
			{"WARC-Target-URI", last.URL},
			{"WARC-Date", date(last.Time)},
			{"Content-Type", "application/warc-fields"},
		},
		head: b.Bytes(),
	}
}

// Page reads the facts of a fetch out of a metadata record of ours; false where it is another record.
func (r *Record) Page() (Page, bool) {
	if r.Type() != typeMetadata {
		return Page{}, false
	}
	facts := map[string]string{}
	for line := range strings.Lines(string(r.Block)) {
		if name, value, ok := strings.Cut(strings.TrimRight(line, crlf), ": "); ok {
			facts[name] = value
		}
	}
	fetched, err := time.Parse(factTime, facts[factFetched])
	if err != nil || facts[factSource] == "" {
		return Page{}, false
	}
	return Page{
		SourceID: facts[factSource], URL: facts[factURL], FinalURL: facts[factFinal], FetchedAt: fetched,
		Outcome: facts[factOutcome], Detail: facts[factDetail], Charset: facts[factCharset], List: facts[factList] == "true", NoArchive: facts[factRobots] == noArchive,
	}, true
}
