package crawl

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"rolecall/internal/source"
)

// steps answers the requests of a test one after the other, the last answer for ever, and notes when they came.
type steps struct {
	begin   time.Time
	answers []func() (*http.Response, error)
	starts  []time.Duration
}

func (s *steps) RoundTrip(*http.Request) (*http.Response, error) {
	i := min(len(s.starts), len(s.answers)-1)
	s.starts = append(s.starts, time.Since(s.begin))
	return s.answers[i]()
}

func says200() (*http.Response, error) { return answer(200, "fine"), nil }

func status(code int, retryAfter string) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		res := answer(code, "")
		if retryAfter != "" {
			res.Header.Set("Retry-After", retryAfter)
		}
		return res, nil
	}
}

func fails(err error) func() (*http.Response, error) {
	return func() (*http.Response, error) { return nil, err }
}

// retried builds the layers from retry down over a script of answers. No chance: waits are three quarters of the whole.
func retried(s *steps, politeness source.Politeness) *retry {
	s.begin = time.Now()
	cfg := Config{Random: func() float64 { return 0.5 }}.withDefaults()
	return newRetry(cfg, newPace(map[string]source.Politeness{"a.example": politeness}, cfg.Backoff, limits(s)))
}

func withAttempts(t *testing.T, n int) *http.Request {
	t.Helper()
	req := request(t.Context(), t, "https://a.example/")
	tripOf(req).attempts = n
	return req
}

func TestRetryWhatMayPass(t *testing.T) {
	tests := []struct {
		name     string
		answers  []func() (*http.Response, error)
		requests int
		outcome  Outcome // of the error; empty: none
		status   int
	}{
		{"fault, then well", []func() (*http.Response, error){status(500, ""), says200}, 2, "", 200},
		{"fault for ever", []func() (*http.Response, error){status(503, "")}, 3, "", 503},
		{"reset, then well", []func() (*http.Response, error){fails(syscall.ECONNRESET), says200}, 2, "", 200},
		{"cut off, then well", []func() (*http.Response, error){fails(io.ErrUnexpectedEOF), says200}, 2, "", 200},
		{"refused for ever", []func() (*http.Response, error){fails(syscall.ECONNREFUSED)}, 3, Connection, 0},
		{"too many requests", []func() (*http.Response, error){status(429, ""), says200}, 2, "", 200},
		{"not found", []func() (*http.Response, error){status(404, "")}, 1, "", 404},
		{"not implemented", []func() (*http.Response, error){status(501, "")}, 1, "", 501},
		{"no TLS", []func() (*http.Response, error){fails(errors.New("tls: handshake failure"))}, 1, TLS, 0},
		{"too large", []func() (*http.Response, error){fails(errTooLarge)}, 1, TooLarge, 0},
		{"robots.txt", []func() (*http.Response, error){fails(failf(RobotsDisallowed, "no"))}, 1, RobotsDisallowed, 0},
		{"a rest longer than a run waits", []func() (*http.Response, error){status(429, "86400"), says200}, 1, "", 429},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &steps{answers: tt.answers}
				res, err := retried(s, source.Politeness{}).RoundTrip(withAttempts(t, 2))
				var known *failure
				switch {
				case tt.outcome != "":
					if !errors.As(err, &known) || known.outcome != tt.outcome {
						t.Errorf("error %v, want %s", err, tt.outcome)
					}
				case err != nil || res.StatusCode != tt.status:
					t.Errorf("answer %v, error %v", res, err)
				}
				if len(s.starts) != tt.requests {
					t.Errorf("%d requests, want %d", len(s.starts), tt.requests)
				}
			})
		})
	}
}

func TestRetryBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &steps{answers: []func() (*http.Response, error){status(500, "")}}
		if _, err := retried(s, source.Politeness{}).RoundTrip(withAttempts(t, 7)); err != nil {
			t.Fatal(err)
		}
		want := []time.Duration{0, 750, 1500, 3000, 6000, 12000, 22500, 22500} // milliseconds after the one before
		last := time.Duration(0)
		for i, at := range s.starts {
			if at-last != want[i]*time.Millisecond {
				t.Errorf("attempt %d came %v after the one before, want %v ms", i, at-last, want[i])
			}
			last = at
		}
	})
}

// A host that asks for time gets it for all its pages, in seconds or as a date, and its own clock counts.
func TestRetryAfterHoldsTheHost(t *testing.T) {
	hostClock := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	dated := func() (*http.Response, error) {
		res := answer(503, "")
		res.Header.Set("Date", hostClock.Format(http.TimeFormat))
		res.Header.Set("Retry-After", hostClock.Add(40*time.Second).Format(http.TimeFormat))
		return res, nil
	}
	for name, busy := range map[string]func() (*http.Response, error){"seconds": status(429, "40"), "date": dated} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &steps{answers: []func() (*http.Response, error){busy, says200}}
				layer := retried(s, source.Politeness{Parallel: 2})
				for range 2 {
					if err := send(layer, withAttempts(t, 0)); err != nil { // another page of the host
						t.Fatal(err)
					}
				}
				if s.starts[1] != 40*time.Second {
					t.Errorf("requests at %v", s.starts)
				}
			})
		})
	}
}

// Where a host asks for more time than a run waits, it is not asked again before that.
func TestLongRetryAfterLeavesTheHostAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &steps{answers: []func() (*http.Response, error){status(429, "3600"), says200}}
		layer := retried(s, source.Politeness{})
		if err := send(layer, withAttempts(t, 2)); err != nil {
			t.Fatal(err)
		}
		var known *failure
		err := send(layer, withAttempts(t, 2))
		if !errors.As(err, &known) || known.outcome != HTTPError || len(s.starts) != 1 {
			t.Errorf("%v after %d requests", err, len(s.starts))
		}
		time.Sleep(time.Hour) // of the fake clock
		if err := send(layer, withAttempts(t, 2)); err != nil || len(s.starts) != 2 {
			t.Errorf("after its time: %v, %d requests", err, len(s.starts))
		}
	})
}

func TestHopelessHostGetsOneAttemptAPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &steps{answers: []func() (*http.Response, error){status(500, "")}}
		layer := retried(s, source.Politeness{})
		for range patience + 5 {
			if err := send(layer, withAttempts(t, 2)); err != nil {
				t.Fatal(err)
			}
		}
		if want := 3*patience + 5; len(s.starts) != want {
			t.Errorf("%d requests, want %d", len(s.starts), want)
		}
	})
}

func TestRetryAfterReads(t *testing.T) {
	now := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": -1, "0": 0, " 7 ": 7 * time.Second, "-3": -1, "soon": -1, "1e3": -1, "99999999999999": -1,
		now.Add(time.Minute).Format(http.TimeFormat): time.Minute, now.Add(-time.Hour).Format(http.TimeFormat): 0,
	} {
		got, ok := retryAfter(http.Header{"Retry-After": {value}}, now)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

// One attempt that hangs does not use up the page's time, and several together do not exceed it.
func TestDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := roundTripFunc(func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		})
		cfg := Config{Random: func() float64 { return 0 }}.withDefaults()
		layer := newRetry(cfg, newPace(nil, cfg.Backoff, limits(hang)))
		req := withAttempts(t, 5)
		noted := tripOf(req)
		noted.left, noted.attempt = 25*time.Second, 10*time.Second
		var known *failure
		if err := send(layer, req); !errors.As(err, &known) || known.outcome != Timeout || noted.attempts != 3 || noted.left > 0 {
			t.Errorf("%v with %d attempts and %v left", err, noted.attempts, noted.left)
		}
	})
}

