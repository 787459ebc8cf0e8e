"""analysis.py ROLECALL DIR: the examples of docs/analysis.md and README.md hold. Makes an output folder in DIR with two whole runs over the
fixture site, between which a figure changes and a page goes, and a partial one; runs every block there; SQL and pandas must give the same."""
import contextlib
import datetime
import functools
import http.server
import io
import math
import os
import pathlib
import re
import subprocess
import sys
import threading

import duckdb
import pandas

rolecall, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
root = pathlib.Path(__file__).resolve().parent.parent
bad = 0


def check(right, what):
    global bad
    bad += not right
    print("ok   " if right else "WRONG", what)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def make_runs():
    site, sources = work / "site", work / "sources"
    for folder in (site, sources):
        folder.mkdir(parents=True)
    for page in (root / "testdata/site").glob("*.html"):
        (site / page.name).write_bytes(page.read_bytes())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for source in (root / "testdata/sources").glob("*.yaml"):
        text = source.read_text().replace("http://site.test", f"http://127.0.0.1:{server.server_port}")
        (sources / source.name).write_text(text)

    def run(day, code, *more):
        result = subprocess.run([rolecall, "run", "--sources", sources, "--out", work / "output", "--allow-private-hosts",
                                 "--now", f"2026-11-{day}T06:00:00Z", *more], capture_output=True, text=True)
        if result.returncode != code:
            sys.exit(f"the run of day {day} ended with {result.returncode}, not {code}:\n{result.stderr}")

    run("08", 0)
    paylens = (site / "paylens.html").read_text()
    (site / "paylens.html").write_text(paylens.replace("$176,500", "$181,000"))
    (site / "ledgerweb.html").unlink()
    run("15", 3)
    run("16", 0, "--only", "northlight")


def plain(value):
    if value is None or value is pandas.NaT or value is pandas.NA or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(float(value), 6)
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def rows_of(rows):
    return sorted((tuple(plain(v) for v in row) for row in rows), key=repr)


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.S | re.M)


def sql(con, text):
    """The columns and rows of each statement."""
    found = []
    for statement in duckdb.extract_statements(text):
        cursor = con.execute(statement)
        found.append(([d[0] for d in cursor.description], cursor.fetchall()))
    return found


def check_questions(text):
    opening, *questions = re.split(r"^## (?=\d+\. )", text, flags=re.M)
    con, setup = duckdb.connect(), {}
    for block in blocks(opening, "sql"):
        sql(con, block)
    for block in blocks(opening, "python"):
        exec(block, setup)
    for question in questions:
        title = question.splitlines()[0]
        gives = re.findall(r"`(\w+)`", re.search(r"^Gives (.*?):", question, re.S | re.M)[1])
        names, found = sql(con, blocks(question, "sql")[0])[-1]
        scope = dict(setup)
        exec(blocks(question, "python")[0], scope)
        answer = scope["answer"]
        check(names == gives and list(answer.columns) == gives, f"{title}: the columns are {', '.join(gives)}" +
              ("" if names == list(answer.columns) == gives else f"; SQL {names}, pandas {list(answer.columns)}"))
        there, other = rows_of(found), rows_of(answer.itertuples(index=False, name=None))
        check(len(there) > 0 and there == other, f"{title}: {len(there)} rows in SQL, {len(other)} the same in pandas"
              if there == other else f"{title}: SQL and pandas differ: {[p for p in zip(there, other) if p[0] != p[1]][:2]}, {len(there)} and {len(other)} rows")
    return len(questions)


def check_readme(text):
    for block in blocks(text, "sql"):
        for names, found in sql(duckdb.connect(), block):
            check(len(found) > 0, f"README.md: SQL gives {len(found)} rows of {', '.join(names)}")
    for block in blocks(text, "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block, {})
        check(printed.getvalue().count("\n") > 3, "README.md: pandas prints the figures")


make_runs()
os.chdir(work)
asked = check_questions((root / "docs/analysis.md").read_text())
check(asked >= 10, f"docs/analysis.md has {asked} questions")
check_readme((root / "README.md").read_text())
sys.exit(bool(bad))
