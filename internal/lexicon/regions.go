package lexicon

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"
)

// Region is a mention of a country, or of a place in it.
type Region struct {
	Start, End int    // bytes
	Code       string // ISO 3166-1 alpha-2
	Part       bool   // a state, a province or a city, not the whole country
}

// FindRegions finds the countries, states, provinces and cities that a text names, in reading order and without
// overlap. "US$" and "Canadian dollars" name a currency and no region; "us" is a pronoun.
func FindRegions(text string) []Region {
	return regions().find(text)
}

//go:embed regions.yaml
var regionsFile []byte

var regions = sync.OnceValue(func() *gazetteer {
	g, err := parseRegions(regionsFile)
	if err != nil {
		panic(err) // an embedded file: a build fault that the package's tests find
	}
	return g
})

// place is what the gazetteer knows of a name.
type place struct {
	code    string // empty: not a place
	loose   bool   // read in lower case too
	careful bool   // read only where it stands as a place
	city    bool
	state   bool
	exact   string // set for abbreviations: read only so written
}

type gazetteer struct {
	names     nameTrie[place]
	currency  map[string]bool
	before    map[string]bool
	postal    map[string]string
	bracketed map[string]string
}

type regionsData struct {
	Countries map[string]struct {
		Names   []string `yaml:"names"`
		States  []string `yaml:"states"`
		Cities  []string `yaml:"cities"`
		Loose   []string `yaml:"loose"`
		Careful []string `yaml:"careful"`
	} `yaml:"countries"`
	NotPlaces     []string            `yaml:"not_places"`
	CurrencyWords []string            `yaml:"currency_words"`
	BeforePlace   []string            `yaml:"before_place"`
	Postal        map[string][]string `yaml:"postal"`
	Bracketed     []string            `yaml:"bracketed"`
}

func parseRegions(data []byte) (*gazetteer, error) {
	var file regionsData
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("regions.yaml: %w", err)
	}
	g := &gazetteer{
		currency: wordSet(file.CurrencyWords), before: wordSet(file.BeforePlace),
		postal: make(map[string]string), bracketed: make(map[string]string),
	}
	for code, c := range file.Countries {
		if len(code) != 2 || strings.ToUpper(code) != code {
			return nil, fmt.Errorf("regions.yaml: %q is no ISO 3166-1 code", code)
		}
		for _, list := range []struct {
			names []string
			place place
		}{
			{c.Loose, place{code: code, loose: true}},
			{c.Names, place{code: code}},
			{c.States, place{code: code, state: true}},
			{c.Cities, place{code: code, city: true}},
			{c.Careful, place{code: code, careful: true, city: true}},
		} {
			for _, name := range list.names {
				p := list.place
				if p.loose {
					p.state, p.city = holdsFold(c.States, name), holdsFold(c.Cities, name)
				} else {
					p.exact = abbreviation(name)
				}
				if earlier := g.names.add(name, p); earlier.code != code {
					return nil, fmt.Errorf("regions.yaml: %q stands under %s and under %s", name, earlier.code, code)
				}
			}
		}
	}
	for _, name := range file.NotPlaces {
		g.names.add(name, place{})
	}
	for code, letters := range file.Postal {
		for _, l := range letters {
			g.postal[l] = code
		}
	}
	for _, code := range file.Bracketed {
		g.bracketed[code] = code
	}
	g.bracketed["UK"] = "GB"
	return g, nil
}

func holdsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// abbreviation is the name itself where it is short and all in capitals, so that "us" is never read as a country.
func abbreviation(name string) string {
	if len(name) <= 4 && strings.ToUpper(name) == name {
		return strings.TrimSuffix(name, ".")
	}
	return ""
}

func wordSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

func (g *gazetteer) find(text string) []Region {
	var found []Region
	words := nameWords(text)
	for i := 0; i < len(words); {
		p, n := g.names.longest(text, words[i:], func(p *place, n int) bool { return g.accepts(text, words, i, n, p) })
		switch {
		case p == nil:
			if code, ok := g.bracketedAt(text, words[i]); ok {
				found = append(found, Region{Start: words[i].start, End: words[i].end, Code: code})
			}
			i++
		case p.code == "" || g.namesCurrency(text, words, i+n):
			i += n
		default:
			r := Region{Start: words[i].start, End: words[i+n-1].end, Code: p.code, Part: p.city || p.state}
			i += n
			i = g.extend(text, words, i, p.city, &r)
			if text[r.Start] != text[r.End-1] && strings.Contains(text[r.Start:r.End], ".") && strings.HasPrefix(text[r.End:], ".") {
				r.End++ // the last point of "U.S."
			}
			found = append(found, r)
		}
	}
	return found
}

// accepts judges the writing of the n words from words[i].
func (g *gazetteer) accepts(text string, words []nameWord, i, n int, p *place) bool {
	written := text[words[i].start:words[i+n-1].end]
	if p.exact != "" {
		return written == p.exact
	}
	if p.loose {
		return true
	}
	if !capitalised(written) || n > 1 && !capitalised(text[words[i+n-1].start:]) {
		return false
	}
	return !p.careful || g.standsAsPlace(text, words, i)
}

func (g *gazetteer) standsAsPlace(text string, words []nameWord, i int) bool {
	if i == 0 {
		return true
	}
	gap := strings.TrimSpace(text[words[i-1].end:words[i].start])
	return gap != "" && gap != "." && gap != "'" && gap != "’" || g.before[words[i-1].key]
}

// namesCurrency reports whether what follows the place makes it a currency: "US$", "Canadian dollars".
func (g *gazetteer) namesCurrency(text string, words []nameWord, next int) bool {
	rest := strings.TrimPrefix(text[words[next-1].end:], ".")
	if r := []rune(firstRunes(rest)); len(r) > 0 && unicode.Is(unicode.Sc, r[0]) {
		return true
	}
	return next < len(words) && g.currency[words[next].key]
}

func firstRunes(s string) string {
	if len(s) > 4 {
		return s[:4]
	}
	return s
}

// extend takes in a state, province or postal letters after a city and a comma ("London, Ontario", "Austin, TX"),
// which then say the country, and returns the next word.
func (g *gazetteer) extend(text string, words []nameWord, i int, city bool, r *Region) int {
	if i >= len(words) || text[words[i-1].end:words[i].start] != ", " {
		return i
	}
	written := text[words[i].start:words[i].end]
	if code, ok := g.postal[written]; ok {
		if written != r.Code {
			r.Code = code
		}
		r.End = words[i].end
		return i + 1
	}
	state, n := g.names.longest(text, words[i:], func(p *place, n int) bool {
		return p.state && g.accepts(text, words, i, n, p)
	})
	if !city || state == nil {
		return i
	}
	r.Code, r.End = state.code, words[i+n-1].end
	return i + n
}

func (g *gazetteer) bracketedAt(text string, w nameWord) (string, bool) {
	if w.start == 0 || w.end >= len(text) || text[w.start-1] != '(' || text[w.end] != ')' {
		return "", false
	}
	code, ok := g.bracketed[text[w.start:w.end]]
	return code, ok
}
