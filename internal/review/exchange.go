package review

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"rolecall/internal/claim"
	"rolecall/internal/dataset"
)

// Imported says what came of taking a file of decisions in.
type Imported struct {
	File       string
	New, Known int
}

// String is a sentence about it.
func (i Imported) String() string {
	said := plural(i.New, "decision") + " taken in"
	if i.Known > 0 {
		said += fmt.Sprintf(", %d known already", i.Known)
	}
	return i.File + ": " + said + "."
}

// Export writes the decisions of an output folder, each once and in the order of time, and tells how many they are.
func Export(out string, w io.Writer) (int, error) {
	list, err := dataset.ReadDecisions(out)
	if err != nil {
		return 0, err
	}
	list = dataset.MergeDecisions(list)
	return len(list), dataset.EncodeDecisions(w, list)
}

// ErrImport says that a file of decisions is missing or has a broken line; then none was taken in.
var ErrImport = errors.New("nothing was taken in")

// Import adds the decisions of files to those of an output folder. All files are read before anything is written; the
// problems of all of them come together.
func Import(out string, names []string) ([]Imported, error) {
	lists := make([][]claim.Decision, len(names))
	var problems []error
	for i, name := range names {
		list, err := readFile(name)
		problems = append(problems, err)
		lists[i] = list
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImport, err)
	}
	var done []Imported
	for i, list := range lists {
		told, err := add(out, names[i], list)
		if err != nil {
			return done, err
		}
		done = append(done, told)
	}
	return done, nil
}

func readFile(name string) ([]claim.Decision, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such file; name one that rolecall decisions export has written", name)
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s: this is a folder; name the file of decisions in it", name)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return dataset.DecodeDecisions(name, file)
}

func add(out, name string, list []claim.Decision) (Imported, error) {
	list = dataset.MergeDecisions(list)
	added, err := dataset.ImportDecisions(out, list)
	if err != nil {
		return Imported{}, err
	}
	return Imported{File: name, New: len(added), Known: len(list) - len(added)}, nil
}

// CutOff says which line of an output folder's decisions is passed over because a crash cut it off; "": none.
func CutOff(out string) (string, error) {
	line, err := dataset.CutOffDecision(out)
	if err != nil || line == 0 {
		return "", err
	}
	return fmt.Sprintf("%s:%d: the last line was cut off and is passed over; look whether a decision has to be made again",
		dataset.DecisionsPath(out), line), nil
}
