package pay

import (
	"strings"
	"sync"
)

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
