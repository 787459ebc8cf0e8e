package crawl

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rolecall/internal/source"
)

func TestPaceKeepsDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		var starts []time.Duration
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: 2 * time.Second, Parallel: 1}}, time.Second,
			roundTripFunc(func(*http.Request) (*http.Response, error) {
				starts = append(starts, time.Since(begin))
				return answer(200, ""), nil
			}))
		for range 3 {
			if err := send(layer, request(t.Context(), t, "https://A.example:443/")); err != nil {
				t.Fatal(err)
			}
		}
		layer.slow("a.example", source.Politeness{}, 5*time.Second)
		for range 2 {
			if err := send(layer, request(t.Context(), t, "https://a.example/")); err != nil {
				t.Fatal(err)
			}
		}
		for i, want := range []time.Duration{0, 2, 4, 9, 14} {
			if starts[i] != want*time.Second {
				t.Errorf("starts at %v", starts)
				break
			}
		}
	})
}

func TestPaceKeepsParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		layer := newPace(map[string]source.Politeness{"a.example": {Parallel: 3}}, time.Second,
			roundTripFunc(func(*http.Request) (*http.Response, error) {
				most.Store(max(most.Load(), running.Add(1)))
				time.Sleep(time.Second) // of the fake clock
				running.Add(-1)
				return answer(200, ""), nil
			}))
		begin := time.Now()
		for range 9 {
			go func() { _ = send(layer, request(t.Context(), t, "https://a.example/")) }()
		}
		synctest.Wait()
		time.Sleep(3 * time.Second) // of the fake clock
		synctest.Wait()
		if most.Load() != 3 || running.Load() != 0 {
			t.Errorf("%d at one time, %d still running after %v", most.Load(), running.Load(), time.Since(begin))
		}
	})
}

func TestPaceWaitEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: time.Hour, Parallel: 1}}, time.Second,
			roundTripFunc(func(*http.Request) (*http.Response, error) { return answer(200, ""), nil }))
		if err := send(layer, request(t.Context(), t, "https://a.example/")); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := send(layer, request(ctx, t, "https://a.example/"))
		var known *failure
		if !errors.As(err, &known) || known.outcome != Interrupted || time.Since(begin) != time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}

// Time spent waiting for the host's turn is not the page's.
func TestDeadlineLeavesOutWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		layer := newPace(map[string]source.Politeness{"a.example": {Delay: time.Hour, Parallel: 1}}, time.Second,
			limits(roundTripFunc(func(req *http.Request) (*http.Response, error) {
				select {
				case <-time.After(40 * time.Second): // of the fake clock
					return answer(200, ""), nil
				case <-req.Context().Done():
					return nil, req.Context().Err()
				}
			})))
		first := request(t.Context(), t, "https://a.example/")
		if err := send(layer, first); err != nil {
			t.Fatal(err)
		}
		second := request(t.Context(), t, "https://a.example/")
		if err := send(layer, second); err != nil {
			t.Fatal(err)
		}
		var known *failure
		if err := send(layer, second); !errors.As(err, &known) || known.outcome != Timeout {
			t.Errorf("a page of two answers of 40 s each in a minute: %v", err)
		}
	})
}

func TestStrictestPolitenessOfSharedHost(t *testing.T) {
	a := source.Source{ID: "a", URLs: []string{"https://x.example/1"}, Politeness: source.Politeness{Delay: time.Second, Parallel: 4}}
	b := source.Source{ID: "b", URLs: []string{"https://X.example:443/2", "https://gehälter.example/"}, Politeness: source.Politeness{Delay: 3 * time.Second, Parallel: 6}}
	sites := plan([]source.Source{b, a})
	if len(sites) != 1 {
		t.Fatalf("%d sites of two sources that share a host", len(sites))
	}
	byHost := sites[0].byHost
	var jobs []job
	for _, f := range sites[0].sources {
		for _, address := range f.source.URLs {
			jobs = append(jobs, job{source: f, url: address})
		}
	}
	queues := sites[0].queues(jobs)
	if want := (source.Politeness{Delay: 3 * time.Second, Parallel: 4}); byHost["x.example"] != want {
		t.Errorf("politeness %+v", byHost)
	}
	if _, ok := byHost["xn--gehlter-7wa.example"]; !ok {
		t.Errorf("a name in Unicode has the politeness of %v", byHost)
	}
	if len(queues) != 2 || len(queues[0].jobs) != 2 || queues[0].jobs[0].source.source.ID != "a" || queues[0].parallel != 4 {
		t.Errorf("queues %+v", queues)
	}
}
