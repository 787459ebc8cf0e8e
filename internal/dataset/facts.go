package dataset

import (
	"iter"

	"rolecall/internal/claim"
)

// factsRow is a row of documents with what tells a change of a page.
type factsRow struct {
	DocumentID       string   `parquet:"document_id,plain"`
	RunID            string   `parquet:"run_id,dict"`
	SourceID         string   `parquet:"source_id,dict"`
	URL              string   `parquet:"url,plain"`
	FinalURL         string   `parquet:"final_url,plain"`
	Aliases          []string `parquet:"aliases,list" parquet-element:",plain"`
	FetchOutcome     string   `parquet:"fetch_outcome,dict"`
	ExtractOutcome   string   `parquet:"extract_outcome,optional,dict"`
	BodySHA256       string   `parquet:"body_sha256,optional,plain"`
	TextSHA256       string   `parquet:"text_sha256,optional,plain"`
	ExtractorVersion string   `parquet:"extractor_version,optional,dict"`
	Title            string   `parquet:"title,optional,plain"`
	PublishedAt      *int64   `parquet:"published_at,optional,timestamp(microsecond:utc)"`
}

// ReadDocumentFacts streams a run's documents in the table's order without reading their texts: ids, addresses,
// outcomes, hashes, extractor version, title and date are set, nothing else.
func ReadDocumentFacts(run Stored) iter.Seq2[claim.Document, error] {
	return func(yield func(claim.Document, error) bool) {
		for r, err := range readRows[factsRow](run, Documents) {
			if err != nil {
				yield(claim.Document{}, err)
				return
			}
			if !yield(r.document(), nil) {
				return
			}
		}
	}
}

func (r *factsRow) document() claim.Document {
	return claim.Document{
		ID: r.DocumentID, RunID: r.RunID, SourceID: r.SourceID, URL: r.URL, FinalURL: r.FinalURL, Aliases: orNil(r.Aliases),
		FetchOutcome: claim.FetchOutcome(r.FetchOutcome), ExtractOutcome: claim.ExtractOutcome(r.ExtractOutcome),
		BodySHA256: r.BodySHA256, TextSHA256: r.TextSHA256, ExtractorVersion: r.ExtractorVersion,
		Title: r.Title, PublishedAt: timeOfPointer(r.PublishedAt),
	}
}
