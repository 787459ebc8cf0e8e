//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slowRun starts a run in a process of its own whose only page never ends; asked is told when the page is asked for.
func slowRun(t *testing.T, asked chan struct{}, args ...string) (*exec.Cmd, *bytes.Buffer, string) {
	t.Helper()
	server := stalling(t, func() { asked <- struct{}{} })
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	text := fmt.Sprintf("id: slow\nname: Slow\nurls: [%s/second]\npoliteness: {delay: 0s}\n", server.URL)
	if err := os.WriteFile(filepath.Join(dir, "slow.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "rolecall", append([]string{"run", "--sources", dir, "--out", out, "--allow-private-hosts"}, args...)...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, &said, out
}

// within waits for a process and fails where that takes long.
func within(t *testing.T, cmd *exec.Cmd, limit time.Duration) syscall.WaitStatus {
	t.Helper()
	from := time.Now()
	_ = cmd.Wait() // the status says how it ended
	if took := time.Since(from); took > limit {
		t.Errorf("it ended after %s", took)
	}
	return cmd.ProcessState.Sys().(syscall.WaitStatus)
}

// The first signal ends a run cleanly, with what it has: a stop by systemd or Kubernetes as well as Ctrl-C.
func TestFirstSignalEndsCleanly(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			asked := make(chan struct{}, 1)
			cmd, said, out := slowRun(t, asked)
			<-asked
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if status := within(t, cmd, 5*time.Second); !status.Exited() || status.ExitStatus() != exitInterrupted {
				t.Errorf("status %v, want exit code %d\n%s", status, exitInterrupted, said)
			}
			if tables, _ := filepath.Glob(filepath.Join(out, "data", "*", "*", "*.parquet")); len(tables) != 3 {
				t.Errorf("%d tables", len(tables))
			}
			if !strings.Contains(said.String(), ": interrupted\n") {
				t.Errorf("it said\n%s", said)
			}
		})
	}
}

// The second signal ends it at once, whatever it waits for.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	asked, ending := make(chan struct{}, 1), make(chan struct{}, 1)
	service := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/fail") {
			_, _ = io.Copy(io.Discard, r.Body) // else nobody notices that the other side is gone
			ending <- struct{}{}
			<-r.Context().Done()
		}
	}))
	t.Cleanup(service.Close)
	cmd, said, _ := slowRun(t, asked, "--ping-url", service.URL)
	<-asked
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-ending // the run is committed, and the service does not answer
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := within(t, cmd, 5*time.Second); !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("status %v, want to be ended by the signal\n%s", status, said)
	}
}
