package dataset

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
)

// CutOffDecision gives the number of the last line of the file of decisions where a crash cut it off, so that it is
// passed over; 0 where none is.
func CutOffDecision(outDir string) (int, error) {
	data, err := os.ReadFile(DecisionsPath(outDir))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, explain(err)
	}
	end := whole(data)
	if len(bytes.Trim(data[end:], padding)) == 0 {
		return 0, nil
	}
	return bytes.Count(data[:end], []byte{'\n'}) + 1, nil
}
