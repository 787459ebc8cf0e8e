package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"rolecall/internal/archive"
	"rolecall/internal/claim"
	"rolecall/internal/crawl"
	"rolecall/internal/dataset"
	"rolecall/internal/state"
)

// kept is what runs leave to the next: state.db and the archives that it speaks of.
type kept struct {
	out      string
	db       *state.DB
	readings readings
	batch    *state.Batch // what this run adds; nil: not begun
}

// openKept opens state.db. A run from archives needs none and changes none.
func (r *run) openKept(ctx context.Context) error {
	if len(r.Replay) > 0 {
		return nil
	}
	db, warning, err := state.Open(context.WithoutCancel(ctx), filepath.Join(r.Out, "state.db"))
	if err != nil {
		return err
	}
	if warning != "" {
		r.warn(warning)
	}
	packing, err := dataset.NewPacking[readPage]()
	if err != nil {
		return errors.Join(err, db.Close())
	}
	r.kept = &kept{out: r.Out, db: db, readings: readings{db, packing}}
	return nil
}

// body reads a page that an earlier run archived.
func (k *kept) body(name string, offset int64) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, fmt.Errorf("%s is not in the output folder", name)
	}
	file, err := os.Open(filepath.Join(k.out, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	record, err := archive.ReadAt(file, offset)
	if err != nil {
		return nil, err
	}
	res, err := record.Response()
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// begin starts what this run adds.
func (k *kept) begin(ctx context.Context) error {
	if k == nil {
		return nil
	}
	batch, err := k.db.Begin(context.WithoutCancel(ctx))
	k.batch = batch
	return err
}

// put notes where the body of a page lies now.
func (k *kept) put(page *crawl.Stored, doc *claim.Document) error {
	if k == nil || page == nil || doc.ArchiveOffset == nil {
		return nil
	}
	page.ArchiveFile, page.ArchiveOffset = doc.ArchiveFile, *doc.ArchiveOffset
	return k.batch.Put(context.Background(), page) // a cancelled run keeps what it has, too
}

// commit makes what this run added last, once the run itself is there.
func (k *kept) commit(ctx context.Context, r *run) error {
	if k == nil || k.batch == nil {
		return nil
	}
	return k.batch.Commit(context.WithoutCancel(ctx), r.started)
}

func (k *kept) close() error {
	if k == nil {
		return nil
	}
	var err error
	if k.batch != nil {
		err = k.batch.Rollback() // after a commit this does nothing
	}
	return errors.Join(err, k.db.Close())
}
