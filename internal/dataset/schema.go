package dataset

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"
)

// Column is a column of a table, in the words of the data dictionary.
type Column struct {
	Name     string `json:"name" yaml:"name"`
	Type     string `json:"type" yaml:"type"` // "string", "list<string>", "timestamp(us, UTC)", ...
	Nullable bool   `json:"nullable" yaml:"nullable"`
	Doc      string `json:"doc" yaml:"doc"`
	Unit     string `json:"unit,omitempty" yaml:"unit"`
	// Values are all that the column can hold, empty where there is no such list.
	Values  []string `json:"values,omitempty" yaml:"values"`
	Example string   `json:"example,omitempty" yaml:"example"`
}

// Table is a table with its columns in order.
type Table struct {
	Name    string   `json:"name" yaml:"name"`
	Doc     string   `json:"doc" yaml:"doc"`
	Columns []Column `json:"columns" yaml:"columns"`
}

//go:embed columns.yaml
var columns []byte

// Schema describes the tables: the data dictionary. A test holds that the files are written as it says.
func Schema() []Table {
	var tables []Table
	if err := yaml.UnmarshalWithOptions(columns, &tables, yaml.Strict()); err != nil {
		panic("dataset: columns.yaml: " + err.Error()) // a fault of the program, which a test finds
	}
	return tables
}

// WriteSchema writes the data dictionary, format "md" or "json".
func WriteSchema(w io.Writer, format string) error {
	switch format {
	case "md":
		_, err := io.WriteString(w, schemaMarkdown())
		return err
	case "json":
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(struct {
			SchemaVersion string  `json:"schema_version"`
			Tables        []Table `json:"tables"`
		}{SchemaVersion, Schema()})
	}
	return fmt.Errorf("format %q: use md or json", format)
}

func schemaMarkdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Tables\n\nSchema version %s.\n", SchemaVersion)
	cell := strings.NewReplacer("|", `\|`, "\n", `\n`)
	for _, t := range Schema() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", t.Name, t.Doc)
		b.WriteString("| column | type | null | meaning | unit | example |\n|---|---|---|---|---|---|\n")
		for _, c := range t.Columns {
			null, doc := "", c.Doc
			if c.Nullable {
				null = "yes"
			}
			if len(c.Values) > 0 {
				doc += " One of: " + strings.Join(c.Values, ", ") + "."
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | `%s` |\n",
				c.Name, c.Type, null, cell.Replace(doc), cell.Replace(c.Unit), cell.Replace(c.Example))
		}
	}
	return b.String()
}
