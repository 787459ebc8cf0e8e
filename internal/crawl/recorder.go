package crawl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"time"

	"rolecall/internal/archive"
)

// recorder is the layer that keeps each exchange in its trip, as sent and as received. An exchange counts once its
// body was read to the end.
func recorder(now func() time.Time, next http.RoundTripper) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		t := tripOf(req)
		ip := ""
		trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { ip = ipOf(info.Conn.RemoteAddr()) }}
		res, err := next.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
		if err != nil {
			return nil, err
		}
		e := archive.Exchange{URL: showURL(req.URL), IP: ip, Request: requestHead(req), ResponseHead: responseHead(res)}
		res.Body = &recordedBody{ReadCloser: res.Body, done: func(body []byte) {
			e.Time, e.Body = now(), body
			t.exchanges = append(t.exchanges, e)
		}}
		return res, nil
	})
}

func ipOf(addr net.Addr) string {
	host, _, err := net.SplitHostPort(addr.String())
	if err != nil {
		return ""
	}
	return host
}

// requestHead is the request as HTTP/1.1 writes it.
func requestHead(req *http.Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", req.Method, req.URL.RequestURI(), req.URL.Host)
	writeHeader(&b, req.Header)
	return b.Bytes()
}

// responseHead is the answer's head as HTTP/1.1 writes it, also where it came by HTTP/2.
func responseHead(res *http.Response) []byte {
	var b bytes.Buffer
	status := res.Status
	if status == "" {
		status = fmt.Sprintf("%d %s", res.StatusCode, http.StatusText(res.StatusCode))
	}
	fmt.Fprintf(&b, "HTTP/1.1 %s\r\n", status)
	writeHeader(&b, res.Header)
	return b.Bytes()
}

// writeHeader writes the lines of a header in the order of their names, and the empty line. Writing to memory cannot fail.
func writeHeader(b *bytes.Buffer, header http.Header) {
	_ = header.Write(b)
	b.WriteString("\r\n")
}

// recordedBody keeps what is read and hands it over, once, when the end is reached.
type recordedBody struct {
	io.ReadCloser
	read bytes.Buffer
	done func([]byte)
}

func (r *recordedBody) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.read.Write(p[:n])
	if errors.Is(err, io.EOF) && r.done != nil {
		r.done(r.read.Bytes())
		r.done = nil
	}
	return n, err
}
