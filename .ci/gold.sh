#!/usr/bin/env bash
# Serves annotated pages on loopback, runs over them, scores the claims and the conflicts and holds the figures against gold-floors.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
gold=$(cd "$here/../.." && pwd)/shared/gold
if [ ! -d "$gold/pages" ]; then
  echo "no annotated pages at ../shared/gold: skipped"
  exit 0
fi
dir=$WORK/gold
mkdir -p "$dir/sources"
python3 "$here/serve.py" "$gold/pages" "$dir/address" &
trap "kill $! 2>/dev/null || true" EXIT
for _ in $(seq 100); do [ -s "$dir/address" ] && break; sleep 0.1; done
base=$(cat "$dir/address")
for page in "$gold"/pages/*.html; do
  id=$(basename "$page" .html)
  printf 'id: %s\nname: %s\nurls: [%s/%s.html]\npoliteness: {delay: 0s, parallel: 4}\n' "$id" "$id" "$base" "$id" >"$dir/sources/$id.yaml"
done

run() { # run NAME [FLAG...]: 3 is fine here, a page may be silent
  local code=0
  "$WORK/rolecall" run --sources "$dir/sources" --out "$dir/$1" --allow-private-hosts "${@:2}" >"$dir/$1.log" 2>&1 || code=$?
  case $code in 0 | 3) ;; *) cat "$dir/$1.log"; echo "the run ended with $code"; exit 1 ;; esac
}
run all
run five --only airfocus,bmc,fullscale,gartner-peer,cio-cto-differences
python3 "$gold/score.py" "$gold/gold" "$dir/all"
python3 "$gold/score.py" "$gold/gold" "$dir/all" --json >"$dir/score.json"
python3 "$gold/score_conflicts.py" "$dir/five"
python3 "$gold/score_conflicts.py" "$dir/five" --json >"$dir/conflicts.json"
python3 "$here/tables.py" "$dir/all"
python3 "$here/floors.py" "$here/gold-floors" "$dir/score.json" "$dir/conflicts.json"
