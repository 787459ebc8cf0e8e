#!/usr/bin/env bash
# Reads the demo's tables, and runs with rows of every shape, in DuckDB, pandas, Polars, pyarrow and Spark and compares every value.
# Needs Java 17 or newer (apt-get install openjdk-17-jre-headless); the readers go into a Python environment of their own in $1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
venv=$1
command -v java >/dev/null || { echo "Spark needs Java: apt-get install openjdk-17-jre-headless"; exit 1; }
[ -x "$venv/bin/python3" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check pyspark pyarrow duckdb pandas polars pytz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./cmd/rolecall demo --out "$work/demo" >/dev/null
go test -count=1 ./internal/dataset -run TestLeave -leave "$work/shapes" >/dev/null
"$venv/bin/python3" .ci/engines.py "$work/demo" "$work/shapes" 2>"$work/spark.log" || { tail -20 "$work/spark.log"; exit 1; }
