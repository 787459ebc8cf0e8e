#!/usr/bin/env bash
# Fills a small file system at 20 different points of a run: usage disk-full.sh ROLECALL. Each time the run must end with
# exit code 1 and a message that names the cause and the remedy, and rolecall verify must find the earlier runs whole. So
# must a run that may not write.
# Needs Linux and root, for tmpfs.
set -euo pipefail
rolecall=$(realpath "$1")
work=$(mktemp -d)
disk=$work/disk
mkdir "$disk"
trap 'umount "$disk" 2>/dev/null || true; rm -rf "$work"' EXIT

# The pages come from an archive, so that every run is the same.
"$rolecall" demo --out "$work/demo" >/dev/null 2>&1
archive=$(ls "$work"/demo/archive/*.warc.gz)
run() { "$rolecall" run --replay "$archive" --out "$disk/out" "$@"; }
demo() { "$rolecall" demo --out "$disk/out"; } # over loopback, with state.db
used() { df --output=used -B1 "$disk" | tail -1 | tr -d ' '; }

mount -t tmpfs -o size=256m,mode=755 tmpfs "$disk"
run --run-id first >/dev/null 2>&1
before=$(used)
peak=$before # while a second run goes on
run --run-id probe >/dev/null 2>&1 &
while kill -0 $! 2>/dev/null; do
  now=$(used)
  [ "$now" -gt "$peak" ] && peak=$now
done
rm -rf "$disk/out"
run --run-id first >/dev/null 2>&1
need=$((peak - before))
echo "one run keeps $before bytes, a second one needs up to $need more"

failed=0
for point in $(seq 1 20); do
  left=$((need * (point - 1) / 20))
  rm -f "$disk/ballast"
  size=$(df --output=avail -B1 "$disk" | tail -1 | tr -d ' ')
  head -c $((size - left > 0 ? size - left : 0)) /dev/zero >"$disk/ballast" 2>/dev/null || true
  code=0
  how=replay
  [ $((point % 4)) = 2 ] && how=demo
  if [ $how = demo ]; then
    demo >"$work/stdout" 2>"$work/stderr" || code=$?
  else
    run --run-id "full$point" >"$work/stdout" 2>"$work/stderr" || code=$?
  fi
  rm -f "$disk/ballast"
  message=$(tail -1 "$work/stderr")
  bad=
  [ $code = 1 ] || bad="exit code $code"
  grep -q 'no space left on device' <<<"$message" || bad="$bad; the message does not name the cause"
  grep -q 'free some space' <<<"$message" || bad="$bad; the message names no remedy"
  "$rolecall" verify --out "$disk/out" >"$work/verify" 2>&1 || bad="$bad; verify: $(head -3 "$work/verify")"
  ids=$(cd "$disk/out/data" && ls -d */run=*)
  [ "$ids" = "$(cd "$disk/out/data" && ls -d */run=first)" ] || bad="$bad; runs: $ids"
  [ ! -e "$disk/out/.staging/full$point/tables" ] || bad="$bad; left: $(ls -A "$disk/out/.staging")"
  printf '%2d  %s  %9d bytes left  exit %d  %s\n' "$point" "$how" "$left" "$code" "${message//"$work"/}"
  [ -z "$bad" ] || { echo "    WRONG: $bad"; failed=$((failed + 1)); }
done

code=0
run --run-id last >"$work/stdout" 2>"$work/stderr" || code=$?
"$rolecall" verify --out "$disk/out" || code=9
[ $code = 0 ] || { echo "with space again the run ends with $code: $(tail -1 "$work/stderr")"; failed=$((failed + 1)); }
# refused CAUSE REMEDY COMMAND...: a run that may not write ends with exit code 1, the cause and the remedy.
refused() {
  code=0
  "${@:3}" >"$work/stdout" 2>"$work/stderr" || code=$?
  echo "exit $code  $(tail -1 "$work/stderr" | sed "s|$work||g")"
  [ $code = 1 ] && tail -1 "$work/stderr" | grep -q "$1.*$2" || { echo "    WRONG"; failed=$((failed + 1)); }
}
chmod 755 "$work"
cp "$rolecall" "$archive" "$work/"
refused "permission denied" "right to write" setpriv --reuid=65534 --clear-groups \
  "$work/$(basename "$rolecall")" run --replay "$work/$(basename "$archive")" --out "$disk/out" --run-id nobody
mount -o remount,ro "$disk"
refused "read-only file system" "can be written to" "$rolecall" run --replay "$archive" --out "$disk/out" --run-id readonly
"$rolecall" verify --out "$disk/out" || failed=$((failed + 1))

[ $failed = 0 ] || { echo "$failed are wrong"; exit 1; }
echo "20 points, each with exit code 1, the cause and the remedy, and the earlier run whole; with space again the next run succeeds"
