package jsonld

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// Write writes the claims of a run's sources, of all where none is named, as a graph, a node a line. Pages and claims are sorted by page on disk, so that a run of any
// size is written within a fixed memory.
func Write(w io.Writer, run dataset.Stored, sources []string) error {
	chosen := dataset.Filter{Sources: sources}
	if err := chosen.Check(dataset.Claims, []dataset.Stored{run}); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "rolecall-jsonld-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	pages, err := sorted(dir, dataset.ReadDocuments(run), func(a, b *claim.Document) int { return cmp.Compare(a.ID, b.ID) },
		func(d *claim.Document) bool {
			d.Text = ""
			return d.ClaimCount > 0 && from(sources, d.SourceID)
		})
	if err != nil {
		return err
	}
	defer pages.Close()
	claims, err := sorted(dir, dataset.ReadClaims(run), byPage, func(c *claim.Claim) bool { return from(sources, c.SourceID) })
	if err != nil {
		return err
	}
	defer claims.Close()
	out := bufio.NewWriterSize(w, 1<<16)
	return errors.Join(writeGraph(out, pages.Sorted(), claims.Sorted()), out.Flush())
}

func from(sources []string, id string) bool { return len(sources) == 0 || slices.Contains(sources, id) }

// byPage is the order of claims on their pages.
func byPage(a, b *claim.Claim) int {
	return cmp.Or(cmp.Compare(a.DocumentID, b.DocumentID), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
}

// sorted sorts the rows that are kept, on disk where they are many.
func sorted[T any](dir string, rows iter.Seq2[T, error], compare func(a, b *T) int, keep func(*T) bool) (*dataset.Sorter[T], error) {
	sorter, err := dataset.NewSorter(dir, compare, dataset.Limits{})
	if err != nil {
		return nil, err
	}
	for row, err := range rows {
		if err == nil && keep(&row) {
			err = sorter.Add(row)
		}
		if err != nil {
			return nil, errors.Join(err, sorter.Close())
		}
	}
	return sorter, nil
}

// writeGraph writes the nodes of each page with its claims; both come in the order of document_id.
func writeGraph(w io.Writer, pages iter.Seq2[claim.Document, error], claims iter.Seq2[claim.Claim, error]) error {
	if _, err := io.WriteString(w, `{"@context": `+Context+`, "@graph": [`); err != nil {
		return err
	}
	next, stop := iter.Pull2(claims)
	defer stop()
	c, err, more := next()
	separator := "\n"
	for page, pageErr := range pages {
		var own []claim.Claim
		for ; more && err == nil && c.DocumentID <= page.ID; c, err, more = next() {
			if c.DocumentID == page.ID {
				own = append(own, c)
			}
		}
		if err := errors.Join(err, pageErr); err != nil {
			return err
		}
		for _, node := range Page(&page, own) {
			data, err := json.Marshal(node)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "%s%s", separator, data); err != nil {
				return err
			}
			separator = ",\n"
		}
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}
