package archive

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// ErrEncoding is the error of a body whose Content-Encoding cannot be undone.
var ErrEncoding = errors.New("unknown Content-Encoding")

// Response is the HTTP answer in a response record.
type Response struct {
	Status int
	Header http.Header
	Body   []byte // decoded
}

// Response finds the HTTP answer in a response record again and undoes its Content-Encoding.
func (r *Record) Response() (*Response, error) {
	if r.Type() != typeResponse {
		return nil, fmt.Errorf("record %s is a %s, not a response", r.ID(), r.Type())
	}
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.Block)), nil)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID(), err)
	}
	defer res.Body.Close()
	decoded, err := Decode(res.Body, res.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID(), err)
	}
	body, err := io.ReadAll(io.LimitReader(decoded, maxBlock))
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID(), err)
	}
	return &Response{Status: res.StatusCode, Header: res.Header, Body: body}, nil
}

// Decode undoes a Content-Encoding: gzip, deflate or none, several applied in the order of the header. An empty body
// decodes to nothing.
func Decode(r io.Reader, encoding string) (io.Reader, error) {
	names := strings.Split(encoding, ",")
	for i := len(names) - 1; i >= 0; i-- {
		next, err := decodeOne(r, strings.ToLower(strings.TrimSpace(names[i])))
		if err != nil {
			return nil, err
		}
		r = next
	}
	return r, nil
}

func decodeOne(r io.Reader, name string) (io.Reader, error) {
	if name == "" || name == "identity" {
		return r, nil
	}
	buf := bufio.NewReader(r)
	head, err := buf.Peek(2)
	if len(head) == 0 && errors.Is(err, io.EOF) {
		return buf, nil
	}
	switch name {
	case "gzip", "x-gzip":
		return gzip.NewReader(buf)
	case "deflate":
		// By the letter deflate means zlib, but servers send it bare too. A zlib header says method 8 and is divisible by 31.
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(buf)
		}
		return flate.NewReader(buf), nil
	}
	return nil, fmt.Errorf("%w %q", ErrEncoding, name)
}
