package claim

import "time"

// FetchOutcome says how fetching a page ended.
type FetchOutcome string

// The ways a fetch ends.
const (
	FetchOK          FetchOutcome = "ok"
	NotModified      FetchOutcome = "not_modified"
	RobotsDisallowed FetchOutcome = "robots_disallowed"
	HTTPError        FetchOutcome = "http_error"
	Timeout          FetchOutcome = "timeout"
	Connection       FetchOutcome = "connection"
	TLS              FetchOutcome = "tls"
	TooLarge         FetchOutcome = "too_large"
	BlockedAddress   FetchOutcome = "blocked_address"
	BadRedirect      FetchOutcome = "bad_redirect"
	NotHTML          FetchOutcome = "not_html"
	Interrupted      FetchOutcome = "interrupted"
)

// Fetched reports whether the page's body is at hand.
func (o FetchOutcome) Fetched() bool { return o == FetchOK || o == NotModified }

// ExtractOutcome says how reading a fetched page ended. It is empty where nothing was fetched.
type ExtractOutcome string

// The ways reading a page ends.
const (
	ExtractOK           ExtractOutcome = "ok"
	NoClaims            ExtractOutcome = "no_claims"
	UnsupportedLanguage ExtractOutcome = "unsupported_language"
	Empty               ExtractOutcome = "empty"
	NeedsScript         ExtractOutcome = "needs_script"
	BotWall             ExtractOutcome = "bot_wall"
	ExtractError        ExtractOutcome = "error"
)

// Document is one requested page in one run, fetched or not.
type Document struct {
	ID               string // document_id
	RunID            string
	SourceID         string
	URL              string // as requested
	FinalURL         string // after redirects
	CanonicalURL     string
	Aliases          []string
	FetchedAt        time.Time // UTC
	FetchOutcome     FetchOutcome
	ExtractOutcome   ExtractOutcome
	Detail           string // what went wrong, for a person
	FromArchive      bool
	HTTPStatus       int // 0: no answer
	ContentType      string
	Charset          string
	BodySHA256       string
	TextSHA256       string
	ExtractorVersion string
	Title            string
	Author           string
	Language         string // BCP 47
	PublishedAt      *time.Time
	ModifiedAt       *time.Time
	RobotsDirectives string
	WordCount        int
	ClaimCount       int
	NearCopyOf       []string // document ids of other sources
	ArchiveFile      string
	ArchiveOffset    *int64
	Text             string // nothing where no text was read
}

// Outcome is how the page ended: how reading it did or, where it was not fetched, how fetching it did.
func (d *Document) Outcome() string {
	if d.FetchOutcome.Fetched() {
		return string(d.ExtractOutcome)
	}
	return string(d.FetchOutcome)
}

// Readable reports whether the page was fetched and gave text in a language that is read: whether what it says, and
// what it no longer says, is known.
func (d *Document) Readable() bool {
	switch d.ExtractOutcome {
	case ExtractOK, NoClaims:
		return d.FetchOutcome.Fetched()
	case UnsupportedLanguage, Empty, NeedsScript, BotWall, ExtractError:
	}
	return false
}
