package normalize

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// field is a line "key: value" of a class.
type field struct {
	line             int
	class, key, text string
}

// parseFields reads "[class]" lines with "key: value" lines below them; an indented line goes on from the one before,
// "#" begins a comment. A YAML reader takes twenty times as long over the same lists.
func parseFields(file, text string) ([]field, error) {
	var fields []field
	var problems []error
	class, number := "", 0
	for line := range strings.Lines(text) {
		number++
		trimmed := strings.TrimSpace(line)
		key, value, pair := strings.Cut(trimmed, ":")
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed[0] == '[':
			class = strings.Trim(trimmed, "[]")
		case line[0] == ' ' && len(fields) > 0:
			fields[len(fields)-1].text += " " + trimmed
		case !pair || class == "":
			problems = append(problems, fmt.Errorf("%s: line %d: %q is no \"key: value\" below a \"[class]\"", file, number, trimmed))
		default:
			fields = append(fields, field{number, class, key, strings.TrimSpace(value)})
		}
	}
	return fields, errors.Join(problems...)
}

// list is the parts of a text between separators, without blanks around them; nil for a blank text.
func list(text, separator string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	parts := strings.Split(text, separator)
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}

func unknownKey(file string, f field) error {
	return fmt.Errorf("%s: line %d: unknown key %q", file, f.line, f.key)
}

func parseVerbs(text string) (map[string]verbClass, error) {
	const file = "verbs.txt"
	fields, err := parseFields(file, text)
	problems := []error{err}
	verbs := map[string]verbClass{}
	for _, f := range fields {
		c := verbs[f.class]
		switch f.key {
		case "words":
			c.words = list(f.text, ",")
		case "nominal":
			c.nominal = list(f.text, ",")
		case "others":
			if c.others, err = strconv.ParseFloat(f.text, 64); err != nil {
				problems = append(problems, fmt.Errorf("%s: line %d: %w", file, f.line, err))
			}
		default:
			problems = append(problems, unknownKey(file, f))
		}
		verbs[f.class] = c
	}
	return verbs, errors.Join(problems...)
}

func parseObjects(text string) (map[string]objectClass, error) {
	const file = "objects.txt"
	fields, err := parseFields(file, text)
	problems := []error{err}
	objects := map[string]objectClass{}
	for _, f := range fields {
		c := objects[f.class]
		switch f.key {
		case "label":
			c.label = f.text
		case "words":
			c.words = list(f.text, ",")
		case "sold":
			c.sold = f.text
		case "with":
			c.with = list(f.text, ",")
		case "light":
			c.light = f.text == "true"
		case "people":
			c.people = f.text == "true"
		default:
			problems = append(problems, unknownKey(file, f))
		}
		objects[f.class] = c
	}
	return objects, errors.Join(problems...)
}

// parseRules reads lines "category | weight | verbs | things | with | role", of which the last may be left out.
func parseRules(text string) ([]rule, error) {
	var rules []rule
	var problems []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		columns := list(line, "|")
		if len(columns) < 3 || len(columns) > 6 {
			problems = append(problems, fmt.Errorf("rules.txt: line %d: %d columns", number, len(columns)))
			continue
		}
		columns = append(columns, "", "", "")
		weight, err := strconv.ParseFloat(columns[1], 64)
		if err != nil {
			problems = append(problems, fmt.Errorf("rules.txt: line %d: %w", number, err))
		}
		rules = append(rules, rule{
			line: number, is: columns[0], weight: weight, do: list(columns[2], ","), to: list(columns[3], ","),
			with: list(columns[4], ","), role: columns[5],
		})
	}
	return rules, errors.Join(problems...)
}
