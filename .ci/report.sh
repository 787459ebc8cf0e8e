#!/usr/bin/env bash
# Opens reports in a browser: the demo's, one that has everything, one of hostile texts and a large one. In use, by keys
# and links, printed; no outside request, no console error, no accessibility violation.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
demo=$(compgen -G "$WORK/demo/reports/*/index.html" | head -n 1)
sample=$WORK/sample
mkdir -p "$sample"
go test -count=1 ./internal/report -run '^(TestWriteGolden|TestHostileTexts|TestEmptyRun|TestLargeReportStaysLight)$' -args -keep "$sample"
export CHROMIUM
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cd "$CI_TOOLS/node" # where the scripts look for their packages
node "$here/report-check.mjs" "$demo"
node "$here/report-check.mjs" "$sample/index.html" "$sample/hostile.html" "$sample/large.html" "$sample/empty/index.html"
