// Package archive writes and reads the WARC files in which fetched pages are kept: WARC 1.1, one gzip member a record.
//
// While a run goes on, the exchanges of each page are appended to a spool file (Part) in the order in which they
// finish. At the end they are copied to the archive (Final) in the order of the caller, so that equal pages give an
// equal archive. Offsets do not depend on values such as Date that change between runs: headers are stored, only
// bodies are compressed.
package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Types of record.
const (
	typeInfo     = "warcinfo"
	typeRequest  = "request"
	typeResponse = "response"
	typeMetadata = "metadata"
	typeRevisit  = "revisit"
	typeResource = "resource"
)

// Profiles of revisit records: the answer repeated a body that the archive has, or said that it did not change.
const (
	profileSameDigest  = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// crlf ends a line of a header; twice, it ends a record.
const crlf = "\r\n"

// record is one WARC record to write. Its block is head and body; only body is compressed.
type record struct {
	fields []field
	head   []byte
	body   []byte
}

// field is one line of a WARC header.
type field struct{ name, value string }

// header is the record's WARC header with its length and digests, through the empty line.
func (r *record) header() []byte {
	var b bytes.Buffer
	b.WriteString("WARC/1.1" + crlf)
	for _, f := range r.fields {
		if f.value != "" {
			fmt.Fprintf(&b, "%s: %s%s", f.name, f.value, crlf)
		}
	}
	fmt.Fprintf(&b, "WARC-Block-Digest: %s%s", digest(r.head, r.body), crlf)
	fmt.Fprintf(&b, "Content-Length: %d%s%s", len(r.head)+len(r.body), crlf, crlf)
	return b.Bytes()
}

// digest is the SHA-256 of its parts in the form WARC has for it.
func digest(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return "sha256:" + base32.StdEncoding.EncodeToString(h.Sum(nil))
}

// recordID makes the same id of the same parts: a UUID of version 8, which leaves its bits to the maker.
func recordID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p + "|"))
	}
	id := h.Sum(nil)[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	s := hex.EncodeToString(id)
	return fmt.Sprintf("<urn:uuid:%s-%s-%s-%s-%s>", s[:8], s[8:12], s[12:16], s[16:20], s[20:])
}

// date is a time as WARC writes it, to the second so that its length is always the same.
func date(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
