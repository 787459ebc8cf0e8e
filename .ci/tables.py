"""tables.py OUT: the tables load in DuckDB, pandas, Polars and pyarrow without options, and quotes stand at their offsets."""
import glob
import sys

import duckdb
import pandas
import polars
import pyarrow.parquet

out = sys.argv[1]
bad = 0


def check(right, what):
    global bad
    bad += not right
    print("ok   " if right else "WRONG", what)


for table in ("claims", "documents", "conflicts"):
    pattern = f"{out}/data/*/*/{table}*.parquet"
    file = sorted(glob.glob(pattern))[-1]
    counts = {
        "duckdb": duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall()[0][0],
        "pandas": len(pandas.read_parquet(file)),
        "polars": len(polars.read_parquet(file)),
        "pyarrow": pyarrow.parquet.read_table(file).num_rows,
    }
    check(len(set(counts.values())) == 1 and counts["duckdb"] > 0, f"{table}: {counts}")
    whole = duckdb.sql(f"SELECT count(*) FROM '{pattern}'").fetchall()[0][0]
    check(whole == len(polars.read_parquet(pattern)), f"{table}: {whole} rows over all runs")
    empty = [c for c in pandas.read_parquet(file).columns if c in ("claim_id", "document_id", "conflict_id", "run_id")
             and pandas.read_parquet(file)[c].isna().any()]
    check(not empty, f"{table}: ids are never null")

claims, documents = (f"'{out}/data/*/*/{t}*.parquet'" for t in ("claims", "documents"))
total, joined, held = duckdb.sql(f"""
    SELECT (SELECT count(*) FROM {claims}), count(*),
           count(*) FILTER (substring(d.text, c.quote_start + 1, c.quote_end - c.quote_start) = c.quote)
    FROM {claims} c JOIN {documents} d USING (run_id, document_id)""").fetchall()[0]
check(total == joined == held > 0, f"{held} of {total} quotes stand at their offsets")
twice = duckdb.sql(f"SELECT count(*) FROM (SELECT run_id, claim_id FROM {claims} GROUP BY ALL HAVING count(*) > 1)").fetchall()[0][0]
check(twice == 0, f"{twice} claim ids occur twice in a run")
counted = duckdb.sql(f"""SELECT count(*) FROM {documents} d WHERE claim_count !=
    (SELECT count(*) FROM {claims} c WHERE c.document_id = d.document_id AND c.run_id = d.run_id)""").fetchall()[0][0]
check(counted == 0, f"{counted} documents whose claim_count is not the number of their claims")
sys.exit(bool(bad))
