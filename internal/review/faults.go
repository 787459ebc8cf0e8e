package review

import "sync"

// faults tells on the terminal what goes wrong: open pages ask every few seconds, so each fault is told once until all
// is well again.
type faults struct {
	tell func(string)

	mu   sync.Mutex
	told string
}

// note tells a fault, or with "" that there is none.
func (f *faults) note(text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if text != "" && text != f.told && f.tell != nil {
		f.tell(text)
	}
	f.told = text
}
