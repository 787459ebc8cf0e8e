package dataset

import (
	"github.com/parquet-go/parquet-go"

	"rolecall/internal/claim"
)

func claimTable() *table[claim.Claim, claimRow] {
	return &table[claim.Claim, claimRow]{
		name: Claims, row: newClaimRow, domain: (*claimRow).claim, compare: CompareClaims,
		bytes: func(c *claim.Claim) int { return len(c.Quote) + len(c.Section) + len(c.Condition) + 256 },
		sorting: []parquet.SortingColumn{
			parquet.NullsFirst(parquet.Ascending("role")), parquet.Ascending("kind"),
			parquet.NullsFirst(parquet.Ascending("category")), parquet.Ascending("source_id"),
			parquet.Ascending("document_id"), parquet.Ascending("quote_start"), parquet.Ascending("claim_id"),
		},
		noStats: [][]string{
			{"quote"},
			{"section"},
			{"author"},
			{"condition"},
			{"url"},
			{"object"},
			{"value"},
			{"cited_source"},
			{"context", "list", "element", "field"},
		},
	}
}

func documentTable() *table[claim.Document, documentRow] {
	return &table[claim.Document, documentRow]{
		name: Documents, row: newDocumentRow, domain: (*documentRow).document, compare: CompareDocuments,
		bytes: func(d *claim.Document) int { return len(d.Text) + len(d.Detail) + len(d.Title) + 512 },
		sorting: []parquet.SortingColumn{
			parquet.Ascending("source_id"), parquet.Ascending("url"), parquet.Ascending("document_id"),
		},
		noStats: [][]string{
			{"final_url"},
			{"canonical_url"},
			{"aliases", "list", "element"},
			{"detail"},
			{"content_type"},
			{"title"},
			{"author"},
			{"language"},
			{"robots_directives"},
			{"text"},
		},
	}
}

func conflictTable() *table[claim.Conflict, conflictRow] {
	return &table[claim.Conflict, conflictRow]{
		name: Conflicts, row: newConflictRow, domain: (*conflictRow).conflict, compare: CompareConflicts,
		bytes:   func(c *claim.Conflict) int { return len(c.Explanation) + len(c.DecisionNote) + 1024*len(c.Sides) },
		sorting: []parquet.SortingColumn{parquet.Ascending("conflict_id")},
		noStats: [][]string{
			{"reason_not_comparable"},
			{"explanation"},
			{"decided_by"},
			{"decision_note"},
			{"topic"},
			{"sides", "list", "element", "position"},
			{"sides", "list", "element", "source_ids", "list", "element"},
			{"sides", "list", "element", "claim_ids", "list", "element"},
		},
	}
}
