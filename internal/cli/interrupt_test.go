package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stalling is a site whose second page never ends; asked is called when it is asked for.
func stalling(t *testing.T, asked func()) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/first", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<html lang="en"><title>CIO</title><main><h1>The CIO</h1><p>The CIO manages the IT department and its yearly budget.</p></main>`)
	})
	mux.HandleFunc("/second", func(_ http.ResponseWriter, r *http.Request) {
		asked()
		<-r.Context().Done()
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestInterruptedRunKeepsWhatItHas(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stopped time.Time
	server := stalling(t, func() { stopped = time.Now(); cancel() })
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	text := fmt.Sprintf("id: slow\nname: Slow\nurls: [%s/first, %s/second]\npoliteness: {delay: 0s}\n", server.URL, server.URL)
	if err := os.WriteFile(filepath.Join(dir, "slow.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	code := Run(ctx, []string{"run", "--sources", dir, "--out", out, "--allow-private-hosts"}, &stdout, &stderr)
	if code != exitInterrupted {
		t.Fatalf("exit code %d, want %d\n%s%s", code, exitInterrupted, &stdout, &stderr)
	}
	if took := time.Since(stopped); took > 2*time.Second {
		t.Errorf("the run ended %s after it was stopped", took)
	}
	for _, want := range []string{": interrupted\n", "1 fetched of 2", "/second  interrupted: "} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the summary lacks %q:\n%s", want, &stdout)
		}
	}
	for _, table := range []string{"claims", "documents", "conflicts"} {
		if files, _ := filepath.Glob(filepath.Join(out, "data", "*", "*", table+".parquet")); len(files) != 1 {
			t.Errorf("%d tables of %s in the output", len(files), table)
		}
	}
	if _, err := os.Stat(filepath.Join(out, "latest.json")); err == nil {
		t.Error("an interrupted run became the latest")
	}
}
