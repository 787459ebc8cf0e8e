package normalize

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed lang
var files embed.FS

// wordList is words and phrases in one string, parted by commas: YAML reads that ten times as fast as a sequence.
type wordList []string

// UnmarshalYAML reads the string.
func (w *wordList) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	for phrase := range strings.SplitSeq(text, ",") {
		if phrase = strings.TrimSpace(phrase); phrase == "" {
			return errors.New("empty word between commas")
		}
		*w = append(*w, phrase)
	}
	return nil
}

// verbClass is a class of verbs: "choose", "lead".
type verbClass struct {
	Words   wordList `yaml:"words"`   // in the base form; the first word is inflected
	Nominal wordList `yaml:"nominal"` // nouns that act as the verb before "of": "deployment"
	Others  float64  `yaml:"others"`  // factor of things that no rule names with the verb; 0: 1
}

// objectClass is a class of things that a duty is done to.
type objectClass struct {
	Label string   `yaml:"label"` // what claims.object says; may be empty
	Words wordList `yaml:"words"` // in the singular; the last word is inflected
	Sold  struct {
		Label string   `yaml:"label"`
		With  []string `yaml:"with"`
	} `yaml:"sold"` // another label where a thing of these classes stands in the text
	Light  bool `yaml:"light"`  // says less than the noun before it: "transformation program"
	People bool `yaml:"people"` // "development and engineering teams": the last noun belongs to both
}

// rule adds weight to a category where a verb of Do meets an object of To, with an object of With beside it. An empty
// list holds for all.
type rule struct {
	Do     []string `yaml:"do"`
	To     []string `yaml:"to"`
	With   []string `yaml:"with"`
	Role   string   `yaml:"role"`
	Is     string   `yaml:"is"`
	Weight float64  `yaml:"w"`
}

// grammar is the function words by which a text is divided.
type grammar struct {
	Roles      map[string][]string `yaml:"roles"`
	Pronouns   []string            `yaml:"pronouns"`
	Auxiliary  []string            `yaml:"auxiliary"`
	Purpose    []string            `yaml:"purpose"`
	Means      []string            `yaml:"means"`
	Relative   []string            `yaml:"relative"`
	Who        []string            `yaml:"who"`
	Contrast   []string            `yaml:"contrast"`
	Compare    []string            `yaml:"compare"`
	Join       []string            `yaml:"join"`
	Determiner []string            `yaml:"determiner"`
	Adverb     []string            `yaml:"adverb"`
	Irregular  map[string]string   `yaml:"irregular"` // verb: "led" of "lead", parted by blanks
	Plural     map[string]string   `yaml:"plural"`    // noun: irregular plural
	Faint      []string            `yaml:"faint"`     // words that say nothing of a category
	Suffixes   []string            `yaml:"suffixes"`  // endings of words, the longest first
}

type data struct {
	grammar grammar
	verbs   map[string]verbClass
	objects map[string]objectClass
	rules   []rule
	// examples is the text of examples.txt.
	examples string
}

func loadData(fsys fs.FS, dir string) (*data, error) {
	var d data
	var rules struct {
		Rules []rule `yaml:"rules"`
	}
	err := errors.Join(
		decode(fsys, dir+"/grammar.yaml", &d.grammar),
		decode(fsys, dir+"/verbs.yaml", &d.verbs),
		decode(fsys, dir+"/objects.yaml", &d.objects),
		decode(fsys, dir+"/rules.yaml", &rules),
	)
	if err != nil {
		return nil, err
	}
	d.rules = rules.Rules
	text, err := fs.ReadFile(fsys, dir+"/examples.txt")
	if err != nil {
		return nil, fmt.Errorf("language data: %w", err)
	}
	d.examples = string(text)
	return &d, nil
}

func decode(fsys fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("language data: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(raw, into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
