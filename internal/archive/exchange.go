package archive

import (
	"bytes"
	"strconv"
	"time"
)

// Exchange is one HTTP request and its answer.
type Exchange struct {
	URL          string
	Time         time.Time
	IP           string // of the server; empty: unknown
	Request      []byte // request line and headers, through the empty line; empty: not known
	ResponseHead []byte // status line and headers, through the empty line
	Body         []byte // as received: still in its Content-Encoding, no longer chunked
	// Unchanged is the earlier exchange that an answer 304 stands for; nil in any other answer.
	Unchanged *Earlier
}

// Earlier is an exchange that lies in an archive. Empty fields are unknown.
type Earlier struct {
	URL           string
	Time          time.Time
	RecordID      string
	PayloadDigest string // "sha256:..." of the body as received
}

// records are the request and the response record of an exchange. Their ids tell runs, pages and hops of a page apart.
func (e *Exchange) records(runID, page string, hop int) []record {
	id := func(kind string) string { return recordID(runID, page, strconv.Itoa(hop), e.URL, kind) }
	common := []field{
		{"WARC-Target-URI", e.URL},
		{"WARC-Date", date(e.Time)},
		{"WARC-IP-Address", e.IP},
	}
	var out []record
	if len(e.Request) > 0 {
		request := []field{
			{"WARC-Type", typeRequest},
			{"WARC-Record-ID", id(typeRequest)},
			{"WARC-Concurrent-To", id(typeResponse)},
			{"Content-Type", "application/http;msgtype=request"},
		}
		out = append(out, record{fields: append(request, common...), head: e.Request})
	}
	return append(out, e.answer(id(typeResponse), common))
}

// answer is the response record of an exchange, a revisit record where the answer was "not modified".
func (e *Exchange) answer(id string, common []field) record {
	if e.Unchanged != nil {
		return record{fields: append(revisitFields(id, profileNotModified, *e.Unchanged), common...), head: e.ResponseHead}
	}
	response := []field{
		{"WARC-Type", typeResponse},
		{"WARC-Record-ID", id},
		{"Content-Type", "application/http;msgtype=response"},
		{"WARC-Payload-Digest", digest(e.Body)},
	}
	return record{fields: append(response, common...), head: e.ResponseHead, body: e.Body}
}

// revisitFields are the fields by which a revisit record names what it repeats.
func revisitFields(id, profile string, earlier Earlier) []field {
	at := ""
	if !earlier.Time.IsZero() {
		at = date(earlier.Time)
	}
	return []field{
		{"WARC-Type", typeRevisit},
		{"WARC-Record-ID", id},
		{"Content-Type", "application/http;msgtype=response"},
		{"WARC-Profile", profile},
		{"WARC-Payload-Digest", earlier.PayloadDigest},
		{"WARC-Refers-To", earlier.RecordID},
		{"WARC-Refers-To-Target-URI", earlier.URL},
		{"WARC-Refers-To-Date", at},
	}
}

// encodeGroup writes the exchanges of a page and the facts of its fetch as consecutive members, the last of them
// marked as the group's end.
func encodeGroup(runID string, page *Page, exchanges []Exchange) ([]byte, error) {
	var all []record
	about := ""
	for hop := range exchanges {
		records := exchanges[hop].records(runID, page.key(), hop)
		about = records[len(records)-1].fields[1].value
		all = append(all, records...)
	}
	all = append(all, page.metadata(runID, about, exchanges))
	var b bytes.Buffer
	for i := range all {
		if err := writeMember(&b, &all[i], i == len(all)-1); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}
