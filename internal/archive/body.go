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
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ErrEncoding is the error of a body whose Content-Encoding cannot be undone.
var ErrEncoding = errors.New("unknown Content-Encoding")

// Decode undoes a Content-Encoding: gzip, deflate, br, zstd or none, several applied in the order of the header. An
// empty body decodes to nothing.
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
	if name == "" || name == "identity" || name == "none" {
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
	case "br":
		return brotli.NewReader(buf), nil
	case "zstd":
		return zstd.NewReader(buf, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock))
	case "deflate":
		// By the letter deflate means zlib, but servers send it bare too. A zlib header says method 8 and is divisible by 31.
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(buf)
		}
		return flate.NewReader(buf), nil
	}
	return nil, fmt.Errorf("%w %q", ErrEncoding, name)
}

// decodeBody undoes a Content-Encoding in memory. Some crawlers keep the header and store the body without the
// encoding: what cannot be decoded and does not look encoded stays as it is.
func decodeBody(body []byte, encoding string) ([]byte, error) {
	decoded, err := Decode(bytes.NewReader(body), encoding)
	if err == nil {
		var out bytes.Buffer
		n, copyErr := io.Copy(&out, io.LimitReader(decoded, maxBlock+1))
		if n > maxBlock {
			return nil, fmt.Errorf("the body is larger than %d bytes", maxBlock)
		}
		if copyErr == nil {
			return out.Bytes(), nil
		}
		err = copyErr
	}
	if looksEncoded(body) || errors.Is(err, ErrEncoding) {
		return nil, err
	}
	return body, nil
}

// looksEncoded tells compressed bytes by their magic, and text by its first sign.
func looksEncoded(body []byte) bool {
	for _, magic := range []string{"\x1f\x8b", "\x28\xb5\x2f\xfd", "\x78\x9c", "\x78\xda", "\x78\x01"} {
		if bytes.HasPrefix(body, []byte(magic)) {
			return true
		}
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return len(trimmed) > 0 && trimmed[0] != '<'
}
