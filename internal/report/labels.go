package report

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rolecall/internal/claim"
)

//go:embed assets/labels.json
var labelsFile []byte

// labels are the words under which ids are shown. An id without a label is shown in plain letters.
type labels struct {
	Counted       map[string][2]string `json:"counted"` // singular, plural
	ConflictKinds map[string]string    `json:"conflict_kinds"`
	Questions     map[string]string    `json:"questions"` // what a conflict is about, with %s for its topic; "_name": where that is a name
	Values        map[string]string    `json:"values"`
	Severities    map[string]string    `json:"severities"`
	Statuses      map[string]string    `json:"statuses"`
	Decisions     map[string]string    `json:"decisions"`
	States        map[string]string    `json:"states"` // of sources that did not go well
	Statistics    map[string]string    `json:"statistics"`
	Components    map[string]string    `json:"components"`
	Outcomes      map[string]string    `json:"outcomes"`
	Currencies    map[string]string    `json:"currencies"` // signs written before the amount
	categories    map[string]claim.Category
	rank          map[string]int // of a category in the taxonomy
}

var loadLabels = sync.OnceValue(func() *labels {
	l := &labels{categories: map[string]claim.Category{}, rank: map[string]int{}}
	if err := json.Unmarshal(labelsFile, l); err != nil {
		panic(fmt.Errorf("assets/labels.json: %w", err)) // an embedded file: a build fault that the tests find
	}
	for i, c := range claim.Taxonomy() {
		l.categories[c.ID] = c
		l.rank[c.ID] = i
	}
	return l
})

// named is the label of an id, or the id in plain letters.
func named(table map[string]string, id string) string {
	if label, ok := table[id]; ok {
		return label
	}
	return plain(id)
}

// plain makes words of an id: "no_such_thing" is "No such thing".
func plain(id string) string {
	return capital(strings.NewReplacer("_", " ", "-", " ").Replace(id))
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// lowered begins a word in lower case, but not an abbreviation.
func lowered(s string) string {
	if len(s) > 1 && unicode.IsUpper(rune(s[0])) && unicode.IsLower(rune(s[1])) {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// group is the heading a category stands under in tables; "" for what fits nowhere.
func (l *labels) group(category string) string {
	if category == claim.OtherCategory {
		return ""
	}
	return l.categories[category].GroupLabel
}

func roleLabel(role string) string { return strings.ToUpper(role) }

func (l *labels) category(id string) string {
	if c, ok := l.categories[id]; ok {
		return c.Label
	}
	return plain(id)
}

// order is a category's place in the taxonomy; unknown ones come last.
func (l *labels) order(category string) int {
	if i, ok := l.rank[category]; ok {
		return i
	}
	return len(l.rank)
}

// matter is what a conflict is about: "Cybersecurity", "CIO: inward or outward", "CIO and CTO: who is more strategic".
// A topic of several words says it itself.
func (l *labels) matter(kind, topic string, roles []string) string {
	question, asked := l.Questions[kind]
	if name, ok := l.Questions[kind+"_name"]; ok && strings.Contains(topic, " ") {
		question = name
	}
	rest := l.topic(withoutRoles(topic, roles))
	switch {
	case strings.Contains(question, "%s"):
		question = strings.ReplaceAll(question, "%s", cmp.Or(l.topicPart(topic), "it"))
	case strings.Contains(topic, " ") && !l.startsWithCategory(topic):
		question = topic
	case asked && rest != "":
		question += " · " + lowered(rest)
	case asked:
	case rest != "":
		return rest
	default:
		question = named(l.ConflictKinds, kind)
	}
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = roleLabel(role)
	}
	if len(names) == 0 {
		return capital(question)
	}
	return enumerate(names) + ": " + question
}

func (l *labels) startsWithCategory(topic string) bool {
	parts := topicParts(topic)
	return len(parts) > 1 && l.categories[parts[0]].ID != ""
}

// withoutRoles drops the parts of a topic that only repeat a conflict's roles.
func withoutRoles(topic string, roles []string) string {
	return strings.Join(slices.DeleteFunc(topicParts(topic), func(p string) bool { return slices.Contains(roles, p) }), ":")
}

func topicParts(topic string) []string {
	return strings.FieldsFunc(topic, func(r rune) bool { return r == ':' || r == '/' || r == '|' })
}

// topic is a conflict's topic in words: each part of "cio:mean:base:US" under its label.
func (l *labels) topic(topic string) string {
	parts := topicParts(topic)
	for i, p := range parts {
		parts[i] = l.topicPart(p)
	}
	return capital(strings.Join(parts, " · "))
}

func (l *labels) topicPart(id string) string {
	if c, ok := l.categories[id]; ok {
		return c.Label
	}
	for _, table := range []map[string]string{l.Values, l.Statistics, l.Components} {
		if label, ok := table[id]; ok {
			return label
		}
	}
	return strings.NewReplacer("_", " ", "-", " ").Replace(id)
}

// value is a claim's value or a side's position in words. Both may also be free text, which stays as it is.
func (l *labels) value(v string) string {
	if label, ok := l.Values[v]; ok {
		return label
	}
	if role, topic, ok := strings.Cut(v, "_more_"); ok {
		return roleLabel(role) + " more " + strings.ReplaceAll(topic, "_", " ")
	}
	if letters, name, ok := strings.Cut(v, "="); ok && !strings.ContainsAny(letters, " \t") {
		return roleLabel(letters) + ": " + name
	}
	if strings.ContainsAny(v, " ,.") {
		return v
	}
	return l.topic(v)
}
