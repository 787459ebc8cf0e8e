package pay

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.tsv
var data embed.FS

// family is the currencies that a sign or a name can stand for, the most usual first.
type family []string

// numeric says how a word takes part in a number.
type numeric uint8

const (
	notNumeric numeric = iota
	unit               // one .. nineteen
	ten                // twenty .. ninety
	scale              // thousand, million
	slang              // grand: a scale that means money by itself
	inrScale           // lakh: a scale that suggests rupees
	inrSuffix          // cr: the same, behind digits only
	suffix             // k, m, bn: behind digits only
	fraction           // ½: behind digits
	part               // half, quarter: of a scale
)

// class is a set of the word classes of data/context.tsv.
type class uint16

const (
	percentWord class = 1 << iota
	unitWord
	changeWord
	stopWord
	convertWord
	openerWord
	weightWord
	articleWord
	plusWord
	vagueWord
	sinceWord
	measureWord
	millsWord
	eachWord
	pointWord
)

// wordInfo is what the tables say of a word.
type wordInfo struct {
	numeric numeric
	value   float64
	exact   string // of a single capital letter: as it must be written
	class   class
	code    family // of an ISO code
	upper   bool   // the code counts in capitals only
}

// side says where a phrase stands seen from the amount.
type side uint8

const (
	before side = 1 << iota
	after
	label
)

type periodPhrase struct {
	period string
	side   side
}

type cuePhrase struct {
	kind string // approx or an Open
	side side
}

type nameKind uint8

const (
	signName  nameKind = iota // as written: "US$", "Rs."
	majorName                 // "dollars"
	minorName                 // "cents"
)

type currencyPhrase struct {
	family family
	kind   nameKind
	weak   bool // also another word: counts only with a number that has a scale or a thousands separator
}

// vocab is the tables in the form the parser reads. It does not change once loaded.
type vocab struct {
	ids     map[string]int32
	words   []wordInfo // by id; 0 is the unknown word
	signs   phrases[currencyPhrase]
	names   phrases[currencyPhrase]
	periods phrases[periodPhrase] // by first word
	heads   phrases[periodPhrase] // before and label, by last word
	cues    phrases[cuePhrase]    // after, by first word
	leads   phrases[cuePhrase]    // before, by last word
	regions map[string]string
	gate    gate

	hyphen, dollar, and, to, between, from, up, in, dot, plus, backslash, half, a, an, point, of int32
}

// vocabulary loads the tables on first use. The data is part of the program: a fault in it is a fault of the build.
var vocabulary = sync.OnceValue(func() *vocab {
	v, err := load()
	if err != nil {
		panic(err)
	}
	return v
})

