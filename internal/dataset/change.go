package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// changeDir is the folder under staging in which a change is prepared. No run id begins with a dot.
const changeDir = ".change"

// Change is a change of committed runs: files and folders that are replaced or deleted. It is written down before it is
// made, so that one that is broken off is finished by the next Change or run. Each file and folder is the old or the new
// one at any moment. Its methods are not safe for concurrent use.
type Change struct {
	outDir string
	lock   *os.File
	plan   changePlan
	held   []*os.File // other files that are locked until Close

	done func(step string) // told of each step
}

// changePlan is what is written down of a change.
type changePlan struct {
	Name  string       `json:"name"`
	Steps []changeStep `json:"steps"`
}

// changeStep replaces or deletes what lies at a path from the output folder, with slashes.
type changeStep struct {
	Path   string `json:"path"`
	Staged string `json:"staged,omitempty"` // name under new/; empty: delete
	Hash   string `json:"hash,omitempty"`   // of a staged folder, to know it again
}

// BeginChange takes the lock of an output folder, finishes a change that was broken off and begins another; name says in
// a word or two what it does. The error is ErrLocked where a run is at work there. Every BeginChange is ended by Close.
func BeginChange(outDir, name string) (*Change, error) {
	if _, err := Open(outDir); err != nil {
		return nil, err
	}
	lock, err := acquire(outDir)
	if err != nil {
		return nil, err
	}
	c := &Change{outDir: outDir, lock: lock, plan: changePlan{Name: name}, done: func(string) {}}
	if err := finishChange(outDir); err != nil {
		return nil, errors.Join(explain(err), release(lock))
	}
	return c, nil
}

// PendingChange names the change that was broken off and waits to be finished; "" where there is none.
func PendingChange(outDir string) (string, error) {
	var plan changePlan
	err := readJSON(planOf(outDir), &plan, planRemedy(outDir))
	return plan.Name, ignoreMissing(err)
}

func planOf(outDir string) string { return filepath.Join(outDir, staging, changeDir, "plan.json") }

func (c *Change) dir() string { return filepath.Join(c.outDir, staging, changeDir) }

// Replace gives a path under which to write what is to stand at a path from the output folder: a file, or a folder that
// the caller makes. Nothing needs to stand there yet.
func (c *Change) Replace(path string) (string, error) {
	staged := strconv.Itoa(len(c.plan.Steps))
	c.plan.Steps = append(c.plan.Steps, changeStep{Path: path, Staged: staged})
	dir := filepath.Join(c.dir(), "new")
	return filepath.Join(dir, staged), explain(os.MkdirAll(dir, 0o755))
}

// Delete notes that what lies at a path from the output folder is to go. Steps are made in the order in which they were
// noted.
func (c *Change) Delete(path string) { c.plan.Steps = append(c.plan.Steps, changeStep{Path: path}) }

// Commit makes the change. After an error the change may be made in part: the next one finishes it.
func (c *Change) Commit() error {
	if len(c.plan.Steps) == 0 {
		return nil
	}
	if err := c.writePlan(); err != nil {
		return fmt.Errorf("%s: prepare: %w", c.plan.Name, explain(err))
	}
	c.done("plan")
	if err := c.plan.apply(c.outDir, c.done); err != nil {
		return fmt.Errorf("%s: %w", c.plan.Name, explain(err))
	}
	return nil
}

// writePlan brings everything staged to disk, and then the plan, which is the point from which the change is made.
func (c *Change) writePlan() error {
	dir := filepath.Join(c.dir(), "new")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range c.plan.Steps {
		step := &c.plan.Steps[i]
		if step.Staged == "" {
			continue
		}
		hash, err := hashFolder(filepath.Join(dir, step.Staged))
		if err != nil {
			return err
		}
		step.Hash = hash
	}
	if err := syncTree(dir); err != nil {
		return err
	}
	temp := planOf(c.outDir) + ".tmp"
	if err := writeJSON(temp, c.plan); err != nil {
		return err
	}
	return move(c.outDir, temp, planOf(c.outDir))
}

// Close drops what was not committed and frees the lock. It can be deferred.
func (c *Change) Close() error {
	if c.lock == nil {
		return nil
	}
	lock := c.lock
	c.lock = nil
	planned, err := exists(planOf(c.outDir))
	if err == nil && !planned {
		err = clearChange(c.outDir)
	}
	for _, f := range c.held {
		err = errors.Join(err, f.Close())
	}
	return errors.Join(explain(err), release(lock))
}

// finishChange makes what is left of a change that was written down, and drops one that was not. The lock must be held.
func finishChange(outDir string) error {
	var plan changePlan
	err := readJSON(planOf(outDir), &plan, planRemedy(outDir))
	if errors.Is(err, fs.ErrNotExist) {
		return clearChange(outDir)
	}
	if err != nil {
		return err
	}
	if err := plan.apply(outDir, func(string) {}); err != nil {
		return fmt.Errorf("finishing a change that was broken off (%s): %w", plan.Name, err)
	}
	return nil
}

// apply makes the steps of a plan. It can be broken off anywhere and done again.
func (p *changePlan) apply(outDir string, done func(string)) error {
	for i, step := range p.Steps {
		if !filepath.IsLocal(filepath.FromSlash(step.Path)) {
			return fmt.Errorf("%s is not in the output folder", step.Path)
		}
		if err := step.apply(outDir, strconv.Itoa(i)); err != nil {
			return err
		}
		done(step.Path)
	}
	if err := os.Remove(planOf(outDir)); err != nil {
		return err
	}
	done("end")
	return clearChange(outDir)
}

func (s *changeStep) apply(outDir, number string) error {
	final := filepath.Join(outDir, filepath.FromSlash(s.Path))
	trash := filepath.Join(outDir, staging, changeDir, "old", number)
	if s.Staged == "" {
		return s.remove(outDir, final, trash)
	}
	staged := filepath.Join(outDir, staging, changeDir, "new", s.Staged)
	if there, err := exists(staged); err != nil || !there {
		return err // made already
	}
	there, err := exists(final)
	if err != nil {
		return err
	}
	if s.Hash == "" || !there {
		return move(outDir, staged, final)
	}
	if hash, err := hashFolder(final); err != nil || hash == s.Hash {
		return err // made already; what is staged is the old one
	}
	if err := exchange(staged, final); !errors.Is(err, errNoExchange) {
		return errors.Join(err, syncPath(filepath.Dir(final)), syncPath(filepath.Dir(staged)))
	}
	if err := move(outDir, final, trash); err != nil {
		return err
	}
	return move(outDir, staged, final)
}

// remove moves a file or folder out of the way by one rename, and its folder with it if it was the last of a date.
func (s *changeStep) remove(outDir, final, trash string) error {
	there, err := exists(final)
	if err != nil || !there {
		return err
	}
	if err := move(outDir, final, trash); err != nil {
		return err
	}
	if parent := filepath.Dir(final); filepath.Base(filepath.Dir(parent)) == "data" {
		entries, err := os.ReadDir(parent)
		if err == nil && len(entries) == 0 {
			return os.Remove(parent)
		}
	}
	return nil
}

func clearChange(outDir string) error { return clearStaging(outDir, changeDir) }

// hashFolder is a fingerprint of the names and contents of the files in a folder; "" where the path is a file.
func hashFolder(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return "", err
	}
	files, err := describeTree(path, "")
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, f := range files {
		fmt.Fprintf(hash, "%s %s\n", f.SHA256, f.Path)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// errNoExchange says that the system cannot exchange two folders in one step.
var errNoExchange = errors.New("folders cannot be exchanged")
