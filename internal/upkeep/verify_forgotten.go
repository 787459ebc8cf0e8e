package upkeep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// readForgotten notes the runs that something was taken out of.
func (v *verifier) readForgotten() {
	v.forgotten = map[string]bool{}
	data, err := os.ReadFile(v.path(forgottenName))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		v.found.add("", CheckForgotten, forgottenName, fmt.Sprintf("cannot be read: %v", err))
		return
	}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		var note Forgotten
		if err := json.Unmarshal(line, &note); err != nil {
			v.found.add("", CheckForgotten, forgottenName, fmt.Sprintf("line %d cannot be read: %v", number, err))
		}
		for _, id := range note.Runs {
			v.forgotten[id] = true
		}
	}
}
