package cli

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"rolecall/internal/dataset"
	"rolecall/internal/pipeline"
	"rolecall/internal/source"
)

func TestProgressLines(t *testing.T) {
	start := time.Date(2033, 1, 2, 3, 4, 5, 0, time.UTC)
	p := newProgress(start)
	p.take(pipeline.Progress{Host: "a.example", HostDone: 5, HostTotal: 20, HostFailed: 1, URL: "https://a.example/5"})
	p.take(pipeline.Progress{Host: "b.example", HostDone: 3, HostTotal: 3, URL: "https://b.example/3"})
	got := p.lines(start.Add(10 * time.Second))
	want := []string{
		"a.example                5 done, 15 waiting, 1 failed, 0.5/s, 30s left  https://a.example/5",
		"all                      8 done, 15 waiting, 1 failed, 0.8/s, 19s left",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || p.active() != 1 {
		t.Errorf("%d active, lines:\n%s", p.active(), strings.Join(got, "\n"))
	}
	if empty := newProgress(start).lines(start); len(empty) != 0 {
		t.Errorf("lines before the first page: %q", empty)
	}
}

func TestLinesAreWrittenOver(t *testing.T) {
	var b bytes.Buffer
	l := &liveLines{w: &b, width: 12}
	l.draw([]string{"a line that is too long", "short"})
	l.draw(nil)
	if want := "\r\x1b[Ja line tha…\nshort\n\x1b[2A\r\x1b[J"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// Without a terminal there is a line at each tick, once there is something to say.
func TestProgressInLog(t *testing.T) {
	ticks := make(chan time.Time)
	var b bytes.Buffer
	d, err := newDisplay(&b, "json", func(time.Duration) (<-chan time.Time, func()) { return ticks, func() {} })
	if err != nil {
		t.Fatal(err)
	}
	ticks <- time.Now()
	d.progress(pipeline.Progress{Host: "a.example", HostDone: 1, HostTotal: 2, HostFailed: 1})
	ticks <- time.Now().Add(time.Second)
	d.done()
	if lines := strings.Count(b.String(), "\n"); lines != 1 || !strings.Contains(b.String(), `"done":1,"waiting":1,"failed":1`) {
		t.Errorf("%d lines: %s", lines, b.String())
	}
}

func TestOutcomeTable(t *testing.T) {
	var b bytes.Buffer
	printOutcomes(&b, []dataset.SourceResult{
		{ID: "one", Outcome: "failed", Pages: 3, Fetched: 2, Failed: 1, Claims: 7, Outcomes: map[string]int{"http_error": 1, "ok": 1, "empty": 1}},
	})
	want := "\nSource  State   Pages  Fetched  Failed  Claims  Outcomes\none     failed  3      2        1       7       1 empty, 1 http_error, 1 ok\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestOutboundProxy(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "REQUEST_METHOD"} {
		t.Setenv(name, "")
	}
	if proxy, err := outboundProxy(""); proxy != nil || err != nil {
		t.Errorf("without any: %v", err)
	}
	for _, wrong := range []string{"proxy.example:3128", "ftp://proxy.example", "http://", "http://me:hush@[::1"} {
		if _, err := outboundProxy(wrong); exitCode(err) != exitUsage || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	t.Setenv("HTTPS_PROXY", "http://env.example:1")
	t.Setenv("NO_PROXY", "inner.example")
	for _, tt := range []struct{ flag, target, want string }{
		{"", "https://a.example/", "env.example:1"},
		{"", "http://a.example/", ""},
		{"", "https://inner.example/", ""},
		{"http://flag.example:2", "http://inner.example/", "flag.example:2"},
	} {
		proxy, err := outboundProxy(tt.flag)
		if err != nil {
			t.Fatal(err)
		}
		target, err := url.Parse(tt.target)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if through, err := proxy(target); err != nil {
			t.Error(err)
		} else if through != nil {
			got = through.Host
		}
		if got != tt.want {
			t.Errorf("%s with the flag %q: %q, want %q", tt.target, tt.flag, got, tt.want)
		}
	}
}

func TestWhoWarnsOfNoContact(t *testing.T) {
	for address, want := range map[string]bool{
		"https://www.site.example/": true, "http://93.184.216.34/": true, "http://localhost:80/": false, "http://127.0.0.1:9/": false,
		"http://10.0.0.7/": false, "http://[::1]/": false, "http://intranet/": false,
	} {
		if got := reachesPublic([]source.Source{{URLs: []string{address}}}); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}
