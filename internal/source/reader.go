package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// definition is a source as read from its file, and where its id stands.
type definition struct {
	source        Source
	idLine, idCol int
}

// reader reads one file and gathers its problems.
type reader struct {
	file     string
	problems []Problem
}

// whole notes a problem of the file as a whole.
func (r *reader) whole(message, remedy string) {
	r.problems = append(r.problems, Problem{File: r.file, Message: message, Remedy: remedy})
}

// at notes a problem at a node.
func (r *reader) at(n ast.Node, message, remedy string) {
	line, col := position(n.GetToken())
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Col: col, Message: message, Remedy: remedy})
}

// position is the line and column of a token.
func position(t *token.Token) (int, int) {
	if t == nil || t.Position == nil {
		return 1, 1
	}
	return t.Position.Line, t.Position.Column
}

// definition reads the bytes of a file.
func (r *reader) definition(data []byte) definition {
	d := definition{source: defaults()}
	body := r.parse(data)
	if body == nil {
		return d
	}
	present := readMapping(r, body, "", sourceFields(), &d.source)
	if present == nil {
		return d
	}
	for _, key := range []string{"id", "name", "urls"} {
		if present[key] == nil {
			r.at(body, fmt.Sprintf("%q is missing", key), "every source has an id, a name and urls")
		}
	}
	if id := present["id"]; id != nil {
		d.idLine, d.idCol = position(id.GetToken())
	}
	return d
}

// parse gives the one mapping that a file should be, or nil where it is something else.
func (r *reader) parse(data []byte) ast.Node {
	switch {
	case len(data) > maxFile:
		r.whole(fmt.Sprintf("the file has %d bytes and is no source definition", len(data)), "move it out of the folder")
		return nil
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		r.whole("the file is not UTF-8 text", "save it as UTF-8")
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	return r.onlyDocument(file)
}

func (r *reader) onlyDocument(file *ast.File) ast.Node {
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	switch len(bodies) {
	case 0:
		r.whole("the file is empty", "write id, name and urls")
		return nil
	case 1:
		return bodies[0]
	}
	r.at(bodies[1], "a second document begins here", "write one source a file")
	return nil
}

// syntax notes an error of the YAML parser.
func (r *reader) syntax(err error) {
	var detailed yaml.Error
	if !errors.As(err, &detailed) {
		r.whole(fmt.Sprintf("not YAML: %v", err), "write one key: value a line")
		return
	}
	line, col := position(detailed.GetToken())
	remedy := "check indentation, colons and quotes here and in the line above"
	message := detailed.GetMessage()
	if strings.Contains(message, "tab") || strings.Contains(message, `\t`) || strings.Contains(message, "\t") {
		remedy = "indent with spaces, not tabs"
	}
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Col: col, Message: "not YAML: " + message, Remedy: remedy})
}

// field is a key that a mapping may have and how its value is read into T.
type field[T any] struct {
	key  string
	read func(*reader, ast.Node, *T)
}

// readMapping reads a mapping by a table of its keys and returns the values by key. Where names the mapping for
// messages: "" for the file, else the key that holds it. What is no mapping gives nil.
func readMapping[T any](r *reader, n ast.Node, where string, fields []field[T], into *T) map[string]ast.Node {
	present := map[string]ast.Node{}
	mapping, ok := n.(ast.MapNode)
	if !ok {
		r.at(n, fmt.Sprintf("%s must be keys with values, and is %s", orFile(where), describe(n)), "write key: value, one a line")
		return nil
	}
	for entries := mapping.MapRange(); entries.Next(); {
		key, value := entries.Key(), entries.Value()
		name := keyName(key)
		f := lookUp(fields, name)
		switch {
		case f == nil:
			r.at(key, fmt.Sprintf("unknown key %q%s", name, under(where)), suggest(name, keysOf(fields)))
		case present[name] != nil:
			r.at(key, fmt.Sprintf("%q stands here for the second time", name), "keep one of the two")
		default:
			present[name] = value
			f.read(r, value, into)
		}
	}
	return present
}

func keyName(key ast.MapKeyNode) string {
	if t := key.GetToken(); t != nil {
		return t.Value
	}
	return key.String()
}

func lookUp[T any](fields []field[T], key string) *field[T] {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

func keysOf[T any](fields []field[T]) []string {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].key
	}
	return keys
}

func orFile(where string) string {
	if where == "" {
		return "the file"
	}
	return fmt.Sprintf("%q", where)
}

func under(where string) string {
	if where == "" {
		return ""
	}
	return fmt.Sprintf(" under %q", where)
}
