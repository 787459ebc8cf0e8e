package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/crawl"
	"rolecall/internal/extract"
	"rolecall/internal/normalize"
	"rolecall/internal/page"
	"rolecall/internal/source"
)

// reader turns what was fetched into documents and claims. It is safe for concurrent use.
type reader struct {
	norm    *normalize.Normalizer
	version string       // of what reads a page
	roles   []claim.Role // whose claims come out; nil: cio and cto
	runID   string
	trace   bool // note what is passed over
}

// newReader makes a reader for the roles of these ids; an id that no vocabulary knows is an ErrRole.
func newReader(roles []string) (*reader, error) {
	if err := checkRoles(roles); err != nil {
		return nil, err
	}
	norm, err := normalize.New()
	if err != nil {
		return nil, err
	}
	r := &reader{norm: norm, version: extract.Version}
	for _, id := range roles {
		r.roles = append(r.roles, claim.Role(id))
	}
	return r, nil
}

// reading is what was read of a page.
type reading struct {
	doc    claim.Document
	claims []compare.Evidence
	page   *page.Page       // nil where there was none to read
	passed []extract.Passed // only with trace
}

// document is what a fetch result says of its page, before the page is read.
func (r *reader) document(res *crawl.Result) claim.Document {
	doc := claim.Document{
		ID:           claim.DocumentID(res.SourceID, res.URL),
		RunID:        r.runID,
		SourceID:     res.SourceID,
		URL:          res.URL,
		FinalURL:     res.FinalURL,
		FetchedAt:    res.FetchedAt.UTC(),
		FetchOutcome: claim.FetchOutcome(res.Outcome),
		Detail:       res.Detail,
		HTTPStatus:   res.Status,
		ContentType:  res.ContentType,
	}
	if doc.FetchOutcome.Fetched() {
		doc.BodySHA256 = hash(res.Body)
		doc.ExtractorVersion = r.version
		doc.RobotsDirectives = strings.ToLower(strings.Join(res.Header.Values("X-Robots-Tag"), ", "))
	}
	return doc
}

// read makes a document of a fetch result and, where it brought a page, the page's claims. A page that breaks the
// reader is a document that says so.
func (r *reader) read(res crawl.Result, sel source.Select) reading {
	return r.readAs(r.document(&res), res.Body, sel)
}

// readAs reads the body of a document as fetched.
func (r *reader) readAs(doc claim.Document, body []byte, sel source.Select) reading {
	got := reading{doc: doc}
	if !doc.FetchOutcome.Fetched() {
		return got
	}
	if err := r.open(&got, body, page.Select(sel)); err != nil {
		got.claims, got.passed = nil, nil
		got.doc.ExtractOutcome, got.doc.Detail = claim.ExtractError, err.Error()
	}
	got.doc.ClaimCount = len(got.claims)
	return got
}

// open reads a page's bytes into got: what the document says of itself and its claims. The deferred recover sets the error.
func (r *reader) open(got *reading, body []byte, sel page.Select) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the page broke the reader, please report it with its address: %v", p)
		}
	}()
	doc := &got.doc
	p, err := page.Read(body, page.Options{ContentType: doc.ContentType, URL: doc.FinalURL, Select: sel, Trace: r.trace})
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	got.page = p
	describe(doc, p)
	if len(p.Unmatched) > 0 {
		doc.Detail = strings.Join(p.Unmatched, ", ") + " matches nothing on the page"
	}
	switch {
	case p.Outcome != page.OK:
		doc.ExtractOutcome = claim.ExtractOutcome(p.Outcome)
		doc.Detail = joined(unread[p.Outcome], doc.Detail)
		return nil
	case !extract.Supports(p.Language):
		doc.ExtractOutcome = claim.UnsupportedLanguage
		doc.Detail = joined(fmt.Sprintf("the page is in %q; claims are read in English only", p.Language), doc.Detail)
		return nil
	}
	doc.ExtractOutcome = claim.ExtractOK
	raw := r.extract(got)
	if len(raw) == 0 {
		doc.ExtractOutcome = claim.NoClaims
	}
	r.complete(doc, raw)
	got.claims = evidence(doc, raw)
	return nil
}

// extract gives the raw claims of a page and, where somebody asked, keeps what was passed over.
func (r *reader) extract(got *reading) []claim.Claim {
	opt := extract.Options{Roles: r.roles}
	if !r.trace {
		return extract.Claims(got.page, opt)
	}
	raw, passed := extract.Explain(got.page, opt)
	got.passed = passed
	return raw
}

// joined puts two remarks on a page into one.
func joined(a, b string) string { return strings.Trim(a+"; "+b, "; ") }

// unread says what a page without text needs.
var unread = map[page.Outcome]string{
	page.Empty:       "the page has no readable text; check its address, or name its content with select.content",
	page.NeedsScript: "the page shows its text only by script, which is not run; name an address that works without, or leave it out",
	page.BotWall:     "the site answered with a check for robots or for consent instead of the page; read it in a browser, or leave it out",
}

// describe copies what a page says of itself.
func describe(doc *claim.Document, p *page.Page) {
	doc.CanonicalURL = p.Canonical
	doc.Charset = p.Charset
	doc.Title = p.Title
	doc.Author = p.Author
	doc.Language = p.Language
	doc.PublishedAt = p.Published
	doc.ModifiedAt = p.Modified
	doc.Text = p.Text
	doc.TextSHA256 = hash([]byte(p.Text))
	doc.WordCount = len(strings.Fields(p.Text))
	if p.Robots != "" && doc.RobotsDirectives != "" {
		doc.RobotsDirectives += ", "
	}
	doc.RobotsDirectives += p.Robots
}

// complete normalises raw claims and gives them their identities.
func (r *reader) complete(doc *claim.Document, raw []claim.Claim) {
	runes := []rune(doc.Text)
	textOf := func(s claim.Span) string { return string(runes[s.Start:s.End]) }
	for i := range raw {
		c := &raw[i]
		c.RunID, c.SourceID, c.DocumentID, c.URL = doc.RunID, doc.SourceID, doc.ID, doc.URL
		r.norm.Claim(c, about(c, textOf))
		c.Identify(textOf)
	}
}

// about gathers what stands around a claim's quote.
func about(c *claim.Claim, textOf func(claim.Span) string) normalize.About {
	a := normalize.About{Section: c.Section}
	for _, ctx := range c.Context {
		if ctx.Field == "kind" {
			a.LeadIn = textOf(ctx.Span)
		}
	}
	return a
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
