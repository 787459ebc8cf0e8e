package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/crawl"
	"rolecall/internal/lexicon"
	"rolecall/internal/page"
	"rolecall/internal/source"
)

// ExplainConfig says which page to explain, and how to read it.
type ExplainConfig struct {
	Target string // the URL to fetch or, with Body, the name of what was read
	Body   []byte // a page that is at hand; nil: fetch Target
	Role   string // shows the claims of this role and those that compare roles; "": of all of Roles
	Roles  []string
	Select source.Select

	Now               func() time.Time
	Version           string // of the program
	AllowPrivateHosts bool
	Contact           string
}

// Roles lists the ids of all roles that can be asked for.
func Roles() []string { return lexicon.English().RoleIDs() }

// ErrSelector says that a selector is not CSS.
var ErrSelector = errors.New("not a selector")

// explained is the id of the source that an explained page stands for.
const explained = "page"

// Explain reads one page as a run would and tells what was found on it, by which rule, and what was passed over. A page
// that cannot be fetched or read is no error: Fetched, Outcome and Detail say so. Errors are ErrRole, ErrSelector and
// a cancelled context.
func Explain(ctx context.Context, cfg ExplainConfig) (Explanation, error) {
	roles := cfg.Roles
	if cfg.Role != "" && !slices.Contains(roles, cfg.Role) {
		roles = append(slices.Clone(roles), cfg.Role)
	}
	r, err := newReader(roles)
	if err != nil {
		return Explanation{}, err
	}
	r.trace, r.runID = true, "explain"
	if err := page.Select(cfg.Select).Check(); err != nil {
		return Explanation{}, fmt.Errorf("%w: %w", ErrSelector, err)
	}
	res := atHand(cfg)
	if cfg.Body == nil {
		if res, err = fetchOne(ctx, cfg); err != nil {
			return Explanation{}, err
		}
	}
	got := r.read(res, cfg.Select)
	e := describeReading(cfg.Target, &got)
	if got.page != nil {
		x := explainer{reader: r, role: claim.Role(cfg.Role), text: []rune(got.doc.Text)}
		x.explain(&e, &got)
	}
	return e, nil
}

// atHand is the fetch result that a page at hand stands for.
func atHand(cfg ExplainConfig) crawl.Result {
	res := crawl.Result{SourceID: explained, URL: cfg.Target, FetchedAt: cfg.Now(), Outcome: crawl.OK, Body: cfg.Body}
	if what := crawl.NoPage("", cfg.Body); what != "" {
		res.Outcome, res.Detail = crawl.NotHTML, cfg.Target+" is no HTML page but "+what
	}
	return res
}

// fetchOne crawls a source of one page. A single page needs no delay but what robots.txt asks for.
func fetchOne(ctx context.Context, cfg ExplainConfig) (crawl.Result, error) {
	var got crawl.Result
	one := source.Source{ID: explained, URLs: []string{cfg.Target}, Politeness: source.Politeness{Parallel: 1}}
	err := crawl.Run(ctx, crawl.Config{
		UserAgent: "rolecall/" + cfg.Version, Contact: cfg.Contact, Now: cfg.Now, AllowPrivateHosts: cfg.AllowPrivateHosts,
	}, []source.Source{one}, func(res crawl.Result) error {
		got = res
		return nil
	})
	return got, err
}
