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
	Request      []byte // request line and headers, through the empty line
	ResponseHead []byte // status line and headers, through the empty line
	Body         []byte // as received: still in its Content-Encoding, no longer chunked
}

// records are the request and the response record of an exchange. Their ids tell runs, pages and hops of a page apart.
func (e Exchange) records(runID, page string, hop int) []record {
	id := func(kind string) string { return recordID(runID, page, strconv.Itoa(hop), e.URL, kind) }
	common := []field{
		{"WARC-Target-URI", e.URL},
		{"WARC-Date", date(e.Time)},
		{"WARC-IP-Address", e.IP},
	}
	request := []field{
		{"WARC-Type", typeRequest},
		{"WARC-Record-ID", id(typeRequest)},
		{"WARC-Concurrent-To", id(typeResponse)},
		{"Content-Type", "application/http;msgtype=request"},
	}
	response := []field{
		{"WARC-Type", typeResponse},
		{"WARC-Record-ID", id(typeResponse)},
		{"Content-Type", "application/http;msgtype=response"},
		{"WARC-Payload-Digest", digest(e.Body)},
	}
	return []record{
		{fields: append(request, common...), head: e.Request},
		{fields: append(response, common...), head: e.ResponseHead, body: e.Body},
	}
}

// encodeGroup writes the exchanges of a page as consecutive members, the last of them marked as the group's end.
func encodeGroup(runID, page string, exchanges []Exchange) ([]byte, error) {
	var b bytes.Buffer
	for hop, e := range exchanges {
		pair := e.records(runID, page, hop)
		for i := range pair {
			last := hop == len(exchanges)-1 && i == len(pair)-1
			if err := writeMember(&b, &pair[i], last); err != nil {
				return nil, err
			}
		}
	}
	return b.Bytes(), nil
}
