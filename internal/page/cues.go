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
	starts   map[string]bool // the first letters of all phrases
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
			list = &cueList{starts: map[string]bool{}, whole: map[string]bool{}, openings: map[string][]string{}}
			all[strings.Trim(line, "[]")] = list
		case strings.HasPrefix(line, "="):
			list.whole[line[1:]] = true
			list.starts[firstLetters(line[1:])] = true
		default:
			key := firstLetters(line)
			list.starts[key] = true
			list.openings[key] = append(list.openings[key], line)
		}
	}
	return all
})

// longestCue is more than the length in bytes of any phrase, so that longer texts need not be looked at whole.
const longestCue = 80

// match reports whether text is or begins with a phrase of the list.
func (l *cueList) match(text string) bool {
	if !l.mayMatch(text) {
		return false
	}
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

// mayMatch reports, at little cost, whether a phrase begins with the first letters of text.
func (l *cueList) mayMatch(text string) bool {
	var key [3]byte
	text = strings.TrimSpace(text)
	n := min(len(text), len(key))
	for i := range n {
		c := text[i]
		if c >= 0x80 {
			return true
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		key[i] = c
	}
	return l.starts[string(key[:n])]
}

func firstLetters(s string) string {
	return s[:min(len(s), 3)]
}
