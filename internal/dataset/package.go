package dataset

import (
	"path/filepath"
	"strings"
)

// dataPackage describes a run's tables in the terms of the Data Package standard (Frictionless), version 2. Its paths
// hold from the output folder, where it lies: the standard forbids paths that lead upwards.
type dataPackage struct {
	Profile     string            `json:"$schema"`
	Name        string            `json:"name"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Version     string            `json:"version"` // of the schema
	Created     string            `json:"created"`
	Sources     []packageSource   `json:"sources,omitempty"`
	Resources   []packageResource `json:"resources"`
}

type packageSource struct {
	Title string `json:"title"`
}

type packageResource struct {
	Name        string        `json:"name"`
	Type        string        `json:"type"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Path        string        `json:"path"`
	Format      string        `json:"format"`
	Mediatype   string        `json:"mediatype"`
	Encoding    string        `json:"encoding"`
	Bytes       int64         `json:"bytes"`
	Hash        string        `json:"hash"`
	RowCount    int64         `json:"rowCount"`
	Schema      packageSchema `json:"schema"`
}

type packageSchema struct {
	Fields      []packageField `json:"fields"`
	PrimaryKey  []string       `json:"primaryKey"`
	ForeignKeys []packageKey   `json:"foreignKeys,omitempty"`
}

type packageField struct {
	Name        string             `json:"name"`
	Type        string             `json:"type"`
	ColumnType  string             `json:"columnType"` // as the data dictionary has it
	Description string             `json:"description"`
	Unit        string             `json:"unit,omitempty"`
	Example     string             `json:"example"`
	Constraints packageConstraints `json:"constraints"`
}

type packageConstraints struct {
	Required bool     `json:"required"`
	Enum     []string `json:"enum,omitempty"`
}

type packageKey struct {
	Fields    []string         `json:"fields"`
	Reference packageReference `json:"reference"`
}

type packageReference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// packageName is the file of a run's data package, in the output folder.
func packageName(id string) string { return "datapackage-" + id + ".json" }

// newDataPackage describes the tables among the files of a manifest.
func newDataPackage(m *Manifest) dataPackage {
	p := dataPackage{
		Profile: "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:    "rolecall-" + strings.ToLower(m.RunID), Title: "Rolecall run " + m.RunID,
		Description: "What articles claim about technology executives: claims with their evidence, the pages they stand on, and where sources contradict each other.",
		Version:     SchemaVersion, Created: m.Started.UTC().Format("2006-01-02T15:04:05Z"),
	}
	for _, s := range m.Sources {
		title := s.Name
		if title == "" {
			title = s.ID
		}
		p.Sources = append(p.Sources, packageSource{title})
	}
	for _, table := range Schema() {
		for _, file := range m.Files {
			if filepath.Base(file.Path) == table.Name+".parquet" {
				p.Resources = append(p.Resources, newResource(table, file))
			}
		}
	}
	return p
}

func newResource(table Table, file File) packageResource {
	id := strings.TrimSuffix(table.Name, "s") + "_id"
	r := packageResource{
		Name: table.Name, Type: "table", Title: table.Name, Description: table.Doc,
		Path: file.Path, Format: "parquet", Mediatype: "application/vnd.apache.parquet", Encoding: "utf-8",
		Bytes: file.Bytes, Hash: "sha256:" + file.SHA256, RowCount: *file.Rows,
		Schema: packageSchema{PrimaryKey: []string{"run_id", id}},
	}
	for _, c := range table.Columns {
		r.Schema.Fields = append(r.Schema.Fields, packageField{
			Name: c.Name, Type: packageType(c.Type), ColumnType: c.Type, Description: c.Doc, Unit: c.Unit, Example: c.Example,
			Constraints: packageConstraints{!c.Nullable, c.Values},
		})
	}
	if table.Name == Claims {
		page := []string{"run_id", "document_id"}
		r.Schema.ForeignKeys = []packageKey{{page, packageReference{Documents, page}}}
	}
	return r
}

// packageType is the standard's name of a column's type. A list is an array there, but the standard's own validator
// refuses the lists that it reads from Parquet under that name and takes them as "any".
func packageType(columnType string) string {
	switch columnType {
	case "string", "boolean":
		return columnType
	case "int32", "int64":
		return "integer"
	case "double":
		return "number"
	case "timestamp(us, UTC)":
		return "datetime"
	}
	return "any"
}
