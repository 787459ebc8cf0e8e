package review

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// decisions reads the decisions of an output folder anew whenever the file changed: somebody else may decide, too, or
// take in a colleague's file.
type decisions struct {
	out  string
	warn func(string)

	mu      sync.Mutex
	size    int64
	changed time.Time
	list    []claim.Decision // in the order of time; never changed once handed out
}

// read gives all decisions in the order of time.
func (d *decisions) read() ([]claim.Decision, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	info, err := os.Stat(dataset.DecisionsPath(d.out))
	if errors.Is(err, fs.ErrNotExist) {
		d.list, d.size, d.changed = nil, 0, time.Time{}
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if info.Size() == d.size && info.ModTime().Equal(d.changed) {
		return d.list, nil
	}
	list, err := dataset.ReadDecisions(d.out)
	if err != nil {
		return nil, err
	}
	cutOff, err := CutOff(d.out)
	if err != nil {
		return nil, err
	}
	if cutOff != "" && d.warn != nil {
		d.warn(cutOff)
	}
	d.list, d.size, d.changed = dataset.MergeDecisions(list), info.Size(), info.ModTime()
	return d.list, nil
}
