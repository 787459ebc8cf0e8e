package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
)

// Response is the HTTP answer in a record.
type Response struct {
	Status int
	Header http.Header
	Body   []byte // decoded

	head []byte // status line and headers as recorded, without Transfer-Encoding where body is no longer chunked
	raw  []byte // the body, still in its Content-Encoding
}

// Response finds the HTTP answer in a response, revisit or resource record again and undoes its encodings. That of a
// revisit record has no body; a resource is an answer 200.
func (r *Record) Response() (*Response, error) {
	if r.TooLarge {
		return nil, fmt.Errorf("record %s is larger than %d bytes", r.ID(), maxBlock)
	}
	if r.Type() == typeResource {
		return r.resource(), nil
	}
	if !isAnswer(r) {
		return nil, fmt.Errorf("record %s is a %s, not a response", r.ID(), r.Type())
	}
	res, err := parseHead(r.httpHead())
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID(), err)
	}
	res.head, res.raw = r.httpHead(), r.payload()
	if strings.Contains(strings.ToLower(res.Header.Get("Transfer-Encoding")), "chunked") {
		res.unchunk()
	}
	if res.Body, err = decodeBody(res.raw, strings.Join(res.Header.Values("Content-Encoding"), ",")); err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID(), err)
	}
	return res, nil
}

// resource is the answer that a resource record stands for.
func (r *Record) resource() *Response {
	contentType := r.Header.Get("Content-Type")
	head := "HTTP/1.1 200 OK" + crlf + "Content-Type: " + contentType + crlf + crlf
	return &Response{
		Status: http.StatusOK, Header: http.Header{"Content-Type": {contentType}}, Body: r.Block, head: []byte(head), raw: r.Block,
	}
}

// parseHead reads a status line, of any version of HTTP and with or without a reason, and headers. Lines that are no
// headers are passed over.
func parseHead(head []byte) (*Response, error) {
	reader := textproto.NewReader(bufio.NewReader(bytes.NewReader(head)))
	line, err := reader.ReadLine()
	if err != nil {
		return nil, fmt.Errorf("no status line: %w", err)
	}
	version, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(version, "HTTP/") || err != nil || status < 100 || status > 999 {
		return nil, fmt.Errorf("%.40q is no status line", line)
	}
	res := &Response{Status: status, Header: http.Header{}}
	for {
		line, err := reader.ReadContinuedLine()
		if err != nil || line == "" {
			return res, nil //nolint:nilerr // the end of the head
		}
		if name, value, ok := strings.Cut(line, ":"); ok && name != "" && !strings.HasPrefix(name, " ") {
			res.Header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
}

// unchunk takes the body out of its chunks. Crawlers that did so already may have left the header: then the body is
// no sequence of chunks, and stays.
func (res *Response) unchunk() {
	body, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(res.raw)))
	if err == nil || len(body) > 0 {
		res.raw = body
	}
	var head bytes.Buffer
	for line := range bytes.Lines(res.head) {
		if name, _, _ := bytes.Cut(line, []byte(":")); !strings.EqualFold(string(bytes.TrimSpace(name)), "Transfer-Encoding") {
			head.Write(line)
		}
	}
	res.head = head.Bytes()
	res.Header.Del("Transfer-Encoding")
}
