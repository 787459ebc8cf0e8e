#!/usr/bin/env bash
# The examples of docs/operations: each by the tool that knows its form, and the Airflow callable by a run.
set -euo pipefail
cd docs/operations
mkdir -p "$WORK/units" "$WORK/sources"
for unit in rolecall.service rolecall.timer; do
  sed "s#/usr/local/bin/rolecall#$WORK/rolecall#" "$unit" >"$WORK/units/$unit"
done
wrong=$(systemd-analyze verify "$WORK/units/rolecall.service" "$WORK/units/rolecall.timer" 2>&1) || true
[ -z "$wrong" ] || { echo "$wrong"; exit 1; }
systemd-analyze security --offline=true --threshold=20 "$WORK/units/rolecall.service" >"$WORK/units/security" || { cat "$WORK/units/security"; exit 1; }
tail -n 1 "$WORK/units/security"

GOFLAGS= go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.7 -shellcheck= github-actions.yaml
kubernetes-validate --strict -k 1.31 cronjob.yaml

python3 - "$WORK" <<'PYTHON'
import importlib.util, sys
work = sys.argv[1]
spec = importlib.util.spec_from_file_location("dag", "airflow_dag.py")
dag = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(dag)
left = dag.run_rolecall([f"{work}/rolecall", "demo", "--out", f"{work}/airflow"], f"{work}/airflow")
assert left["exit_code"] == 0 and left["claims"].endswith("claims.parquet"), left
try:
    dag.run_rolecall([f"{work}/rolecall", "run", "--sources", "nowhere"], work)
except dag.Misconfigured as wrong:
    print("the callable gave", left["run_id"], "and refuses:", wrong)
else:
    sys.exit("a wrong configuration was not told")
PYTHON