func load() (*vocab, error) {
	v := &vocab{ids: map[string]int32{}, words: make([]wordInfo, 1), regions: map[string]string{}}
	for _, step := range []struct {
		file    string
		columns int
		row     func([]string) error
	}{
		{"currencies", 4, v.addCurrency},
		{"regions", 2, v.addRegion},
		{"numbers", 3, v.addNumber},
		{"periods", 3, v.addPeriod},
		{"cues", 3, v.addCue},
		{"context", 2, v.addContext},
	} {
		if err := readTable(step.file, step.columns, step.row); err != nil {
			return nil, err
		}
	}
	v.names.sort()
	v.signs.sort()
	v.periods.sort()
	v.heads.sort()
	v.cues.sort()
	v.leads.sort()
	v.hyphen, v.dollar, v.dot, v.plus, v.backslash = v.intern("-"), v.intern("$"), v.intern("."), v.intern("+"), v.intern(`\`)
	v.and, v.to, v.between, v.from, v.up = v.intern("and"), v.intern("to"), v.intern("between"), v.intern("from"), v.intern("up")
	v.half, v.a, v.an, v.point, v.of, v.in = v.intern("half"), v.intern("a"), v.intern("an"), v.intern("point"), v.intern("of"), v.intern("in")
	v.gate = newGate(v)
	return v, nil
}

// readTable calls row with the tab-separated columns of each line of a table that is neither empty nor a comment.
func readTable(name string, columns int, row func([]string) error) error {
	text, err := data.ReadFile("data/" + name + ".tsv")
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return fmt.Errorf("%s.tsv:%d: %d columns, want %d", name, n+1, len(cells), columns)
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s.tsv:%d: %w", name, n+1, err)
		}
	}
	return nil
}

func (v *vocab) intern(text string) int32 {
	key := strings.ToLower(text)
	id, ok := v.ids[key]
	if !ok {
		id = int32(len(v.words))
		v.ids[key] = id
		v.words = append(v.words, wordInfo{})
	}
	return id
}

func (v *vocab) addCurrency(c []string) error {
	code, upper := strings.CutSuffix(c[0], "!")
	id := v.intern(code)
	info := &v.words[id]
	info.code, info.upper = family{code}, upper
	for _, s := range strings.Fields(c[1]) {
		v.addName(&v.signs, s, code, signName)
	}
	for _, s := range splitList(c[2]) {
		v.addName(&v.names, s, code, majorName)
	}
	for _, s := range splitList(c[3]) {
		v.addName(&v.names, s, code, minorName)
	}
	return nil
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// addName adds code to the family of a name, which it makes where it is new.
func (v *vocab) addName(table *phrases[currencyPhrase], text, code string, kind nameKind) {
	text, weak := strings.CutSuffix(text, "!")
	ph := v.phrase(text)
	entry := table.entry(ph, kind == signName)
	entry.value.kind, entry.value.weak = kind, weak
	if !slices.Contains(entry.value.family, code) {
		entry.value.family = append(entry.value.family, code)
	}
}

func (v *vocab) addRegion(c []string) error {
	for _, r := range strings.Fields(c[1]) {
		v.regions[r] = c[0]
	}
	return nil
}

func (v *vocab) addNumber(c []string) error {
	value, err := strconv.ParseFloat(c[1], 64)
	if err != nil {
		return err
	}
	kind, ok := map[string]numeric{
		"unit": unit, "ten": ten, "scale": scale, "slang": slang, "inr": inrScale,
		"inrsuffix": inrSuffix, "suffix": suffix, "fraction": fraction, "part": part,
	}[c[2]]
	if !ok {
		return fmt.Errorf("unknown kind of number word %q", c[2])
	}
	id := v.intern(c[0])
	info := &v.words[id]
	info.numeric, info.value = kind, value
	if strings.ToLower(c[0]) != c[0] {
		info.exact = c[0]
	}
	return nil
}

func (v *vocab) addPeriod(c []string) error {
	s, err := parseSide(c[1])
	if err != nil {
		return err
	}
	ph, value := v.phrase(c[2]), periodPhrase{c[0], s}
	if s&after != 0 {
		v.periods.add(ph, value)
	}
	if s&(before|label) != 0 {
		v.heads.add(ph.reversed(), value)
	}
	return nil
}

func (v *vocab) addCue(c []string) error {
	s, err := parseSide(c[1])
	if err != nil {
		return err
	}
	ph, value := v.phrase(c[2]), cuePhrase{c[0], s}
	if s == after {
		v.cues.add(ph, value)
	} else {
		v.leads.add(ph.reversed(), value)
	}
	return nil
}

func parseSide(s string) (side, error) {
	switch s {
	case "before":
		return before, nil
	case "after":
		return after, nil
	case "both":
		return before | after, nil
	case "label":
		return label, nil
	}
	return 0, fmt.Errorf("unknown side %q", s)
}

func (v *vocab) addContext(c []string) error {
	set, ok := map[string]class{
		"percent": percentWord, "unit": unitWord, "change": changeWord, "stop": stopWord,
		"convert": convertWord, "opener": openerWord, "weight": weightWord, "article": articleWord,
		"plus": plusWord, "vague": vagueWord, "since": sinceWord, "measure": measureWord, "mills": millsWord, "each": eachWord, "point": pointWord,
	}[c[0]]
	if !ok {
		return fmt.Errorf("unknown class %q", c[0])
	}
	for _, w := range strings.Fields(c[1]) {
		id := v.intern(w)
		v.words[id].class |= set
	}
	return nil
}
