package cli

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"
)

// reviewing starts the workbench on a free port and gives what it prints, and how to end it with its exit code.
func reviewing(t *testing.T, out string, flags ...string) (string, func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := Run(ctx, append([]string{"review", "--out", out, "--addr", "127.0.0.1:0"}, flags...), writer, io.Discard)
		_ = writer.Close()
		ended <- code
	}()
	var said bytes.Buffer
	for !strings.Contains(said.String(), "Ctrl-C") {
		if _, err := io.CopyN(&said, reader, 1); err != nil {
			t.Fatalf("it ended with %d: %s", <-ended, said.String())
		}
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	return said.String(), func() int {
		cancel()
		return <-ended
	}
}

func address(t *testing.T, said string) string {
	t.Helper()
	found := regexp.MustCompile(`http://\S+`).FindString(said)
	if found == "" {
		t.Fatalf("no address in %q", said)
	}
	return found
}

func statusOf(t *testing.T, client *http.Client, at string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

func TestReview(t *testing.T) {
	out := t.TempDir()
	if code := Run(t.Context(), []string{"demo", "--out", out}, io.Discard, io.Discard); code != exitOK {
		t.Fatalf("the demo ended with %d", code)
	}

	said, stop := reviewing(t, out, "--as", "Ada")
	if !strings.Contains(said, "As         Ada\n") || strings.Contains(said, "token") {
		t.Errorf("it says %q", said)
	}
	if got := statusOf(t, http.DefaultClient, address(t, said)); got != http.StatusOK {
		t.Errorf("status %d", got)
	}
	taken := strings.TrimSuffix(strings.TrimPrefix(address(t, said), "http://"), "/")
	var stderr bytes.Buffer
	if code := Run(t.Context(), []string{"review", "--out", out, "--addr", taken}, io.Discard, &stderr); code != exitFailed || !strings.Contains(stderr.String(), "port is taken") {
		t.Errorf("a port that is taken ends with %d: %s", code, stderr.String())
	}
	if code := stop(); code != exitOK {
		t.Errorf("it ended with %d", code)
	}
	var d net.Dialer
	if c, err := d.DialContext(t.Context(), "tcp", taken); err == nil {
		_ = c.Close()
		t.Error("it still listens")
	}

	t.Setenv(tokenVariable, "a-token-of-some-length")
	said, stop = reviewing(t, out)
	defer stop()
	if at := address(t, said); !strings.HasSuffix(at, "/?token=a-token-of-some-length") || statusOf(t, http.DefaultClient, strings.Split(at, "?")[0]) != http.StatusUnauthorized {
		t.Errorf("with a token it says %q", said)
	}
}

func TestAddressesThatNeedAToken(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": false, "127.1.2.3": false, "::1": false, "localhost": false,
		"0.0.0.0": true, "": true, "::": true, "192.0.2.1": true, "review.example.org": true, "localhost.example.org": true,
	} {
		if got := !isLoopback(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
	f := &reviewFlags{}
	a, err := f.chooseToken(true)
	if err != nil || len(a) < shortestToken {
		t.Errorf("a token of %d letters, %v", len(a), err)
	}
	if b, err := f.chooseToken(true); err != nil || a == b {
		t.Errorf("the same token twice, %v", err)
	}
	if token, err := f.chooseToken(false); err != nil || token != "" {
		t.Errorf("on loopback %q, %v", token, err)
	}
}

func TestShownHosts(t *testing.T) {
	own := []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("fe80::1"), netip.MustParseAddr("2001:db8::7")}
	for addr, want := range map[string]string{
		"0.0.0.0:80":      "127.0.0.1:80 192.0.2.7:80",
		"[::]:8080":       "127.0.0.1:8080 192.0.2.7:8080 [2001:db8::7]:8080",
		"192.0.2.1:8080":  "192.0.2.1:8080",
		"[::1]:8080":      "[::1]:8080",
		"[fe80::1%lo]:80": "[fe80::1%lo]:80",
	} {
		if got := strings.Join(shownHosts(addr, own), " "); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
}
