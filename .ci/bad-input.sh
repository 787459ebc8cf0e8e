#!/usr/bin/env bash
# Misbehaving pages, an unreachable host and wrong source files: each ends in a row or an error that says what is wrong.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
. "$here/site.sh"
serve_site "$WORK/bad"

code=0
"$WORK/rolecall" run --sources "$WORK/bad/broken" --out "$WORK/bad/out" --allow-private-hosts >"$WORK/bad/log" 2>&1 || code=$?
[ $code = 3 ] || { cat "$WORK/bad/log"; echo "a run with failed sources ended with $code, not 3"; exit 1; }
python3 "$here/outcomes.py" "$WORK/bad/expected.json" "$WORK/bad/out"

code=0
"$WORK/rolecall" run --sources "$WORK/bad/sources" --only northlight --out "$WORK/bad/private" >"$WORK/bad/log" 2>&1 || code=$?
[ $code = 1 ] || { cat "$WORK/bad/log"; echo "loopback without --allow-private-hosts ended with $code, not 1"; exit 1; }
echo "loopback is refused unless allowed"

# wrong NAME TEXT...: a source file that must be refused, by validate and by run, with its name and line
wrong() {
  local dir=$WORK/bad/wrong-$1 command code
  mkdir -p "$dir"
  printf '%s\n' "${@:2}" >"$dir/wrong.yaml"
  for command in validate "run --out $WORK/bad/none"; do
    code=0
    # shellcheck disable=SC2086 # the command's words are meant
    "$WORK/rolecall" $command --sources "$dir" >"$WORK/bad/log" 2>&1 || code=$?
    [ $code = 2 ] && grep -Eq 'wrong\.yaml(:[0-9]+)?' "$WORK/bad/log" ||
      { cat "$WORK/bad/log"; echo "$1: $command ended with $code, not 2, or does not name the file"; exit 1; }
  done
  echo "$1 is refused: $(grep -m1 -o 'wrong\.yaml.*' "$WORK/bad/log")"
}
wrong unknown-key "id: a" "name: A" "urls: [http://a.example/]" "nmae: B"
wrong bad-url "id: a" "name: A" "urls: ['not a url']"
wrong no-id "name: A" "urls: [http://a.example/]"
wrong no-yaml "id: [a"
[ ! -e "$WORK/bad/none/data" ] || { echo "a refused run left tables"; exit 1; }
