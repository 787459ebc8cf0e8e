package crawl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"rolecall/internal/archive"
)

// limits is the layer that reads the whole answer within the page's time and size. What it hands up is a plain answer
// in memory: decoded, and without the parameters of Content-Type, as Colly would convert the text by them. The trip
// keeps the answer as it came.
func limits(next http.RoundTripper) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		t := tripOf(req)
		ctx, cancel := context.WithTimeoutCause(req.Context(), t.allowance(), errDeadline)
		defer cancel()
		start := time.Now()
		defer func() { t.left -= time.Since(start) }()

		res, err := next.RoundTrip(req.WithContext(ctx))
		if err != nil {
			return nil, networkFailure(ctx, hostKey(req.URL), t, err)
		}
		defer res.Body.Close()
		t.status, t.header, t.contentType = res.StatusCode, res.Header, res.Header.Get("Content-Type")
		body, err := readBody(res, t.limit)
		if err != nil && !(t.cut && errors.Is(err, errTooLarge)) {
			return nil, networkFailure(ctx, hostKey(req.URL), t, err)
		}
		t.body = body
		return plain(req, res, body), nil
	})
}

// readBody reads the body of an answer and undoes its encoding. Both the bytes received and the bytes decoded are
// bounded; beyond the limit the error is errTooLarge, with what fits into it.
func readBody(res *http.Response, limit int64) ([]byte, error) {
	received := &boundedReader{r: res.Body, left: limit}
	decoded, err := archive.Decode(received, res.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	if size := res.ContentLength; size > 0 && size <= limit {
		body.Grow(int(size) + bytes.MinRead)
	}
	if _, err := body.ReadFrom(&boundedReader{r: decoded, left: limit}); err != nil {
		return body.Bytes(), err
	}
	_, err = io.Copy(io.Discard, received)
	return body.Bytes(), err
}

// boundedReader gives errTooLarge where more bytes come than are left.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if int64(n) > b.left {
		n = int(b.left)
		b.left = 0
		return n, errTooLarge
	}
	b.left -= int64(n)
	return n, err
}

// plain is the answer to a request with a body that lies in memory.
func plain(req *http.Request, res *http.Response, body []byte) *http.Response {
	header := res.Header.Clone()
	header.Del("Content-Encoding")
	header.Del("Content-Length")
	if media, _, err := mime.ParseMediaType(header.Get("Content-Type")); err == nil {
		header.Set("Content-Type", media)
	} else {
		header.Del("Content-Type")
	}
	return &http.Response{
		Status: res.Status, StatusCode: res.StatusCode,
		Proto: res.Proto, ProtoMajor: res.ProtoMajor, ProtoMinor: res.ProtoMinor,
		Header: header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
		Uncompressed: true, // Colly unzips by names of files and types otherwise
		Request:      req, TLS: res.TLS,
	}
}
