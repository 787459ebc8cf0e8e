package upkeep_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"

	"rolecall/internal/dataset"
)

// unpacked is data and everything that is packed in it: gzip, zstd, and both in base64.
func unpacked(t *testing.T, data []byte, depth int) [][]byte {
	t.Helper()
	out := [][]byte{data}
	if depth == 0 {
		return out
	}
	for at := 0; ; at++ {
		next := bytes.Index(data[at:], []byte{0x1f, 0x8b, 8})
		if next < 0 {
			break
		}
		at += next
		if z, err := gzip.NewReader(bytes.NewReader(data[at:])); err == nil {
			z.Multistream(false)
			plain, _ := io.ReadAll(z) // what can be read of it
			out = append(out, unpacked(t, plain, depth-1)...)
		}
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer decoder.Close()
	for at := 0; ; at++ {
		next := bytes.Index(data[at:], []byte{0x28, 0xb5, 0x2f, 0xfd})
		if next < 0 {
			break
		}
		at += next
		if err := decoder.Reset(bytes.NewReader(data[at:])); err == nil {
			plain, _ := io.ReadAll(decoder) // likewise; what follows the frame is none
			out = append(out, plain)
		}
	}
	for _, text := range regexp.MustCompile(`[A-Za-z0-9+/]{200,}={0,2}`).FindAll(data, -1) {
		if plain, err := base64.StdEncoding.DecodeString(string(text)); err == nil {
			out = append(out, unpacked(t, plain, depth-1)...)
		}
	}
	return out
}

// grep lists the files of a folder that hold one of some texts, packed or not.
func grep(t *testing.T, root string, texts ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		plain := bytes.Join(unpacked(t, data, 3), nil)
		if slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(plain, []byte(text)) }) {
			name, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			found = append(found, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// quotesOf gives plain quotes of a source that no other has.
func quotesOf(t *testing.T, out, source string) []string {
	t.Helper()
	data, err := dataset.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := data.Runs()
	if err != nil {
		t.Fatal(err)
	}
	own, others := map[string]bool{}, map[string]bool{}
	for _, run := range runs {
		for c, err := range dataset.ReadClaims(run) {
			if err != nil {
				t.Fatal(err)
			}
			if c.SourceID != source {
				others[c.Quote] = true
			} else if regexp.MustCompile(`^[A-Za-z0-9 ,.]{20,}$`).MatchString(c.Quote) {
				own[c.Quote] = true
			}
		}
	}
	var quotes []string
	for q := range own {
		if !others[q] {
			quotes = append(quotes, q)
		}
	}
	slices.Sort(quotes)
	if len(quotes) < 3 {
		t.Fatalf("%d quotes of %s", len(quotes), source)
	}
	return quotes
}
