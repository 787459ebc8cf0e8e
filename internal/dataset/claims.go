package dataset

import (
	"cmp"

	"rolecall/internal/claim"
)

// claimRow is a row of the table claims.
type claimRow struct {
	ClaimID        string       `parquet:"claim_id,plain"`
	ClaimKey       string       `parquet:"claim_key,plain"`
	EvidenceHash   string       `parquet:"evidence_hash,plain"`
	RunID          string       `parquet:"run_id,dict"`
	SourceID       string       `parquet:"source_id,dict"`
	DocumentID     string       `parquet:"document_id,dict"`
	URL            string       `parquet:"url,dict"`
	Role           string       `parquet:"role,optional,dict"`
	Kind           string       `parquet:"kind,dict"`
	Form           string       `parquet:"form,dict"`
	Quote          string       `parquet:"quote,plain"`
	QuoteStart     int32        `parquet:"quote_start"`
	QuoteEnd       int32        `parquet:"quote_end"`
	Context        []contextRow `parquet:"context,list"`
	Section        string       `parquet:"section,dict"`
	Author         string       `parquet:"author,optional,dict"`
	Condition      string       `parquet:"condition,optional,dict"`
	Modality       string       `parquet:"modality,dict"`
	Category       string       `parquet:"category,optional,dict"`
	Categories     []string     `parquet:"categories,list" parquet-element:",dict"`
	CategoryScore  *float64     `parquet:"category_score,optional"`
	CategorySecond string       `parquet:"category_second,optional,dict"`
	Object         string       `parquet:"object,optional,dict"`
	Value          string       `parquet:"value,optional,dict"`
	PayMin         *float64     `parquet:"pay_min,optional"`
	PayMax         *float64     `parquet:"pay_max,optional"`
	Currency       string       `parquet:"currency,optional,dict"`
	Period         string       `parquet:"period,optional,dict"`
	AnnualMin      *float64     `parquet:"annual_min,optional"`
	AnnualMax      *float64     `parquet:"annual_max,optional"`
	AnnualUSDMin   *float64     `parquet:"annual_usd_min,optional"`
	AnnualUSDMax   *float64     `parquet:"annual_usd_max,optional"`
	USDRate        *float64     `parquet:"usd_rate,optional"`
	Statistic      string       `parquet:"statistic,optional,dict"`
	Component      string       `parquet:"component,optional,dict"`
	Region         string       `parquet:"region,optional,dict"`
	AsOf           string       `parquet:"as_of,optional,dict"`
	CitedSource    string       `parquet:"cited_source,optional,dict"`
	Rule           string       `parquet:"rule,dict"`
	Confidence     float64      `parquet:"confidence"`
}

type contextRow struct {
	Field string `parquet:"field,dict"`
	Start int32  `parquet:"start"`
	End   int32  `parquet:"end"`
}

// CompareClaims is the order of the table claims: role, kind, category, source_id, document_id, quote_start, and then
// claim_id.
func CompareClaims(a, b *claim.Claim) int {
	return cmp.Or(
		cmp.Compare(a.Role, b.Role),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Category, b.Category),
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(a.DocumentID, b.DocumentID),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.ID, b.ID),
	)
}

func newClaimRow(c *claim.Claim, runID string) claimRow {
	return claimRow{
		ClaimID: text(c.ID), ClaimKey: text(c.Key), EvidenceHash: text(c.EvidenceHash),
		RunID: runID, SourceID: text(c.SourceID), DocumentID: text(c.DocumentID), URL: text(c.URL),
		Role: text(c.Role), Kind: text(c.Kind), Form: text(c.Form),
		Quote: text(c.Quote), QuoteStart: int32(c.Start), QuoteEnd: int32(c.End),
		Context: newContextRows(c.Context), Section: text(c.Section), Author: text(c.Author),
		Condition: text(c.Condition), Modality: text(c.Modality),
		Category: text(c.Category), Categories: texts(c.Categories),
		CategoryScore: c.CategoryScore, CategorySecond: text(c.CategorySecond),
		Object: text(c.Object), Value: text(c.Value),
		PayMin: c.Pay.Min, PayMax: c.Pay.Max, Currency: text(c.Pay.Currency), Period: text(c.Pay.Period),
		AnnualMin: c.Pay.AnnualMin, AnnualMax: c.Pay.AnnualMax,
		AnnualUSDMin: c.Pay.USDMin, AnnualUSDMax: c.Pay.USDMax, USDRate: c.Pay.USDRate,
		Statistic: text(c.Pay.Statistic), Component: text(c.Pay.Component), Region: text(c.Pay.Region),
		AsOf: text(c.Pay.AsOf), CitedSource: text(c.Pay.CitedSource),
		Rule: text(c.Rule), Confidence: c.Confidence,
	}
}

func (r *claimRow) claim() claim.Claim {
	return claim.Claim{
		ID: r.ClaimID, Key: r.ClaimKey, EvidenceHash: r.EvidenceHash,
		RunID: r.RunID, SourceID: r.SourceID, DocumentID: r.DocumentID, URL: r.URL,
		Role: claim.Role(r.Role), Kind: claim.Kind(r.Kind), Form: claim.Form(r.Form),
		Quote: r.Quote, Span: claim.Span{Start: int(r.QuoteStart), End: int(r.QuoteEnd)},
		Context: contextOf(r.Context), Section: r.Section, Author: r.Author,
		Condition: r.Condition, Modality: claim.Modality(r.Modality),
		Category: r.Category, Categories: orNil(r.Categories),
		CategoryScore: r.CategoryScore, CategorySecond: r.CategorySecond,
		Object: r.Object, Value: r.Value,
		Pay: claim.Pay{
			Min: r.PayMin, Max: r.PayMax, Currency: r.Currency, Period: r.Period,
			AnnualMin: r.AnnualMin, AnnualMax: r.AnnualMax,
			USDMin: r.AnnualUSDMin, USDMax: r.AnnualUSDMax, USDRate: r.USDRate,
			Statistic: r.Statistic, Component: r.Component, Region: r.Region,
			AsOf: r.AsOf, CitedSource: r.CitedSource,
		},
		Rule: r.Rule, Confidence: r.Confidence,
	}
}

func newContextRows(contexts []claim.Context) []contextRow {
	rows := make([]contextRow, len(contexts))
	for i, c := range contexts {
		rows[i] = contextRow{Field: text(c.Field), Start: int32(c.Start), End: int32(c.End)}
	}
	return rows
}

func contextOf(rows []contextRow) []claim.Context {
	contexts := make([]claim.Context, len(rows))
	for i, r := range rows {
		contexts[i] = claim.Context{Field: r.Field, Span: claim.Span{Start: int(r.Start), End: int(r.End)}}
	}
	return orNil(contexts)
}
