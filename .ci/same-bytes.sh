#!/usr/bin/env bash
# Two runs over the fixture site with one run id and one clock: tables and reports must be equal to the byte.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/site.sh"
serve_site "$WORK/same"
for n in 1 2; do
  "$WORK/rolecall" run --sources "$WORK/same/sources" --out "$WORK/same/out$n" --allow-private-hosts \
    --run-id 20260102T030405Z --now 2026-01-02T03:04:05Z >"$WORK/same/log$n" 2>&1 || { cat "$WORK/same/log$n"; exit 1; }
done
for part in data reports; do
  diff -r "$WORK/same/out1/$part" "$WORK/same/out2/$part"
done
echo "$(find "$WORK/same/out1/data" "$WORK/same/out1/reports" -type f | wc -l) files are equal"
