"""engines.py OUT...: every column of every table, of all runs below each OUT, has the same values in DuckDB, pandas, Polars, pyarrow and
Spark, read without options. Prints a table of readers and columns; needs pyspark and Java, so it is no part of .ci/run."""
import datetime
import glob
import math
import os
import sys
import tempfile
import time

os.environ["TZ"] = "America/New_York"  # a zone in which a time that was taken for a local one would show
time.tzset()

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.memory", "1g").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
KEYS = {"claims": "claim_id", "documents": "document_id", "conflicts": "conflict_id"}
READERS = ("pyarrow", "DuckDB", "pandas", "Polars", "Spark")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def plain(value):
    """A value without the traits of its reader: null for NaN, lists, sorted tuples for structs, microseconds for instants."""
    if value is None or value is pandas.NaT or isinstance(value, float) and math.isnan(value):
        return None
    if hasattr(value, "asDict"):
        value = value.asDict()
    if isinstance(value, dict):
        return tuple(sorted((k, plain(v)) for k, v in value.items()))
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            value = value.astimezone()
        return (value - EPOCH) // datetime.timedelta(microseconds=1)
    if hasattr(value, "tolist") and not isinstance(value, str):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def columns(names, types, rows, key):
    order = sorted(range(len(rows)), key=lambda i: (rows[i][names.index("run_id")], rows[i][names.index(key)], i))
    return {n: (str(types[n]), [plain(rows[i][j]) for i in order]) for j, n in enumerate(names)}


def read(reader, out, table):
    pattern = f"{out}/data/*/*/{table}*.parquet"
    files = sorted(glob.glob(pattern))
    key = KEYS[table]
    if reader == "pyarrow":
        t = pyarrow.concat_tables(pyarrow.parquet.ParquetFile(f).read() for f in files)
        return columns(t.column_names, {f.name: f.type for f in t.schema}, list(zip(*(t.column(n).to_pylist() for n in t.column_names))), key)
    if reader == "DuckDB":
        r = duckdb.sql(f"SELECT * FROM '{pattern}'")  # with run_date and run, which the folders are named by
        return columns(r.columns, dict(zip(r.columns, r.types)), r.fetchall(), key)
    if reader == "pandas":
        t = pandas.concat([pandas.read_parquet(f) for f in files])
        return columns(list(t.columns), t.dtypes, list(zip(*(t[c].tolist() for c in t.columns))), key)
    if reader == "Polars":
        t = polars.read_parquet(pattern)
        return columns(t.columns, dict(t.schema), t.rows(), key)
    t = spark.read.parquet(pattern)
    return columns(t.columns, {f.name: f.dataType.simpleString() for f in t.schema}, [tuple(r) for r in t.collect()], key)


def partitions(reader, out, table):
    """What a reader makes of the folders' names: the types, and each run with its date as text."""
    pattern = f"{out}/data/*/*/{table}*.parquet"
    if reader == "DuckDB":
        r = duckdb.sql(f"SELECT DISTINCT run_date, run, run_id FROM '{pattern}'")
        return dict(zip(r.columns, map(str, r.types))), r.fetchall()
    if reader == "pandas":
        return None  # reads file by file
    if reader == "Polars":
        t = polars.scan_parquet(pattern, hive_partitioning=True).select("run_date", "run", "run_id").unique().collect()
        return {k: str(v) for k, v in t.schema.items()}, t.rows()
    if reader == "pyarrow":
        t = pyarrow.dataset.dataset(sorted(glob.glob(pattern)), partitioning="hive", format="parquet").to_table(["run_date", "run", "run_id"])
        return {f.name: str(f.type) for f in t.schema}, sorted(set(zip(*(c.to_pylist() for c in t.columns))), key=str)
    t = spark.read.option("basePath", f"{out}/data").parquet(pattern).select("run_date", "run", "run_id").distinct()
    return {f.name: f.dataType.simpleString() for f in t.schema}, [tuple(r) for r in t.collect()]


def later_column(out):
    """The advice of docs/schema.md for runs from before a column was added: each reader's count of rows and of the column's values."""
    pattern = f"{out}/data/*/*/claims*.parquet"
    first = sorted(glob.glob(pattern))[0]
    with tempfile.TemporaryDirectory() as work:
        old, new = f"{work}/data/d/1/claims.parquet", f"{work}/data/d/2/claims.parquet"
        for file, table in ((old, pyarrow.parquet.ParquetFile(first).read().drop_columns(["rule"])), (new, pyarrow.parquet.ParquetFile(first).read())):
            os.makedirs(os.path.dirname(file))
            pyarrow.parquet.write_table(table, file)
        files, everything = [old, new], f"{work}/data/*/*/claims*.parquet"
        lazy = polars.concat([polars.scan_parquet(f) for f in files], how="diagonal").select(polars.len().alias("n"), polars.col("rule").count()).collect()
        arrow = pyarrow.concat_tables([pyarrow.parquet.ParquetFile(f).read() for f in files], promote_options="default")
        merged = spark.read.option("mergeSchema", "true").parquet(everything)
        return {
            "DuckDB": duckdb.sql(f"SELECT count(*), count(rule) FROM read_parquet('{everything}', union_by_name = true)").fetchall()[0],
            "Polars": lazy.row(0),
            "pyarrow": (arrow.num_rows, arrow.num_rows - arrow.column("rule").null_count),
            "Spark": tuple(merged.selectExpr("count(*)", "count(rule)").collect()[0]),
        }


bad = 0
for out in sys.argv[1:]:
    for table in KEYS:
        found = {reader: read(reader, out, table) for reader in READERS}
        names = list(found["pyarrow"])
        rows = len(found["pyarrow"][names[0]][1])
        print(f"\n{out}: {table}, {rows} rows\n\n| column | {' | '.join(READERS)} | nulls | equal |\n|---|{'---|' * (len(READERS) + 2)}")
        for name in names:
            values = found["pyarrow"][name][1]
            differ = [r for r in READERS if name not in found[r] or found[r][name][1] != values]
            bad += bool(differ)
            types = " | ".join(found[r].get(name, ("missing",))[0].replace("|", "/")[:60] for r in READERS)
            print(f"| {name} | {types} | {sum(v is None for v in values)} | {'no: ' + ', '.join(differ) if differ else 'yes'} |")
            for r in differ[:1]:
                pair = next(((a, b) for a, b in zip(values, found[r].get(name, ("", []))[1]) if a != b), None)
                print("first difference:", pair)
        for r in READERS:
            extra = set(found[r]) - set(names) - ({"run_date", "run"} if r == "DuckDB" else set())
            bad += bool(extra)
            if extra:
                print(f"{r} has more columns: {extra}")
    counts = later_column(out)
    bad += len(set(counts.values())) != 1
    print(f"\n{out}: rows of two runs, and values of a column that only one of them has: {counts}\n\n{out}: folders")
    for reader in READERS:
        try:
            told = partitions(reader, out, "claims")
            if told:
                print(f"{reader}: {told[0]} {sorted(map(str, told[1]))}")
        except Exception as e:  # what a reader cannot do is told, not hidden
            print(f"{reader}: {type(e).__name__}: {str(e)[:300]}")
spark.stop()
print(f"\n{bad} columns differ")
sys.exit(bool(bad))
