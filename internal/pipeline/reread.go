package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/crawl"
	"rolecall/internal/dataset"
	"rolecall/internal/source"
	"rolecall/internal/state"
)

// readPage is what was read of a page, as it is kept for later runs.
type readPage struct {
	Document claim.Document
	Claims   []claim.Claim
}

// readings are the pages that earlier runs read: a page whose bytes are the same is read again only where what reads it
// has changed.
type readings struct {
	db      *state.DB
	packing *dataset.Packing[readPage]
}

// readingKey names all that the reading of a document depends on.
func (r *run) readingKey(doc *claim.Document, sel source.Select) (string, error) {
	selectors, err := json.Marshal(sel)
	if err != nil {
		return "", fmt.Errorf("name a reading: %w", err)
	}
	wanted := make([]string, len(r.reader.roles))
	for i, role := range r.reader.roles {
		wanted[i] = string(role)
	}
	return claim.Fingerprint(r.kept.readings.packing.Shape, r.reader.version, strings.Join(wanted, ","), string(selectors), doc.SourceID, doc.URL, doc.FinalURL,
		doc.ContentType, doc.RobotsDirectives, doc.Detail, doc.BodySHA256), nil
}

// read is reader.read, but for pages that were read before: these are recalled.
func (r *run) read(ctx context.Context, res crawl.Result, sel source.Select) (reading, error) {
	if r.kept == nil || !claim.FetchOutcome(res.Outcome).Fetched() {
		return r.reader.read(res, sel), nil
	}
	doc := r.reader.document(&res)
	key, err := r.readingKey(&doc, sel)
	if err != nil {
		return reading{}, err
	}
	got, known, err := r.recall(ctx, doc, key)
	if err != nil || known {
		return got, err
	}
	got = r.reader.readAs(doc, res.Body, sel)
	if got.doc.ExtractOutcome == claim.ExtractError {
		return got, nil
	}
	return got, r.remember(ctx, &got, key)
}

// recall gives the reading of a page under its key: the document as fetched now with what was read of it before. One
// that cannot be unpacked is read anew.
func (r *run) recall(ctx context.Context, now claim.Document, key string) (reading, bool, error) {
	data, known, err := r.kept.readings.db.Reading(ctx, now.ID, key, r.started)
	if err != nil || !known {
		return reading{}, false, err
	}
	page, err := r.kept.readings.packing.Unpack(data)
	if err != nil {
		return reading{}, false, nil //nolint:nilerr // damaged: the page is at hand
	}
	doc := page.Document
	doc.RunID, doc.FetchedAt, doc.FetchOutcome, doc.HTTPStatus = now.RunID, now.FetchedAt, now.FetchOutcome, now.HTTPStatus
	for i := range page.Claims {
		page.Claims[i].RunID = now.RunID
	}
	r.tally.recalled.Add(1)
	return reading{doc: doc, claims: evidence(&doc, page.Claims)}, true, nil
}

// remember keeps the reading of a page.
func (r *run) remember(ctx context.Context, got *reading, key string) error {
	page := readPage{Document: got.doc, Claims: make([]claim.Claim, len(got.claims))}
	for i := range got.claims {
		page.Claims[i] = got.claims[i].Claim
	}
	k := r.kept.readings
	return k.db.KeepReading(ctx, got.doc.ID, key, r.started, k.packing.Pack(&page))
}

// Remembered gives what tells of which document a reading in state.db is; false where it was kept by a version that read pages
// into other fields, so that no run of this one recalls it.
func Remembered() (func(documentID string, reading []byte) (claim.Document, bool), error) {
	packing, err := dataset.NewPacking[readPage]()
	if err != nil {
		return nil, err
	}
	return func(documentID string, reading []byte) (claim.Document, bool) {
		page, err := packing.Unpack(reading)
		return page.Document, err == nil && page.Document.ID == documentID
	}, nil
}
