package crawl

import (
	"context"
	"sync"
)

// sink hands results on one at a time until there is an error, which stops the run. It counts by host.
type sink struct {
	handle   func(Result) error
	progress func(Progress)
	stop     context.CancelFunc

	mu    sync.Mutex
	all   counts
	hosts map[string]*counts
	err   error
}

// counts are the pages that are to be fetched as far as is known, those that are done, and those of them that failed.
type counts struct{ total, done, failed int }

func newSink(handle func(Result) error, progress func(Progress), stop context.CancelFunc) *sink {
	return &sink{handle: handle, progress: progress, stop: stop, hosts: map[string]*counts{}}
}

// expect announces pages.
func (s *sink) expect(jobs []job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.total += len(jobs)
	for _, j := range jobs {
		s.host(j.url).total++
	}
}

func (s *sink) host(address string) *counts {
	name := hostOf(address)
	n, ok := s.hosts[name]
	if !ok {
		n = &counts{}
		s.hosts[name] = n
	}
	return n
}

func (s *sink) started(j job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(j.source.source.ID, j.url, "")
}

// tell reports how far the run and a host are.
func (s *sink) tell(sourceID, address string, outcome Outcome) {
	n := s.host(address)
	s.progress(Progress{
		SourceID: sourceID, URL: showAddress(address), Outcome: outcome, Done: s.all.done, Total: s.all.total,
		Host: hostOf(address), HostDone: n.done, HostTotal: n.total, HostFailed: n.failed,
	})
}

func (s *sink) deliver(res Result) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	if err := s.handle(res); err != nil {
		s.err = err
		s.stop()
		return err
	}
	n := s.host(res.URL)
	s.all.done++
	n.done++
	if res.Outcome != OK && res.Outcome != NotModified {
		n.failed++
	}
	s.tell(res.SourceID, res.URL, res.Outcome)
	return nil
}

func (s *sink) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
		s.stop()
	}
	return s.err
}
