package source

import (
	"bytes"
	"encoding/json"

	"rolecall/internal/claim"
)

// schema is a JSON Schema or a part of one.
type schema map[string]any

// JSONSchema gives the JSON Schema (draft-07) of a source file, for editors. It says what the loader takes as far as a schema
// can: that selectors and patterns are well formed and ids differ, the loader alone checks.
func JSONSchema() ([]byte, error) {
	root := object(sourceFields(), fileShapes())
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "A source of Rolecall"
	root["required"] = []string{"id", "name", "urls"}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	err := out.Encode(root)
	return b.Bytes(), err
}

// object is the schema of a mapping with the keys that the loader knows, each of its shape.
func object[T any](fields []field[T], shapes map[string]schema) schema {
	properties := schema{}
	for _, f := range fields {
		properties[f.key] = shapes[f.key]
	}
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

// said is a schema with a description.
func said(description string, s schema) schema {
	s["description"] = description
	return s
}

func fileShapes() map[string]schema {
	follow := object(followFields(), followShapes())
	follow["anyOf"] = []schema{{"required": []string{"match"}}, {"maxProperties": 0}}
	return map[string]schema{
		"id": said("Names the source in tables and reports: a-z, 0-9 and -. No other file has it.",
			schema{"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": maxID}),
		"name":       said("What readers call the source.", text()),
		"urls":       said("The pages to fetch.", addresses()),
		"sitemaps":   said("Sitemaps (also an index, also gzip) or feeds that list more pages.", addresses()),
		"follow":     said("Links and listed pages to take.", follow),
		"select":     said("CSS selectors, only where the general reader gets a page wrong.", object(selectFields(), selectShapes())),
		"politeness": said("How gently the host is asked.", object(politenessFields(), politenessShapes())),
		"expect":     said("What a healthy fetch gives. Less, and the run says that the source is short.", object(expectFields(), expectShapes())),
	}
}

func followShapes() map[string]schema {
	return map[string]schema{
		"match":     said("A regular expression (RE2), tried on the whole URL.", text()),
		"depth":     said("How many links away from the pages of urls.", within(1, maxDepth, defaultDepth)),
		"max_pages": said("Pages of the source, all together.", within(1, maxMaxPages, defaultMaxPages)),
	}
}

func selectShapes() map[string]schema {
	return map[string]schema{
		"content": said("The main content.", text()),
		"exclude": said("What to leave out of it.", schema{"type": "array", "minItems": 1, "items": text()}),
		"answer":  said("One answer of a thread.", text()),
		"author":  said("Who wrote an answer, inside it.", text()),
	}
}

func politenessShapes() map[string]schema {
	return map[string]schema{
		"delay": said("Between the starts of two requests, such as 2s or 500ms; 10m at most, 1s by default.", schema{"anyOf": []schema{
			{"type": "string", "pattern": `^\+?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+$`}, {"const": 0},
		}}),
		"parallel": said("Requests at one time.", within(1, maxParallel, defaultParallel)),
	}
}

func expectShapes() map[string]schema {
	return map[string]schema{
		"min_claims": said("The fewest claims.", schema{"type": "integer", "minimum": 0, "maximum": maxMinClaims}),
		"kinds": said("Kinds of claim that must occur.", schema{
			"type": "array", "minItems": 1, "items": schema{"type": "string", "enum": claim.Kinds()},
		}),
	}
}

// text is a text that is not blank.
func text() schema { return schema{"type": "string", "pattern": `\S`} }

// addresses are URLs of the web without user names, each once.
func addresses() schema {
	url := schema{"type": "string", "pattern": `^[Hh][Tt][Tt][Pp][Ss]?://(\[[0-9A-Fa-f:.]+\]|[^/?#@\s:\[\]]+)(:[0-9]*)?([/?#]\S*)?$`}
	return schema{"type": "array", "minItems": 1, "uniqueItems": true, "items": url}
}

func within(least, most, usual int) schema {
	return schema{"type": "integer", "minimum": least, "maximum": most, "default": usual}
}