// A host in trouble is asked less often, a healthy one as often as its source has it, never more.
func TestPaceSlowsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answers := []func() (*http.Response, error){says200, status(503, ""), status(503, "")}
		for range 20 {
			answers = append(answers, says200)
		}
		s := &steps{answers: answers}
		layer := retried(s, source.Politeness{Delay: time.Second})
		for range answers {
			if err := send(layer, withAttempts(t, 0)); err != nil {
				t.Fatal(err)
			}
		}
		gap := func(i int) time.Duration { return s.starts[i] - s.starts[i-1] }
		if gap(1) != time.Second || gap(2) != 2*time.Second || gap(3) != 4*time.Second || gap(22) != time.Second {
			t.Errorf("requests at %v", s.starts)
		}
		for i := 4; i < len(s.starts); i++ {
			if gap(i) > gap(i-1) || gap(i) < time.Second {
				t.Errorf("gap %d is %v after one of %v", i, gap(i), gap(i-1))
			}
		}
	})
}

func TestPaceSlowsDownAsAnswersTakeLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &steps{}
		took := 100 * time.Millisecond
		s.answers = []func() (*http.Response, error){func() (*http.Response, error) {
			time.Sleep(took) // of the fake clock
			return answer(200, ""), nil
		}}
		layer := retried(s, source.Politeness{})
		for i := range 6 {
			if i == 3 {
				took = 4 * time.Second
			}
			if err := send(layer, withAttempts(t, 0)); err != nil {
				t.Fatal(err)
			}
		}
		if early, late := s.starts[2]-s.starts[1], s.starts[4]-s.starts[3]; early != 100*time.Millisecond || late != 8*time.Second {
			t.Errorf("requests at %v", s.starts)
		}
	})
}

// The server never sees two requests of a host closer together than its delay: two sources, robots.txt, redirects,
// retries, and requests that net/http sends again because the connection broke.
func TestServerSeesTheDelay(t *testing.T) {
	const delay = 15 * time.Millisecond
	var seen []time.Time
	var broken atomic.Int32
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, time.Now())
		n, _ := strconv.Atoi(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
		switch {
		case strings.HasPrefix(r.URL.Path, "/moved/"):
			http.Redirect(w, r, "/page/"+strconv.Itoa(n), http.StatusFound)
		case n%5 == 1 && broken.Add(1)%2 == 1:
			panic(http.ErrAbortHandler)
		case n%5 == 2 && broken.Add(1)%3 == 1:
			w.WriteHeader(http.StatusInternalServerError)
		default:
			_, _ = io.WriteString(w, article)
		}
	}))
	polite := func(id, folder string) source.Source {
		s := source.Source{ID: id, Politeness: source.Politeness{Delay: delay, Parallel: 1}}
		for i := range 10 {
			s.URLs = append(s.URLs, server.URL+folder+strconv.Itoa(i))
		}
		return s
	}
	crawl(t, testConfig(), polite("a", "/page/"), polite("b", "/moved/"))
	if len(seen) < 31 {
		t.Fatalf("%d requests", len(seen))
	}
	for i := 1; i < len(seen); i++ {
		if gap := seen[i].Sub(seen[i-1]); gap < delay {
			t.Errorf("request %d came %v after the one before", i, gap)
		}
	}
}

func TestTurnIsTakenOnceOverHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(site())
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	client, ok := server.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport")
	}
	h := newHostPace(source.Politeness{Parallel: 1, Delay: time.Hour})
	for range 3 {
		req := request(t.Context(), t, server.URL+"/page")
		taken := h.trace(req.Context())
		calls := 0
		count := taken.GetConn
		taken.GetConn = func(addr string) {
			if calls++; calls == 1 {
				count(addr)
			}
		}
		req = req.WithContext(withHooks(req.Context(), taken))
		if err := send(client, req); err != nil {
			t.Fatal(err)
		}
		if calls != 1 {
			t.Errorf("%d turns taken for one request", calls)
		}
	}
}
