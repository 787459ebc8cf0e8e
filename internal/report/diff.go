package report

import (
	"slices"
	"strings"
)

// diffWords bounds the wordings that are held against each other word by word; longer ones differ as a whole.
const diffWords = 400

// run is a stretch of words that stands on both sides of a change, or on one only.
type run struct {
	Text   string
	Differ bool
}

// differing parts two wordings into runs: what both have, and what only one has.
func differing(before, now string) ([]run, []run) {
	a, b := strings.Fields(before), strings.Fields(now)
	if len(a) > diffWords || len(b) > diffWords {
		return whollyDiffering(a), whollyDiffering(b)
	}
	inA, inB := commonWords(a, b)
	return runs(a, inA), runs(b, inB)
}

func whollyDiffering(words []string) []run {
	if len(words) == 0 {
		return nil
	}
	return []run{{Text: strings.Join(words, " "), Differ: true}}
}

// commonWords marks the words of a longest common subsequence on both sides.
func commonWords(a, b []string) ([]bool, []bool) {
	length := make([][]int, len(a)+1) // of the subsequence of a[i:] and b[j:]
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	inA, inB := make([]bool, len(a)), make([]bool, len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

func runs(words []string, common []bool) []run {
	var found []run
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && common[to] == common[from] {
			to++
		}
		found = append(found, run{Text: strings.Join(words[from:to], " "), Differ: !common[from]})
		from = to
	}
	return slices.Clip(found)
}
