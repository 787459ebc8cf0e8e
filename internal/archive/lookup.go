package archive

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	// maxRedirects is how many redirects are followed inside an archive, as many as on the network.
	maxRedirects = 10
	// maxCaptures bounds how many captures of an address are looked through, the newest first.
	maxCaptures = 1000
)

var errNoPayload = errors.New("the record that the revisit refers to is not there")

// Lookup gives the newest capture of an address and, where it redirects, those of the addresses that it leads to, as
// far as the archives have them. An address that they do not have gives nothing.
func (c *Collection) Lookup(address string) ([]*Capture, error) {
	var hops []*Capture
	visited := map[string]bool{}
	for address != "" && len(hops) <= maxRedirects && !visited[AddressKey(address)] {
		visited[AddressKey(address)] = true
		found, err := c.find(address)
		if err != nil || found == nil {
			return hops, err
		}
		hops = append(hops, found)
		address = found.Redirect()
	}
	return hops, nil
}

// find gives the newest capture of an address, of its twin with the other of http and https where it has none.
func (c *Collection) find(address string) (*Capture, error) {
	found, err := c.newest(address)
	if twin := otherScheme(address); err == nil && found == nil && twin != "" {
		return c.newest(twin)
	}
	return found, err
}

func (c *Collection) newest(address string) (*Capture, error) {
	key := AddressKey(address)
	entries, err := c.entries(byAddress, key)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		capture, err := c.read(e, key)
		if err != nil {
			return nil, err
		}
		if capture != nil {
			return capture, nil
		}
	}
	return nil, nil
}

// Pages hands every page in the archives to visit, the newest capture of each address only, in the order in which
// they lie there.
func (c *Collection) Pages(visit func(*Capture) error) error {
	for file := range c.files {
		err := c.scan(file, func(r *Record) error {
			if r.Joined || r.TooLarge || !isAnswer(r) && r.Type() != typeResource || !isWeb(r.URL()) {
				return nil
			}
			capture, err := c.resolve(r)
			if err != nil || !capture.IsPage() {
				return nil //nolint:nilerr // not a page
			}
			first, err := c.isNewestPage(uint32(file), r)
			if err != nil || !first {
				return err
			}
			return visit(capture)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isNewestPage reports whether no newer capture of a record's address is a page.
func (c *Collection) isNewestPage(file uint32, r *Record) (bool, error) {
	key := AddressKey(r.URL())
	entries, err := c.entries(byAddress, key)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if e.file == file && e.offset == r.Offset {
			return true, nil
		}
		capture, err := c.read(e, key)
		if err != nil {
			return false, err
		}
		if capture != nil && capture.IsPage() {
			return false, nil
		}
	}
	return false, nil
}

// entries gives the records under a key, from the newest on. Of records of one time, their content decides, so that
// their order in the archive does not.
func (c *Collection) entries(kind, name string) ([]entry, error) {
	var all []entry
	err := c.index.each(hashKey(kind, name), func(e entry) {
		all = append(all, e)
		if len(all) == 2*maxCaptures {
			slices.SortStableFunc(all, newestFirst)
			all = all[:maxCaptures]
		}
	})
	slices.SortStableFunc(all, newestFirst)
	return all, err
}

func newestFirst(a, b entry) int {
	switch {
	case a.time > b.time, a.time == b.time && a.tie > b.tie:
		return -1
	case a == b, a.time == b.time && a.tie == b.tie:
		return 0
	}
	return 1
}

// read reads the capture at an entry; nil where it is of another address than key, or of a body that is not there.
func (c *Collection) read(e entry, key string) (*Capture, error) {
	r, err := c.at(e)
	if err != nil || AddressKey(r.URL()) != key {
		return nil, err
	}
	capture, err := c.resolve(r)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // what cannot be read is not there
	}
	return capture, nil
}

func (c *Collection) at(e entry) (*Record, error) {
	r, err := ReadAt(c.files[e.file], e.offset)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.names[e.file], err)
	}
	return r, nil
}

// resolve makes a capture of a record. A revisit record gets the body of the record that it refers to.
func (c *Collection) resolve(r *Record) (*Capture, error) {
	if r.Type() != typeRevisit {
		return r.capture()
	}
	original, err := c.original(r)
	if err != nil {
		return nil, err
	}
	capture := &Capture{URL: r.URL(), Time: r.Time(), IP: r.Header.Get("WARC-IP-Address"), Response: original}
	own, err := r.Response()
	if err != nil || own.Status == http.StatusNotModified || own.Header.Get("Content-Encoding") != original.Header.Get("Content-Encoding") {
		return capture, nil //nolint:nilerr // a revisit record need not have a head
	}
	capture.Response = &Response{Status: own.Status, Header: own.Header, Body: original.Body, head: own.head, raw: original.raw}
	return capture, nil
}

// original finds the answer that a revisit record refers to: by the digest of its body, by its record id or by its
// address and date.
func (c *Collection) original(r *Record) (*Response, error) {
	if strings.HasSuffix(r.Header.Get("WARC-Profile"), "identical-payload-digest") {
		if found, err := c.firstOf(byDigest, r.Header.Get("WARC-Payload-Digest"), nil); found != nil || err != nil {
			return found, err
		}
	}
	if found, err := c.firstOf(byID, r.Header.Get("WARC-Refers-To"), nil); found != nil || err != nil {
		return found, err
	}
	address := bare(r.Header.Get("WARC-Refers-To-Target-URI"))
	if address == "" {
		address = r.URL()
	}
	found, err := c.firstOf(byAddress, AddressKey(address), func(other *Record) bool {
		return !other.Time().After(r.Time()) && AddressKey(other.URL()) == AddressKey(address)
	})
	if found == nil && err == nil {
		c.torn.Store(true)
		err = errNoPayload
	}
	return found, err
}

// firstOf gives the newest answer with a body under a key that fits; nil fits every one.
func (c *Collection) firstOf(kind, name string, fits func(*Record) bool) (*Response, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // not there
	}
	entries, err := c.entries(kind, name)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		r, err := c.at(e)
		if err != nil {
			return nil, err
		}
		if r.Type() == typeRevisit || fits != nil && !fits(r) {
			continue
		}
		if response, err := r.Response(); err == nil {
			return response, nil
		}
	}
	return nil, nil //nolint:nilnil // not there
}
