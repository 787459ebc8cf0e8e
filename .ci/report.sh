#!/usr/bin/env bash
# Opens the demo's report in a browser: no outside request, no console error, no accessibility violation.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
report=$(compgen -G "$WORK/demo/reports/*/index.html" | head -n 1)
export CHROMIUM
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
ln -sfn "$CI_TOOLS/node/node_modules" "$WORK/node_modules" # found from a copy of the script beside it
cp "$here/report-check.mjs" "$WORK/report-check.mjs"
node "$WORK/report-check.mjs" "$report"
