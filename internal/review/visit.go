package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"rolecall/internal/claim"
)

// visit is what a reviewer saw at the last visit, and what is to be remembered of this one. A visit lasts from the
// start of the server to its end, or until nobody asked for the queue for visitPause.
//
// It is kept in the output folder, a file a reviewer, and not in the browser: it belongs to the person and the data, so
// another browser, port or machine makes nothing new that was seen. It may be deleted; then nothing is marked as new.
type visit struct {
	path     string
	reviewer string

	mu     sync.Mutex
	before *seen // of the last visit; nil: this is the first
	now    seen
}

const visitPause = 4 * time.Hour

// seen is the file of a visit: the conflicts that stood in the queue, each with a fingerprint of its evidence.
type seen struct {
	Reviewer  string            `json:"reviewer"`
	At        time.Time         `json:"at"`
	RunID     string            `json:"run_id"`
	Conflicts map[string]string `json:"conflicts"`
}

func beginVisit(out, reviewer string) (*visit, error) {
	v := &visit{path: filepath.Join(out, "visits", claim.Fingerprint("visit", reviewer)+".json"), reviewer: reviewer}
	return v, v.open()
}

// open reads the last visit.
func (v *visit) open() error {
	v.before = nil
	data, err := os.ReadFile(v.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var s seen
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("%s: %w: delete the file; only what is new since the last visit is lost", v.path, err)
	}
	v.before = &s
	return nil
}

// last gives the time of the last visit, zero where this is the first.
func (v *visit) last() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.before == nil {
		return time.Time{}
	}
	return v.before.At
}

// isNew reports whether a conflict was not in the queue at the last visit, or stood on other evidence.
func (v *visit) isNew(r *run, conflict string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.before != nil && v.before.Conflicts[conflict] != evidenceOf(r, conflict)
}

// note remembers that the reviewer saw the queue of a run.
func (v *visit) note(r *run, now time.Time) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.now.At.IsZero() && now.Sub(v.now.At) > visitPause {
		v.before = &seen{At: v.now.At, RunID: v.now.RunID, Conflicts: v.now.Conflicts}
	}
	v.now = seen{Reviewer: v.reviewer, At: now.UTC().Truncate(time.Second), RunID: r.stored.ID, Conflicts: map[string]string{}}
	for id := range r.conflicts {
		v.now.Conflicts[id] = evidenceOf(r, id)
	}
	data, err := json.MarshalIndent(v.now, "", " ")
	if err != nil {
		return err
	}
	return writeFile(v.path, append(data, '\n'))
}

// writeFile puts a file in place whole.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".visit-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}

func evidenceOf(r *run, conflict string) string {
	parts := []string{"seen"}
	for _, b := range r.basis[conflict] {
		parts = append(parts, b.Position, b.ClaimKey, b.EvidenceHash)
	}
	return claim.Fingerprint(parts...)[:16]
}
