package lexicon

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// SurveyMention is a pay site, survey or publisher that a text names.
type SurveyMention struct {
	Start, End int    // bytes
	Name       string // as written, without possessive
}

// FindSurveys finds the pay sites and surveys that a text names, in reading order and without overlap: known ones, and
// capitalised names in places where a text gives its source ("according to Acme Pay", "Acme's 2023 salary survey").
func FindSurveys(text string) []SurveyMention {
	return surveys().find(text)
}

//go:embed surveys.yaml
var surveysFile []byte

var surveys = sync.OnceValue(func() *surveyFinder {
	f, err := parseSurveys(surveysFile)
	if err != nil {
		panic(err) // an embedded file: a build fault that the package's tests find
	}
	return f
})

// surveyName is what is known of a name.
type surveyName struct{ loose, careful bool }

type surveyFinder struct {
	names       nameTrie[surveyName]
	leads       nameTrie[struct{}]
	cueBefore   map[string]bool
	cueAfter    map[string]bool
	leadFillers map[string]bool
	tails       map[string]bool
	tailFillers map[string]bool
	acts        map[string]bool
	notNames    map[string]bool
	generic     map[string]bool
}

func parseSurveys(data []byte) (*surveyFinder, error) {
	var file struct {
		Names       []string `yaml:"names"`
		Loose       []string `yaml:"loose"`
		Careful     []string `yaml:"careful"`
		CueBefore   []string `yaml:"cue_before"`
		CueAfter    []string `yaml:"cue_after"`
		Leads       []string `yaml:"leads"`
		LeadFillers []string `yaml:"lead_fillers"`
		Tails       []string `yaml:"tails"`
		TailFillers []string `yaml:"tail_fillers"`
		Acts        []string `yaml:"acts"`
		NotNames    []string `yaml:"not_names"`
		Generic     []string `yaml:"generic"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("surveys.yaml: %w", err)
	}
	f := &surveyFinder{
		cueBefore: wordSet(file.CueBefore), cueAfter: wordSet(file.CueAfter), leadFillers: wordSet(file.LeadFillers),
		tails: wordSet(file.Tails), tailFillers: wordSet(file.TailFillers), acts: wordSet(file.Acts), notNames: wordSet(file.NotNames), generic: wordSet(file.Generic),
	}
	for _, name := range file.Loose {
		f.names.add(name, surveyName{loose: true})
	}
	for _, name := range file.Names {
		f.names.add(name, surveyName{})
	}
	for _, name := range file.Careful {
		f.names.add(name, surveyName{careful: true})
	}
	for _, lead := range file.Leads {
		f.leads.add(lead, struct{}{})
	}
	return f, nil
}

func (f *surveyFinder) find(text string) []SurveyMention {
	var found []SurveyMention
	words := nameWords(text)
	lead := -1 // the word that a lead such as "according to" points to
	for i := 0; i < len(words); {
		n := f.knownAt(text, words, i)
		if n == 0 {
			if _, leadWords := f.leads.longest(text, words[i:], func(*struct{}, int) bool { return true }); leadWords > 0 {
				lead = f.afterFillers(text, words, i+leadWords)
			}
			n = f.unknownAt(text, words, i, i == lead)
		}
		if n == 0 {
			i++
			continue
		}
		start, end := words[i].start, words[i+n-1].end
		found = append(found, SurveyMention{Start: start, End: end, Name: text[start:end]})
		i += n
	}
	return found
}

// knownAt gives the number of words of the known name at words[i]; 0: none.
func (f *surveyFinder) knownAt(text string, words []nameWord, i int) int {
	_, n := f.names.longest(text, words[i:], func(s *surveyName, n int) bool {
		return s.loose || capitalised(text[words[i].start:]) && capitalised(text[words[i+n-1].start:]) &&
			(!s.careful || f.hasCue(text, words, i, i+n))
	})
	return n
}

// hasCue reports whether a word beside words[from:to] shows that they name a source.
func (f *surveyFinder) hasCue(text string, words []nameWord, from, to int) bool {
	if from > 0 && f.cueBefore[words[from-1].key] && !strings.ContainsAny(text[words[from-1].end:words[from].start], ".;") {
		return true
	}
	if to < len(words) && text[words[to-1].end:words[to].start] == " " && f.cueAfter[words[to].key] {
		return true
	}
	rest := text[words[to-1].end:]
	return strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ") || strings.HasPrefix(rest, ")")
}

// afterFillers passes over words that may stand between a lead and the name, and over years.
func (f *surveyFinder) afterFillers(text string, words []nameWord, i int) int {
	for i < len(words) && !endsSentence(text[words[i-1].end:words[i].start]) &&
		(f.leadFillers[words[i].key] && !capitalised(text[words[i].start:]) || isYear(words[i].key) || words[i].key == "the") {
		i++
	}
	return i
}

// unknownAt gives the number of words of a capitalised name at words[i] that its place shows to be a source.
func (f *surveyFinder) unknownAt(text string, words []nameWord, i int, led bool) int {
	run := f.capitalRun(text, words, i)
	if run == 0 {
		return 0
	}
	n := f.withoutGeneric(text, words[i:i+run])
	if n == 0 || !led && !f.hasTail(text, words, i, n) && !f.actsAfter(text, words, i, n) {
		return 0
	}
	return n
}

// capitalRun counts the words of the run of capitalised words from words[i], of which the first is no common word.
func (f *surveyFinder) capitalRun(text string, words []nameWord, i int) int {
	n := 0
	for i+n < len(words) && (n == 0 || sameName(text[words[i+n-1].end:words[i+n].start])) {
		written := text[words[i+n].start:words[i+n].end]
		if !looksLikeName(written) || n == 0 && f.notNames[written] {
			break
		}
		n++
	}
	return n
}

func (f *surveyFinder) withoutGeneric(text string, words []nameWord) int {
	n := len(words)
	for n > 0 {
		last := text[words[n-1].start:words[n-1].end]
		if !f.generic[last] && !isYear(last) {
			break
		}
		n--
	}
	return n
}

// hasTail reports whether "survey", "report" or the like follows the name, after its possessive and fillers.
func (f *surveyFinder) hasTail(text string, words []nameWord, i, n int) bool {
	next := i + n
	possessive := next < len(words) && words[next].key == "s" && words[next].start-words[next-1].end <= len("’")
	if possessive {
		next++
	}
	for next < len(words) && !strings.ContainsAny(text[words[next-1].end:words[next].start], ".,;:()") {
		key := words[next].key
		if f.tails[key] {
			return possessive || next > i+n || capitalised(text[words[next].start:]) || i > 0 && isArticle(words[i-1].key)
		}
		if !f.tailFillers[key] && !isYear(key) {
			return false
		}
		next++
	}
	return false
}

// actsAfter reports whether the name is followed by what a survey does. A single word in the plural is no name.
func (f *surveyFinder) actsAfter(text string, words []nameWord, i, n int) bool {
	next := i + n
	if n == 1 && strings.HasSuffix(words[i].key, "s") {
		return false
	}
	if next < len(words) && words[next].key == "has" {
		next++
	}
	return next < len(words) && f.acts[words[next].key] && text[words[next-1].end:words[next].start] == " "
}

// looksLikeName takes "Acme", "6figr" and "xto10x": a capital at the head or a digit among small letters.
func looksLikeName(word string) bool {
	if capitalised(word) {
		return true
	}
	return strings.ContainsAny(word, "0123456789") && strings.IndexFunc(word, isLower) >= 0 && len(word) > 3
}

func isLower(r rune) bool { return r >= 'a' && r <= 'z' }

func isYear(word string) bool {
	return len(word) == 4 && (strings.HasPrefix(word, "19") || strings.HasPrefix(word, "20")) && strings.Trim(word, "0123456789") == ""
}

// isArticle takes the words before a name in "the Acme report".
func isArticle(word string) bool { return word == "the" || word == "a" || isYear(word) }

func endsSentence(gap string) bool { return strings.ContainsAny(gap, ".;!?\n") }
