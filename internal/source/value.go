package source

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// describe says what a node is, for messages.
func describe(n ast.Node) string {
	switch n.Type() {
	case ast.NullType:
		return "empty"
	case ast.StringType, ast.LiteralType:
		return "text"
	case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
		return "a number"
	case ast.BoolType:
		return "true or false"
	case ast.SequenceType:
		return "a list"
	case ast.MappingType, ast.MappingValueType:
		return "keys with values"
	case ast.AnchorType, ast.AliasType, ast.MergeKeyType:
		return "an anchor or alias"
	case ast.TagType:
		return "a tag"
	default:
		return "something else"
	}
}

// text reads a text that is not empty.
func (r *reader) text(n ast.Node, what string) (string, bool) {
	var value string
	switch n := n.(type) {
	case *ast.StringNode:
		value = n.Value
	case *ast.LiteralNode:
		value = n.Value.Value
	default:
		r.at(n, fmt.Sprintf("%q must be text, and is %s", what, describe(n)), textRemedy(n, what))
		return "", false
	}
	value = strings.TrimSpace(value)
	if value == "" {
		r.at(n, fmt.Sprintf("%q is empty", what), "write a value or leave the key out")
		return "", false
	}
	return value, true
}

func textRemedy(n ast.Node, what string) string {
	switch n.Type() {
	case ast.NullType:
		return "write a value or leave the key out"
	case ast.IntegerType, ast.FloatType, ast.BoolType:
		return "put quotes around it"
	default:
		return fmt.Sprintf("write %s: and the text behind it", what)
	}
}

// list hands each item of a list to read. A list that is empty is a problem.
func (r *reader) list(n ast.Node, what string, read func(ast.Node)) {
	sequence, ok := n.(*ast.SequenceNode)
	if !ok {
		r.at(n, fmt.Sprintf("%q must be a list, and is %s", what, describe(n)), fmt.Sprintf("write %s: [one, two]", what))
		return
	}
	if len(sequence.Values) == 0 {
		r.at(n, fmt.Sprintf("%q is an empty list", what), "name at least one or leave the key out")
	}
	for _, item := range sequence.Values {
		read(item)
	}
}

// number reads a whole number within bounds, both included.
func (r *reader) number(n ast.Node, what string, lowest, highest int) (int, bool) {
	value, err := strconv.Atoi(n.GetToken().Value)
	if n.Type() != ast.IntegerType || err != nil || value < lowest || value > highest {
		r.at(n, fmt.Sprintf("%q must be a whole number", what), fmt.Sprintf("write one from %d to %d", lowest, highest))
		return 0, false
	}
	return value, true
}

// maxDelay is beyond what any site asks for; more is a slip such as a missing unit.
const maxDelay = 10 * time.Minute

// duration reads a length of time such as 1s or 500ms.
func (r *reader) duration(n ast.Node, what string) (time.Duration, bool) {
	raw := n.GetToken().Value
	switch n.Type() {
	case ast.StringType:
	case ast.IntegerType, ast.FloatType:
		if raw == "0" {
			return 0, true
		}
		r.at(n, fmt.Sprintf("%q has no unit", what), fmt.Sprintf("write %ss for seconds", raw))
		return 0, false
	default:
		r.at(n, fmt.Sprintf("%q must be a length of time, and is %s", what, describe(n)), "write 1s or 500ms")
		return 0, false
	}
	value, err := time.ParseDuration(raw)
	if err != nil {
		r.at(n, fmt.Sprintf("%q is not a length of time: %q", what, raw), "write 1s or 500ms")
		return 0, false
	}
	if value < 0 || value > maxDelay {
		r.at(n, fmt.Sprintf("%q is out of range: %s", what, raw), "write one from 0s to 10m")
		return 0, false
	}
	return value, true
}
