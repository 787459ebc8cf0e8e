// Command site serves the fixture site on a free loopback port for the checks of CI. It writes the source files of the
// site's pages and of its misbehaving pages, and what must become of the latter, then its address, and serves until
// it is ended.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"rolecall/testdata"
)

func main() {
	out := flag.String("out", "", "folder to write sources/, broken/, expected.json and address to")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	if err := os.CopyFS(filepath.Join(out, "sources"), testdata.Sources(base)); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(out, "broken"), testdata.BrokenSources(base)); err != nil {
		return err
	}
	if err := addGoodPage(filepath.Join(out, "broken"), base); err != nil {
		return err
	}
	if err := writeExpected(filepath.Join(out, "expected.json")); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "address"), []byte(base+"\n"), 0o600); err != nil {
		return err
	}
	server := http.Server{Handler: testdata.Handler(), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}

// goodPage is read along with the misbehaving ones: it must come out whole.
const goodPage = "northlight"

func addGoodPage(folder, base string) error {
	text, err := fs.ReadFile(testdata.Sources(base), goodPage+".yaml")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, goodPage+".yaml"), text, 0o600)
}

// outcome is what the documents table must say of a source's page.
type outcome struct {
	Fetch   string `json:"fetch_outcome"`
	Extract string `json:"extract_outcome"`
}

func writeExpected(name string) error {
	expected := map[string]outcome{goodPage: {Fetch: "ok", Extract: "ok"}}
	for _, p := range testdata.BrokenPages() {
		expected[p.ID] = outcome{Fetch: p.Fetch, Extract: p.Extract}
	}
	text, err := json.MarshalIndent(expected, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}
