#!/usr/bin/env bash
# Runs the demo with every proxy pointing nowhere, so that a request to the outside would fail, and looks for what it must leave.
set -euo pipefail
http_proxy=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1 NO_PROXY=127.0.0.1,localhost \
  "$WORK/rolecall" demo --out "$WORK/demo"
for pattern in 'data/*/*/claims.parquet' 'data/*/*/documents.parquet' 'data/*/*/conflicts.parquet' \
  'reports/*/index.html' 'reports/*/report.md' 'reports/*/report.json' 'runs/*.json' 'latest.json'; do
  compgen -G "$WORK/demo/$pattern" >/dev/null || { echo "the demo left no $pattern"; exit 1; }
done
others=$(find "$WORK/demo/data" -type f ! -name claims.parquet ! -name documents.parquet ! -name conflicts.parquet)
[ -z "$others" ] || { echo "more than the tables lies in data/:"; echo "$others"; exit 1; }
"$WORK/rolecall" verify --out "$WORK/demo"
