package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// idLength is the number of hex digits of an id: 128 bits, no chance collision in any data set.
const idLength = 32

// Fingerprint is the hex SHA-256 prefix of its parts, each preceded by its length so that no two lists of parts
// give one string: "3:bmc|5:cio..".
func Fingerprint(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(strconv.Itoa(len(p)))
		b.WriteByte(':')
		b.WriteString(p)
		b.WriteByte('|')
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])[:idLength]
}

// DocumentID identifies a page of a source: Fingerprint("document", source, requested URL without its fragment).
func DocumentID(sourceID, rawURL string) string {
	return Fingerprint("document", sourceID, CanonicalURL(rawURL))
}

// CanonicalURL is the form of a URL under which pages are told apart: scheme and host in lower case, no default port,
// no fragment, "/" for an empty path. A URL that cannot be parsed stays as it is.
func CanonicalURL(rawURL string) string {
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" {
		return rawURL
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); (u.Scheme == "http" && port == "80") || (u.Scheme == "https" && port == "443") {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// Topic is the matter a claim speaks of, without its value: the category of a duty, the statistic, component, region
// and survey of a figure (not its year: next year's figure is the same thing said anew). Claims of one kind, role and topic can be set side by side.
func (c *Claim) Topic() string {
	switch c.Kind {
	case Responsibility:
		return c.Category
	case Salary:
		return strings.Join([]string{c.Pay.Statistic, c.Pay.Component, c.Pay.Region, c.Pay.CitedSource}, "/")
	case Emphasis:
		_, topic, _ := strings.Cut(c.Value, "_more_")
		return topic
	case RoleName:
		letters, _, _ := strings.Cut(c.Value, "=")
		return letters
	case PayComparison, Orientation, ReportsTo, FinancialGoal, Rank:
	}
	return ""
}

// Identify sets the claim's ids from its other fields.
//
//	claim_id      = Fingerprint("claim", document_id, kind, role, value, quote_start, quote_end)
//	claim_key     = Fingerprint("key", source_id, document_id, kind, role, topic)
//	evidence_hash = Fingerprint("evidence", quote, context text ...)
//
// Several claims of a page can share a key: they say something on the same topic. contextText gives the document's
// text at a span.
func (c *Claim) Identify(contextText func(Span) string) {
	c.ID = Fingerprint("claim", c.DocumentID, string(c.Kind), string(c.Role), c.ValueString(),
		strconv.Itoa(c.Start), strconv.Itoa(c.End))
	c.Key = Fingerprint("key", c.SourceID, c.DocumentID, string(c.Kind), string(c.Role), c.Topic())
	parts := []string{"evidence", c.Quote}
	for _, ctx := range c.Context {
		parts = append(parts, contextText(ctx.Span))
	}
	c.EvidenceHash = Fingerprint(parts...)
}

// ValueString is what the claim states, in one string: its value or the figures of its pay.
func (c *Claim) ValueString() string {
	if c.Kind != Salary {
		return c.Value
	}
	return number(c.Pay.Min) + ".." + number(c.Pay.Max) + " " + c.Pay.Currency + "/" + c.Pay.Period
}

func number(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

// ConflictID identifies a matter in every run: Fingerprint("conflict", kind, topic, roles sorted ...).
func ConflictID(kind, topic string, roles []Role) string {
	parts := []string{"conflict", kind, topic}
	sorted := slices.Clone(roles)
	slices.Sort(sorted)
	for _, r := range sorted {
		parts = append(parts, string(r))
	}
	return Fingerprint(parts...)
}
