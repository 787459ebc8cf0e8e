"""scale.py OUT: which share of a large run's claims DuckDB reads for a query. Each read of the file is counted on its way through an
fsspec file system, by place: a byte that is read twice counts once, and the reads themselves are added up besides."""
import datetime
import glob
import os
import sys
import threading
import time

import duckdb
import fsspec

out = sys.argv[1]
path = sorted(glob.glob(f"{out}/data/*/*/claims.parquet"))[-1]
size = os.path.getsize(path)
spans = []


class CountedFile:
    """A file of which each thread has a place of its own, as DuckDB moves to a place and reads there by two calls."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_RDONLY)
        self.places = {}

    def seek(self, offset, whence=0):
        place = offset + (0, self.tell(), size)[whence]
        self.places[threading.get_ident()] = place
        return place

    def tell(self):
        return self.places.get(threading.get_ident(), 0)

    def read(self, length=-1):
        start = self.tell()
        data = os.pread(self.fd, size if length < 0 else length, start)
        self.seek(start + len(data))
        spans.append((start, start + len(data)))
        return data

    def close(self):
        os.close(self.fd)


class Counted(fsspec.AbstractFileSystem):
    protocol = "counted"
    cachable = False

    def info(self, path, **kwargs):
        return {"name": path, "size": size, "type": "file"}

    def glob(self, path, **kwargs):
        return [path]

    def exists(self, path, **kwargs):
        return True

    def modified(self, path):
        return datetime.datetime.fromtimestamp(0, datetime.timezone.utc)

    def _open(self, path, mode="rb", **kwargs):
        return CountedFile(self._strip_protocol(path))


def measure(query):
    spans.clear()
    con = duckdb.connect()
    con.register_filesystem(Counted())
    started = time.time()
    rows = con.sql(query.replace("CLAIMS", f"'counted://{path}'")).fetchall()
    seconds = time.time() - started
    covered, end = 0, 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return rows, covered, sum(b - a for a, b in spans), seconds


groups, rows = duckdb.sql(f"SELECT count(DISTINCT row_group_id), max(row_group_num_rows) FROM parquet_metadata('{path}')").fetchall()[0]
total = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
a_source, an_id, a_page = duckdb.sql(f"SELECT source_id, claim_id, document_id FROM '{path}' LIMIT 1 OFFSET {total // 2}").fetchall()[0]
with open(path, "rb") as f:
    f.seek(-8, 2)
    footer = int.from_bytes(f.read(4), "little")
print(f"{total} claims, {size / 1e6:.0f} MB, {groups} row groups of up to {rows} rows, footer {footer / 1e3:.0f} KB")

bounded = [  # role and kind: the queries that must pass over most of the file
    ("pay of CTOs, all columns", "SELECT * FROM CLAIMS WHERE role = 'cto' AND kind = 'salary'"),
    ("pay of CTOs, median by region", "SELECT region, median(annual_min) FROM CLAIMS WHERE role = 'cto' AND kind = 'salary' GROUP BY region"),
    ("duties of CIOs, by category", "SELECT category, count(*) FROM CLAIMS WHERE role = 'cio' AND kind = 'responsibility' GROUP BY category"),
    ("whom CIOs report to, with quotes", "SELECT value, quote FROM CLAIMS WHERE role = 'cio' AND kind = 'reports_to'"),
]
others = [
    ("duties of CIOs, with quotes", "SELECT category, quote FROM CLAIMS WHERE role = 'cio' AND kind = 'responsibility'"),
    ("one category, with quotes", "SELECT role, quote FROM CLAIMS WHERE category = 'category_17'"),
    ("one source, count by kind", f"SELECT kind, count(*) FROM CLAIMS WHERE source_id = '{a_source}' GROUP BY kind"),
    ("one source, all columns", f"SELECT * FROM CLAIMS WHERE source_id = '{a_source}'"),
    ("one page, all columns", f"SELECT * FROM CLAIMS WHERE document_id = '{a_page}'"),
    ("one claim by its id", f"SELECT * FROM CLAIMS WHERE claim_id = '{an_id}'"),
    ("everything, to hold the count against", "SELECT bit_xor(hash(COLUMNS(*))) FROM CLAIMS"),
]
bad = 0
print(f"{'query':<39}{'rows':>9}{'MB':>8}{'of file':>9}{'in reads':>10}{'s':>7}")
for name, query in bounded + others:
    found, covered, read, seconds = measure(query)
    over = (name, query) in bounded and covered > 0.2 * size
    bad += over
    print(f"{name:<39}{len(found):>9}{covered / 1e6:>8.1f}{100 * covered / size:>8.1f}%{100 * read / size:>9.1f}%{seconds:>7.1f}"
          + ("  MORE THAN 20 %" if over else ""))
sys.exit(bool(bad))
