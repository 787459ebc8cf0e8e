# The handful of commands of everyday work. `make` alone builds.
.PHONY: release-check build test lint bench demo update kill-test screenshots engines scale commit-kill-test disk-full-test

LINT = go tool -modfile=go.tools.mod golangci-lint

build: ## the program, into ./rolecall
	go build -o rolecall ./cmd/rolecall

test: ## with the race detector, in random order, without the loops that kill or damage runs (go test ./... has them)
	go test -race -short -shuffle=on ./...

lint: ## formatting, vet and the pinned linter
	test -z "$$(gofmt -l $$(git ls-files '*.go'))"
	go vet ./...
	$(LINT) run

bench: ## the hot paths
	go test -run '^$$' -bench . -benchmem ./internal/...

demo: ## crawl the built-in site and show where the report lies
	go run ./cmd/rolecall demo

update: ## write the golden files and extract.Version anew; read the difference before you commit it
	go test ./internal/extract -run TestVersion -update
	go test ./internal/source ./internal/pipeline ./internal/dataset ./internal/report ./internal/cli -update

CI_TOOLS ?= /tmp/rolecall-tools
CHROMIUM ?= $(firstword $(shell command -v chromium chromium-browser google-chrome))

screenshots: ## docs/report*.png and docs/review.png, the demo's report and workbench in Chromium; CI_TOOLS as .ci/setup.sh fills it
	rm -rf output/screenshots
	go run ./cmd/rolecall demo --out output/screenshots
	cd $(CI_TOOLS)/node && CHROMIUM=$(CHROMIUM) node $(CURDIR)/.ci/report-shots.mjs $$(ls $(CURDIR)/output/screenshots/reports/*/index.html) $(CURDIR)/docs
	go build -o output/screenshots/rolecall ./cmd/rolecall
	cd $(CI_TOOLS)/node && CHROMIUM=$(CHROMIUM) node $(CURDIR)/.ci/review-shots.mjs $(CURDIR)/output/screenshots/rolecall $(CURDIR)/output/screenshots $(CURDIR)/docs

kill-test: ## 200 runs killed at random moments and taken up again; some minutes
	go test -count=1 -timeout 60m -run TestKilledRuns -v ./internal/pipeline -kills 200

commit-kill-test: ## 200 runs killed while they commit, with a reader looking on; a quarter of an hour
	go test -count=1 -timeout 60m -run TestKilledCommits -v ./internal/upkeep -commit-kills 200

disk-full-test: ## a run on a file system that is full at 20 different points (Linux; needs root to mount it)
	go build -o output/rolecall-disk-full ./cmd/rolecall
	internal/upkeep/testdata/disk-full.sh output/rolecall-disk-full

engines: ## every column in DuckDB, pandas, Polars, pyarrow and Spark (needs Java); some minutes
	.ci/engines.sh output/engines

scale: ## 5 million claims written within 300 MB, and how much of the file queries read; some minutes, 4 GB of disk
	rm -rf output/scale
	go test -count=1 -timeout 60m -run TestScale -v ./internal/dataset -scale 5000000 -scale-out $(CURDIR)/output/scale
	test -x output/scale-tools/bin/python3 || python3 -m venv output/scale-tools
	output/scale-tools/bin/pip install --quiet --disable-pip-version-check duckdb fsspec
	output/scale-tools/bin/python3 .ci/scale.py output/scale
	rm -rf output/scale

GORELEASER ?= goreleaser

release-check: ## all release builds twice, the second from an empty build cache: the archives must be the same; needs goreleaser, and syft for the SBOM (SKIP=sbom without)
	$(GORELEASER) check
	$(GORELEASER) release --snapshot --clean --skip=publish,$(SKIP)
	mkdir -p output/release # nothing outside the ignored folders, or the second build would call itself modified
	grep -v '\.sbom\.json$$' dist/checksums.txt > output/release/first.txt
	GOCACHE=$(CURDIR)/output/release/cache $(GORELEASER) release --snapshot --clean --skip=publish,$(SKIP)
	grep -v '\.sbom\.json$$' dist/checksums.txt | cmp - output/release/first.txt # an SBOM has a date and a number of its own
	rm -r output/release
