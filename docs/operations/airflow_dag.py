"""Run Rolecall once a week. Exit code 3 (a source failed or fell silent) leaves data: the task succeeds and says so."""

from __future__ import annotations

import json
import pathlib
import subprocess

OUT = "/var/lib/rolecall"
COMMAND = [
    "rolecall", "run", "--sources", "/etc/rolecall/sources", "--out", OUT,
    "--contact", "https://example.org/crawler", "--log-format", "json",
]
DONE, PARTIAL, CONFIGURATION = 0, 3, 2


class Misconfigured(Exception):
    """Trying again is of no use."""


def run_rolecall(command: list[str] = COMMAND, out: str = OUT) -> dict:
    """Runs the program; gives latest.json of what it left, with the exit code."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    print(ended.stdout)
    print(ended.stderr)
    if ended.returncode == CONFIGURATION:
        raise Misconfigured(ended.stderr.strip().splitlines()[-1])
    if ended.returncode not in (DONE, PARTIAL):
        raise RuntimeError(f"rolecall ended with {ended.returncode}")
    latest = json.loads((pathlib.Path(out) / "latest.json").read_text())
    return {**latest, "exit_code": ended.returncode}


try:
    import pendulum
    from airflow.decorators import dag, task
    from airflow.exceptions import AirflowFailException
except ImportError:  # run outside Airflow
    dag = None

if dag is not None:

    @dag(
        schedule="0 6 * * 1", start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False, max_active_runs=1,
        default_args={"retries": 2, "retry_delay": pendulum.duration(minutes=15)},
    )
    def rolecall():
        @task
        def run() -> dict:
            try:
                return run_rolecall()
            except Misconfigured as wrong:
                raise AirflowFailException(str(wrong)) from wrong

        @task
        def report(latest: dict) -> None:
            if latest["exit_code"] == PARTIAL:
                print("a source failed or fell silent, see", latest["report"])

        report(run())

    rolecall()
