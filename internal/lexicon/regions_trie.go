package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameWord is a word of a text: letters and digits, with the points of "U.S." and "salary.com" inside.
type nameWord struct {
	start, end int // bytes
	key        string
}

// nameWords splits a text into words. Apostrophes, hyphens and white space part words.
func nameWords(text string) []nameWord {
	words := make([]nameWord, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isNameRune(r) {
			i += size
			continue
		}
		end := nameWordEnd(text, i)
		words = append(words, nameWord{start: i, end: end, key: strings.ToLower(text[i:end])})
		i = end
	}
	return words
}

func isNameRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// nameWordEnd is where the word that begins at start ends. A point belongs to the word between single letters
// ("U.S") and before the top-level part of a web address ("salary.com").
func nameWordEnd(text string, start int) int {
	end := lettersEnd(text, start)
	for end < len(text)-1 && text[end] == '.' {
		next := lettersEnd(text, end+1)
		if next == end+1 || (next-end > 2 || end-start > 1 && text[end-2] != '.') && !isDomainPart(text[end+1:next]) {
			break
		}
		end = next
	}
	return end
}

func lettersEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isNameRune(r) {
			break
		}
		i += size
	}
	return i
}

func isDomainPart(s string) bool {
	switch strings.ToLower(s) {
	case "com", "fyi", "org", "net", "io", "gov", "ai", "jobs", "in", "de":
		return true
	}
	return false
}

// nameTrie finds names of several words in a text.
type nameTrie[V any] struct {
	next  map[string]*nameTrie[V]
	value *V
}

// add puts a name in, unless it stands there already, and returns the value that holds.
func (t *nameTrie[V]) add(name string, value V) V {
	node := t
	for _, w := range nameWords(name) {
		if node.next == nil {
			node.next = make(map[string]*nameTrie[V])
		}
		child := node.next[w.key]
		if child == nil {
			child = &nameTrie[V]{}
			node.next[w.key] = child
		}
		node = child
	}
	if node.value == nil {
		node.value = &value
	}
	return *node.value
}

// longest finds the longest name that begins at words[0] and that accept takes, and how many words it has; nil, 0
// where there is none. Words of one name are parted by a single character, or by a point and a space ("St. Louis").
func (t *nameTrie[V]) longest(text string, words []nameWord, accept func(value *V, count int) bool) (*V, int) {
	var best *V
	count := 0
	node := t
	for i, w := range words {
		if i > 0 && !sameName(text[words[i-1].end:w.start]) {
			break
		}
		if node = node.next[w.key]; node == nil {
			break
		}
		if node.value != nil && accept(node.value, i+1) {
			best, count = node.value, i+1
		}
	}
	return best, count
}

func sameName(gap string) bool {
	return gap == " " || gap == "-" || gap == ". " || gap == "\u00a0" || gap == " & "
}

// capitalised reports whether a word is written with a capital at its head.
func capitalised(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
