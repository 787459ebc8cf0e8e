package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// OtherCategory is the category of a duty that fits no other.
const OtherCategory = "other"

// Category is one entry of the taxonomy of duties.
type Category struct {
	ID         string   `yaml:"id"`
	Group      string   `yaml:"group"` // id of the group
	GroupLabel string   `yaml:"-"`
	Label      string   `yaml:"label"`
	ONet       []string `yaml:"onet"` // task ids of O*NET 11-3021.00 and 11-1011.00
}

//go:embed taxonomy.yaml
var taxonomyFile []byte

var taxonomy = sync.OnceValue(func() []Category {
	categories, err := parseTaxonomy(taxonomyFile)
	if err != nil {
		panic(err) // an embedded file: a build fault that the package's tests find
	}
	return categories
})

// Taxonomy lists the categories of duties in the order in which reports show them. The slice is the caller's own.
func Taxonomy() []Category { return slices.Clone(taxonomy()) }

// CategoryLabel is the short name of a category for readers; the id itself where the taxonomy does not know it.
func CategoryLabel(id string) string {
	for _, c := range taxonomy() {
		if c.ID == id {
			return c.Label
		}
	}
	return id
}

func parseTaxonomy(data []byte) ([]Category, error) {
	var file struct {
		Groups []struct {
			ID    string `yaml:"id"`
			Label string `yaml:"label"`
		} `yaml:"groups"`
		Categories []Category `yaml:"categories"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("taxonomy.yaml: %w", err)
	}
	groups := make(map[string]string, len(file.Groups))
	for _, g := range file.Groups {
		groups[g.ID] = g.Label
	}
	seen := make(map[string]bool, len(file.Categories))
	for i := range file.Categories {
		c := &file.Categories[i]
		label, known := groups[c.Group]
		if !known || seen[c.ID] || c.Label == "" {
			return nil, fmt.Errorf("taxonomy.yaml: category %q: unknown group, no label or a second entry", c.ID)
		}
		c.GroupLabel = label
		seen[c.ID] = true
	}
	return file.Categories, nil
}
