#!/usr/bin/env bash
# Installs what the checks need and is not there: Go, Python with the Parquet readers, Node with a browser driver, Chromium.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

missing=()
command -v go >/dev/null || missing+=(golang-go) # an older one fetches the toolchain that go.mod names
command -v git >/dev/null || missing+=(git)
command -v systemd-analyze >/dev/null || missing+=(systemd)
command -v npm >/dev/null || missing+=(nodejs npm)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3 python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

mkdir -p "$CI_TOOLS"
if ! "$CI_TOOLS/venv/bin/python3" -c 'import pyarrow, duckdb, pandas, polars, frictionless, pyld, kubernetes_validate' 2>/dev/null; then
  python3 -m venv "$CI_TOOLS/venv"
  "$CI_TOOLS/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow duckdb pandas polars frictionless pyld kubernetes-validate
fi
if [ ! -d "$CI_TOOLS/node/node_modules/playwright-core" ] || [ ! -d "$CI_TOOLS/node/node_modules/axe-core" ]; then
  mkdir -p "$CI_TOOLS/node"
  npm install --silent --no-fund --no-audit --prefix "$CI_TOOLS/node" playwright-core axe-core
fi
go version
"$CI_TOOLS/venv/bin/python3" -c 'import pyarrow, duckdb, pandas, polars
for m in (pyarrow, duckdb, pandas, polars): print(m.__name__, m.__version__)'
