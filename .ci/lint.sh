#!/usr/bin/env bash
# Formatting, go vet and the linter that go.tools.mod pins.
set -euo pipefail
unformatted=$(git ls-files '*.go' | xargs gofmt -l)
[ -z "$unformatted" ] || { echo "gofmt would change:"; echo "$unformatted"; exit 1; }
go vet ./... ./testdata ./.ci/site
go tool -modfile=go.tools.mod golangci-lint run
