package dataset

import (
	"cmp"

	"rolecall/internal/claim"
)

// documentRow is a row of the table documents.
type documentRow struct {
	DocumentID       string   `parquet:"document_id,plain"`
	RunID            string   `parquet:"run_id,dict"`
	SourceID         string   `parquet:"source_id,dict"`
	URL              string   `parquet:"url,plain"`
	FinalURL         string   `parquet:"final_url,plain"`
	CanonicalURL     string   `parquet:"canonical_url,plain"`
	Aliases          []string `parquet:"aliases,list" parquet-element:",plain"`
	FetchedAt        int64    `parquet:"fetched_at,timestamp(microsecond:utc)"`
	FetchOutcome     string   `parquet:"fetch_outcome,dict"`
	ExtractOutcome   string   `parquet:"extract_outcome,optional,dict"`
	Detail           string   `parquet:"detail,optional,plain"`
	FromArchive      bool     `parquet:"from_archive"`
	HTTPStatus       int32    `parquet:"http_status,optional"`
	ContentType      string   `parquet:"content_type,optional,dict"`
	Charset          string   `parquet:"charset,optional,dict"`
	BodySHA256       string   `parquet:"body_sha256,optional,plain"`
	TextSHA256       string   `parquet:"text_sha256,optional,plain"`
	ExtractorVersion string   `parquet:"extractor_version,optional,dict"`
	Title            string   `parquet:"title,optional,plain"`
	Author           string   `parquet:"author,optional,dict"`
	Language         string   `parquet:"language,optional,dict"`
	PublishedAt      *int64   `parquet:"published_at,optional,timestamp(microsecond:utc)"`
	ModifiedAt       *int64   `parquet:"modified_at,optional,timestamp(microsecond:utc)"`
	RobotsDirectives string   `parquet:"robots_directives,optional,dict"`
	WordCount        int32    `parquet:"word_count"`
	ClaimCount       int32    `parquet:"claim_count"`
	NearCopyOf       []string `parquet:"near_copy_of,list" parquet-element:",plain"`
	ArchiveFile      string   `parquet:"archive_file,optional,dict"`
	ArchiveOffset    *int64   `parquet:"archive_offset,optional"`
	Text             string   `parquet:"text,optional,plain"`
}

// CompareDocuments is the order of the table documents: source_id, url, and then document_id.
func CompareDocuments(a, b *claim.Document) int {
	return cmp.Or(
		cmp.Compare(a.SourceID, b.SourceID),
		cmp.Compare(a.URL, b.URL),
		cmp.Compare(a.ID, b.ID),
	)
}

func newDocumentRow(d *claim.Document, runID string) documentRow {
	return documentRow{
		DocumentID: text(d.ID), RunID: runID, SourceID: text(d.SourceID),
		URL: text(d.URL), FinalURL: text(d.FinalURL), CanonicalURL: text(d.CanonicalURL), Aliases: texts(d.Aliases),
		FetchedAt: micros(d.FetchedAt), FetchOutcome: text(d.FetchOutcome), ExtractOutcome: text(d.ExtractOutcome),
		Detail: text(d.Detail), FromArchive: d.FromArchive, HTTPStatus: int32(d.HTTPStatus),
		ContentType: text(d.ContentType), Charset: text(d.Charset),
		BodySHA256: text(d.BodySHA256), TextSHA256: text(d.TextSHA256), ExtractorVersion: text(d.ExtractorVersion),
		Title: text(d.Title), Author: text(d.Author), Language: text(d.Language),
		PublishedAt: microsOf(d.PublishedAt), ModifiedAt: microsOf(d.ModifiedAt),
		RobotsDirectives: text(d.RobotsDirectives), WordCount: int32(d.WordCount), ClaimCount: int32(d.ClaimCount),
		NearCopyOf: texts(d.NearCopyOf), ArchiveFile: text(d.ArchiveFile), ArchiveOffset: d.ArchiveOffset,
		Text: text(d.Text),
	}
}

func (r *documentRow) document() claim.Document {
	return claim.Document{
		ID: r.DocumentID, RunID: r.RunID, SourceID: r.SourceID,
		URL: r.URL, FinalURL: r.FinalURL, CanonicalURL: r.CanonicalURL, Aliases: orNil(r.Aliases),
		FetchedAt: timeOf(r.FetchedAt), FetchOutcome: claim.FetchOutcome(r.FetchOutcome),
		ExtractOutcome: claim.ExtractOutcome(r.ExtractOutcome),
		Detail:         r.Detail, FromArchive: r.FromArchive, HTTPStatus: int(r.HTTPStatus),
		ContentType: r.ContentType, Charset: r.Charset,
		BodySHA256: r.BodySHA256, TextSHA256: r.TextSHA256, ExtractorVersion: r.ExtractorVersion,
		Title: r.Title, Author: r.Author, Language: r.Language,
		PublishedAt: timeOfPointer(r.PublishedAt), ModifiedAt: timeOfPointer(r.ModifiedAt),
		RobotsDirectives: r.RobotsDirectives, WordCount: int(r.WordCount), ClaimCount: int(r.ClaimCount),
		NearCopyOf: orNil(r.NearCopyOf), ArchiveFile: r.ArchiveFile, ArchiveOffset: r.ArchiveOffset,
		Text: r.Text,
	}
}
