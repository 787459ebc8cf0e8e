package page

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/cues.txt
var cueData string

// cueList holds phrases that open or make up the text of a heading or line that is not part of an article.
type cueList struct {
	whole    map[string]bool
	openings map[string][]string // by first word
}

// cues gives the sections of data/cues.txt.
var cues = sync.OnceValue(func() map[string]*cueList {
	all := map[string]*cueList{}
	var list *cueList
	for line := range strings.Lines(cueData) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			list = &cueList{whole: map[string]bool{}, openings: map[string][]string{}}
			all[strings.Trim(line, "[]")] = list
		case strings.HasPrefix(line, "="):
			list.whole[line[1:]] = true
		default:
			key := firstLetters(line)
			list.openings[key] = append(list.openings[key], line)
		}
	}
	return all
})

// longestCue is more than the length in bytes of any phrase, so that longer texts need not be looked at whole.
const longestCue = 80

// match reports whether text is or begins with a phrase of the list.
func (l *cueList) match(text string) bool {
	text = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text[:min(len(text), longestCue)]), "’", "'"))
	if l.whole[text] || l.whole[strings.TrimRight(text, ":. ")] {
		return true
	}
	for _, opening := range l.openings[firstLetters(text)] {
		if strings.HasPrefix(text, opening) {
			return true
		}
	}
	return false
}

func firstLetters(s string) string {
	return s[:min(len(s), 3)]
}
