# Sourced: serve_site DIR starts the fixture site, with its source files in DIR, and ends it with the script.
serve_site() {
  mkdir -p "$1"
  go build -o "$1/site" ./.ci/site
  "$1/site" -out "$1" &
  trap "kill $! 2>/dev/null || true" EXIT
  for _ in $(seq 100); do
    [ -s "$1/address" ] && return
    sleep 0.1
  done
  echo "the fixture site did not start"
  return 1
}
