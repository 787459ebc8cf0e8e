#!/usr/bin/env bash
# Works through the demo's conflicts in a browser as a reviewer would, then opens those of pages that attack: no script of
# theirs runs, nothing is asked of another server, no console error, no accessibility violation.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$WORK/review
mkdir -p "$work"
cp -r "$WORK/demo" "$work/demo"
rm -rf "$work/demo/decisions.jsonl" "$work/demo/visits"

python3 "$here/hostile.py" "$work/hostile" &
trap "kill $! 2>/dev/null || true" EXIT
for _ in $(seq 100); do
  [ -s "$work/hostile/sources/z.yaml" ] && break
  sleep 0.1
done
"$WORK/rolecall" run --sources "$work/hostile/sources" --out "$work/hostile/out" --allow-private-hosts >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

export CHROMIUM
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cd "$CI_TOOLS/node" # where the script looks for its packages
node "$here/review-check.mjs" "$WORK/rolecall" "$work/demo" "$work" full
node "$here/review-check.mjs" "$WORK/rolecall" "$work/hostile/out" "$work" hostile
