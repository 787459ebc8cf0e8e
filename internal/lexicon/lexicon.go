package lexicon

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed en/*.yaml
var files embed.FS

// Lexicon is the vocabulary of one language.
type Lexicon struct {
	Roles []RoleName
	Verbs map[string]Verb // by inflected form
	// ItemVerbs are work only at the head of an item of a list.
	ItemVerbs map[string]Verb

	Cues     map[string]*Phrases // by list name in cues.yaml
	Patterns map[string]*Phrases // by list name in patterns.yaml, with values
	PayCues  map[string]*Phrases // by list name in pay.yaml
	Pay      map[string]*Phrases // by list name in pay.yaml, with values
	Months   map[string]int      // full and short names; January is 1
	Duties   map[string]bool     // nouns between a role and what it does
	Offices  map[string]bool
	Deputies map[string]bool

	words     map[string]uint64 // by first word: the sets of phrases it begins one of
	names     *Phrases          // titles, letters: value is the role's id
	letters   map[string]string
	lower     map[string]bool // letters that count in lower case
	pronouns  *Phrases
	modifiers *Phrases
	board     *Phrases
	needs     map[string]*Phrases
	refuses   map[string]*Phrases
}

// RoleName is a role and what it is called.
type RoleName struct {
	ID      string   `yaml:"id"`
	Names   []string `yaml:"names"`
	Letters []string `yaml:"letters"`
	Lower   bool     `yaml:"lower"` // the letters are no word, so that they count in lower case too
}

type rolesFile struct {
	Roles     []RoleName `yaml:"roles"`
	Deputies  []string   `yaml:"deputies"`
	Modifiers []string   `yaml:"modifiers"`
	Pronouns  []string   `yaml:"pronouns"`
	Offices   []string   `yaml:"offices"`
	Duties    []string   `yaml:"duties"`
	Board     []string   `yaml:"board"`
}

type verbsFile struct {
	Verbs     []string            `yaml:"verbs"`
	Items     []string            `yaml:"item_verbs"`
	Irregular map[string][]string `yaml:"irregular"`
	Doubled   []string            `yaml:"doubled"`
	Needs     map[string][]string `yaml:"needs"`
	Refuses   map[string][]string `yaml:"refuses"`
}

type payFile struct {
	Cues        map[string][]string            `yaml:"cues"`
	Values      map[string]map[string][]string `yaml:"values"`
	Months      []string                       `yaml:"months"`
	ShortMonths []string                       `yaml:"short_months"`
}

// English is the English lexicon, read once.
var English = sync.OnceValue(func() *Lexicon {
	l, err := load("en")
	if err != nil {
		panic(err) // the files are part of the program; a test reads them
	}
	return l
})

func load(lang string) (*Lexicon, error) {
	var roles rolesFile
	var verbs verbsFile
	var cues map[string][]string
	var patterns map[string]map[string][]string
	var pay payFile
	for name, into := range map[string]any{"roles": &roles, "verbs": &verbs, "cues": &cues, "patterns": &patterns, "pay": &pay} {
		path := lang + "/" + name + ".yaml"
		data, err := files.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		if err := yaml.UnmarshalWithOptions(data, into, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("lexicon %s: %w", path, err)
		}
	}
	l := &Lexicon{
		Roles:     roles.Roles,
		Verbs:     inflect(verbs.Verbs, verbs),
		ItemVerbs: inflect(verbs.Items, verbs),
		Duties:    set(roles.Duties),
		Offices:   set(roles.Offices),
		Deputies:  set(roles.Deputies),
		pronouns:  PhraseList(roles.Pronouns),
		modifiers: PhraseList(roles.Modifiers),
		board:     PhraseList(roles.Board),
		needs:     map[string]*Phrases{},
		refuses:   map[string]*Phrases{},
		letters:   map[string]string{},
		lower:     map[string]bool{},
	}
	for _, r := range roles.Roles {
		for _, letters := range r.Letters {
			l.lower[letters], l.lower[letters+"s"] = r.Lower, r.Lower
		}
	}
	l.names = roleNames(roles.Roles, l.letters)
	l.Cues, l.Patterns = lists(cues), valued(patterns)
	l.PayCues, l.Pay = lists(pay.Cues), valued(pay.Values)
	l.Months = map[string]int{}
	for _, names := range [][]string{pay.Months, pay.ShortMonths} {
		for i, name := range names {
			l.Months[name] = i + 1
		}
	}
	for verb, list := range verbs.Needs {
		l.needs[verb] = PhraseList(list)
	}
	for verb, list := range verbs.Refuses {
		l.refuses[verb] = PhraseList(list)
	}
	l.index()
	return l, nil
}

// index gives each set of phrases a bit and notes under every first word which sets have it.
func (l *Lexicon) index() {
	l.words = map[string]uint64{}
	bit := uint64(1)
	add := func(p *Phrases) {
		p.bit = bit // 0 once the bits are used up: such a set is looked up the slow way
		for word := range p.byFirst {
			l.words[word] |= bit
		}
		bit <<= 1
	}
	for _, p := range []*Phrases{l.names, l.pronouns, l.modifiers, l.board} {
		add(p)
	}
	for _, group := range []map[string]*Phrases{l.Cues, l.Patterns, l.PayCues, l.Pay} {
		for _, name := range slices.Sorted(maps.Keys(group)) {
			add(group[name])
		}
	}
}

// Tokenize splits text into tokens as the function of that name does, and marks them for the look-ups of l.
func (l *Lexicon) Tokenize(text string) []Token {
	tokens := Tokenize(text)
	for i := range tokens {
		tokens[i].marked, tokens[i].sets = true, l.words[tokens[i].Low]
	}
	return tokens
}

// RoleIDs lists the roles in the order of the vocabulary.
func (l *Lexicon) RoleIDs() []string {
	ids := make([]string, len(l.Roles))
	for i, r := range l.Roles {
		ids[i] = r.ID
	}
	return ids
}

func lists(byName map[string][]string) map[string]*Phrases {
	out := make(map[string]*Phrases, len(byName))
	for name, list := range byName {
		out[name] = PhraseList(list)
	}
	return out
}

func valued(byName map[string]map[string][]string) map[string]*Phrases {
	out := make(map[string]*Phrases, len(byName))
	for name, byValue := range byName {
		out[name] = NewPhrases(byValue)
	}
	return out
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

func roleNames(roles []RoleName, letters map[string]string) *Phrases {
	byID := map[string][]string{}
	for _, r := range roles {
		for _, name := range r.Names {
			byID[r.ID] = append(byID[r.ID], name, plural(name))
		}
		for _, l := range r.Letters {
			letters[l], letters[l+"s"] = r.ID, r.ID
			byID[r.ID] = append(byID[r.ID], l, l+"s")
		}
	}
	return NewPhrases(byID)
}

// plural gives the plural of a title: its head noun, before any "of", takes an s.
func plural(name string) string {
	for i := 0; i+4 <= len(name); i++ {
		if name[i:i+4] == " of " {
			return name[:i] + "s" + name[i:]
		}
	}
	return name + "s"
}
