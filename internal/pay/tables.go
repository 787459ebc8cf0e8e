package pay

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

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
