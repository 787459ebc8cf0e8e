package normalize

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"
)

//go:embed lang
var files embed.FS

// verbClass is a class of verbs: "choose", "lead".
type verbClass struct {
	words   []string // in the base form; the first word is inflected
	nominal []string // nouns that act as the verb before "of": "deployment"
	others  float64  // factor of things that no rule names with the verb; 0: 1
}

// objectClass is a class of things that a duty is done to.
type objectClass struct {
	label  string   // what claims.object says; may be empty
	words  []string // in the singular; the last word is inflected
	sold   string   // another label, where a thing of the classes with stands in the text
	with   []string
	light  bool // says less than the noun before it: "transformation program"
	people bool // "development and engineering teams": the last noun belongs to both
}

// rule adds weight to a category where a verb of do meets an object of to, with an object of with beside it. An empty
// list holds for all.
type rule struct {
	line         int
	do, to, with []string
	role         string
	is           string
	weight       float64
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
	grammar  grammar
	verbs    map[string]verbClass
	objects  map[string]objectClass
	rules    []rule
	examples string // the text of examples.txt
}

// loadData reads the files of a language; its error names every problem found.
func loadData(fsys fs.FS, dir string) (*data, error) {
	var d data
	var problems []error
	read := func(name string) string {
		text, err := readText(fsys, dir+"/"+name)
		problems = append(problems, err)
		return text
	}
	var err error
	d.verbs, err = parseVerbs(read("verbs.txt"))
	problems = append(problems, err)
	d.objects, err = parseObjects(read("objects.txt"))
	problems = append(problems, err)
	d.rules, err = parseRules(read("rules.txt"))
	problems = append(problems, err, decode(fsys, dir+"/grammar.yaml", &d.grammar))
	d.examples = read("examples.txt")
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return &d, nil
}

func readText(fsys fs.FS, name string) (string, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", fmt.Errorf("language data: %w", err)
	}
	return string(raw), nil
}

func decode(fsys fs.FS, name string, into any) error {
	raw, err := readText(fsys, name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions([]byte(raw), into, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
