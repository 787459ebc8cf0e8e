// Package sources holds the definitions of the sources that Rolecall ships, one YAML file a source.
package sources

import "embed"

// FS holds the source files at its root.
//
//go:embed *.yaml
var FS embed.FS
