package upkeep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strings"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// placed is what a claim says of its place in a document.
type placed struct {
	SourceID, URL, DocumentID string
	ClaimID, Quote            string
	claim.Span
	Context []claim.Context
}

// comparePlaced is the order of the table documents.
func comparePlaced(a, b *placed) int {
	return dataset.CompareDocuments(
		&claim.Document{SourceID: a.SourceID, URL: a.URL, ID: a.DocumentID},
		&claim.Document{SourceID: b.SourceID, URL: b.URL, ID: b.DocumentID})
}

// tables reads the three tables of a run, holds the claims against the documents' texts and the conflicts against the
// claims, and counts what there is.
func (v *verifier) tables(ctx context.Context, run dataset.Stored) (*counted, error) {
	has := newCounted()
	byDocument, err := dataset.NewSorter(v.temp, comparePlaced, dataset.Limits{})
	if err != nil {
		return has, err
	}
	defer byDocument.Close()
	mentions, err := dataset.NewSorter(v.temp, compareMentions, dataset.Limits{})
	if err != nil {
		return has, err
	}
	defer mentions.Close()
	claims, err := walkTable(ctx, v, &run, dataset.Claims, dataset.ReadClaims(run), dataset.CompareClaims, func(c *claim.Claim) (string, error) {
		has.of(c.SourceID).claims++
		return c.RunID, errors.Join(
			byDocument.Add(placed{c.SourceID, c.URL, c.DocumentID, c.ID, c.Quote, c.Span, c.Context}),
			mentions.Add(mention{ClaimID: c.ID, SourceIDs: []string{c.SourceID}}))
	})
	if err != nil {
		return has, err
	}
	join := &evidence{v: v, run: &run}
	next, stop := iter.Pull2(byDocument.Sorted())
	defer stop()
	join.next = next
	documents, err := walkTable(ctx, v, &run, dataset.Documents, dataset.ReadDocuments(run), dataset.CompareDocuments, func(d *claim.Document) (string, error) {
		has.document(d)
		v.document(&run, d)
		if claims < 0 {
			return d.RunID, v.expect(run.ID, d)
		}
		return d.RunID, errors.Join(join.check(d), v.expect(run.ID, d))
	})
	has.whole = documents >= 0 && claims >= 0
	if err == nil && has.whole {
		err = join.rest()
	}
	if err != nil {
		return has, err
	}
	conflicts, err := walkTable(ctx, v, &run, dataset.Conflicts, dataset.ReadConflicts(run), dataset.CompareConflicts, func(c *claim.Conflict) (string, error) {
		return c.RunID, addMentions(mentions, c)
	})
	if err == nil && claims >= 0 && conflicts >= 0 {
		err = v.matchMentions(&run, mentions)
	}
	v.checked.Claims += max(claims, 0)
	v.checked.Documents += max(documents, 0)
	return has, err
}

// walkTable reads a table and hands each row to visit, which gives the row's run. It counts the rows, -1 where the table
// could not be read to its end.
func walkTable[T any](ctx context.Context, v *verifier, run *dataset.Stored, table string, rows iter.Seq2[T, error], compare func(a, b *T) int, visit func(*T) (string, error)) (int, error) {
	where := strings.TrimSuffix(run.Paths.Claims, dataset.Claims+".parquet") + table + ".parquet"
	count, sorted, foreign := 0, true, false
	var last T
	for row, err := range rows {
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				v.found.add(run.ID, CheckTable, where, fmt.Sprintf("cannot be read from row %d on: %v", count, cause(err)))
			} else if !listed(run, where) {
				v.found.add(run.ID, CheckMissing, where, "is missing")
			}
			return -1, nil
		}
		if err := ctx.Err(); err != nil {
			return count, err
		}
		of, err := visit(&row)
		if err != nil {
			return count, err
		}
		sorted = sorted && (count == 0 || compare(&last, &row) <= 0)
		foreign = foreign || of != run.ID
		last = row
		count++
	}
	if !sorted {
		v.found.add(run.ID, CheckTable, where, "its rows are not in the table's order")
	}
	if foreign {
		v.found.add(run.ID, CheckTable, where, "has rows of another run")
	}
	return count, nil
}

func listed(run *dataset.Stored, path string) bool {
	for _, f := range run.Manifest.Files {
		if f.Path == path {
			return true
		}
	}
	return false
}

// document checks what a document says of its own text.
func (v *verifier) document(run *dataset.Stored, d *claim.Document) {
	if d.Text == "" || d.TextSHA256 == "" {
		return
	}
	if sum := sha256.Sum256([]byte(d.Text)); hex.EncodeToString(sum[:]) != d.TextSHA256 {
		v.found.add(run.ID, CheckEvidence, run.Paths.Documents+", document "+d.ID, "the text is not the one of text_sha256")
	}
}

// evidence joins the claims of a run, in the order of the documents, to the documents.
type evidence struct {
	v    *verifier
	run  *dataset.Stored
	next func() (placed, error, bool)
	head *placed // nil: not read yet, or at the end
	end  bool
}

// check checks the claims of a document. Claims that come before it have none.
func (e *evidence) check(d *claim.Document) error {
	var text []rune
	at := placed{SourceID: d.SourceID, URL: d.URL, DocumentID: d.ID}
	count := 0
	for {
		if err := e.read(); err != nil {
			return err
		}
		if e.end {
			break
		}
		order := comparePlaced(e.head, &at)
		if order > 0 {
			break
		}
		if order < 0 {
			e.orphan()
		} else {
			if text == nil {
				text = []rune(d.Text)
			}
			e.place(e.head, text)
			count++
		}
		e.head = nil
	}
	if count != d.ClaimCount {
		e.v.found.add(e.run.ID, CheckEvidence, e.run.Paths.Documents+", document "+d.ID, fmt.Sprintf("claim_count is %d, and %d claims are of it", d.ClaimCount, count))
	}
	return nil
}

// rest tells the claims behind the last document.
func (e *evidence) rest() error {
	for {
		if err := e.read(); err != nil || e.end {
			return err
		}
		e.orphan()
		e.head = nil
	}
}

func (e *evidence) read() error {
	if e.head != nil || e.end {
		return nil
	}
	row, err, more := e.next()
	if err != nil {
		return err
	}
	e.head, e.end = &row, !more
	return nil
}

func (e *evidence) orphan() {
	e.v.found.add(e.run.ID, CheckEvidence, e.run.Paths.Claims+", claim "+e.head.ClaimID, "its document "+e.head.DocumentID+" is not in documents")
}

// place checks that a claim's spans stand in the text.
func (e *evidence) place(c *placed, text []rune) {
	where := e.run.Paths.Claims + ", claim " + c.ClaimID
	switch {
	case c.Start < 0 || c.End < c.Start || c.End > len(text):
		e.v.found.add(e.run.ID, CheckEvidence, where, fmt.Sprintf("the quote's offsets %d to %d are not within the text of %d code points", c.Start, c.End, len(text)))
	case string(text[c.Start:c.End]) != c.Quote:
		e.v.found.add(e.run.ID, CheckEvidence, where, fmt.Sprintf("the text at %d to %d is %q, the quote %q", c.Start, c.End, short(string(text[c.Start:c.End])), short(c.Quote)))
	}
	for _, ctx := range c.Context {
		if ctx.Start < 0 || ctx.End < ctx.Start || ctx.End > len(text) {
			e.v.found.add(e.run.ID, CheckEvidence, where, fmt.Sprintf("the context of %s, %d to %d, is not within the text of %d code points", ctx.Field, ctx.Start, ctx.End, len(text)))
		}
	}
}

// short cuts a text for a message.
func short(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
