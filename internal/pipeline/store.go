package pipeline

import (
	"cmp"
	"errors"
	"io/fs"
	"sync"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/compare"
	"rolecall/internal/crawl"
	"rolecall/internal/dataset"
)

// pageRow is a document with the place of its exchange in the run's spool file; Offset -1: none.
type pageRow struct {
	Document claim.Document
	Archived archive.Group
	Stored   *crawl.Stored // what the next run is to know of the page; nil: nothing
}

// topicRow is a claim under one of its topics.
type topicRow struct {
	Topic    string
	Evidence compare.Evidence
}

// store is where a run's rows lie until they are sorted. Adding is safe for concurrent use.
type store struct {
	mu     sync.Mutex
	part   *archive.Part
	pages  *dataset.Sorter[pageRow]
	claims *dataset.Sorter[compare.Evidence]
	topics *dataset.Sorter[topicRow]
}

func newStore(out *dataset.Run) (*store, error) {
	dir := out.TempDir()
	part, err := archive.OpenPart(out.SpoolPath(), out.ID())
	if err != nil {
		return nil, err
	}
	s := &store{part: part}
	pages, err := dataset.NewSorter(dir, func(a, b *pageRow) int { return dataset.CompareDocuments(&a.Document, &b.Document) }, dataset.Limits{})
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.pages = pages
	claims, err := dataset.NewSorter(dir, func(a, b *compare.Evidence) int { return dataset.CompareClaims(&a.Claim, &b.Claim) }, dataset.Limits{})
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.claims = claims
	topics, err := dataset.NewSorter(dir, compareTopics, dataset.Limits{})
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.topics = topics
	return s, nil
}

func compareTopics(a, b *topicRow) int {
	return cmp.Or(cmp.Compare(a.Topic, b.Topic), dataset.CompareClaims(&a.Evidence.Claim, &b.Evidence.Claim))
}

// add keeps a page and its claims.
func (s *store) add(row pageRow, claims []compare.Evidence) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range claims {
		if err := s.claims.Add(claims[i]); err != nil {
			return err
		}
	}
	return s.pages.Add(row)
}

// close removes the temporary files.
func (s *store) close() error {
	var errs []error
	if s.pages != nil {
		errs = append(errs, s.pages.Close())
	}
	if s.claims != nil {
		errs = append(errs, s.claims.Close())
	}
	if s.topics != nil {
		errs = append(errs, s.topics.Close())
	}
	return errors.Join(append(errs, s.part.Close())...)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
