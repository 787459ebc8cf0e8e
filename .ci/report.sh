#!/usr/bin/env bash
# Opens the demo's report in a browser: no outside request, no console error, no accessibility violation.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
report=$(compgen -G "$WORK/demo/reports/*/index.html" | head -n 1)
export CHROMIUM
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cd "$CI_TOOLS/node" # where the script looks for its packages
node "$here/report-check.mjs" "$report" "$WORK/report.png"
