"""outcomes.py EXPECTED OUT: each source's documents row says what EXPECTED says of it, and none is missing or twice."""
import glob
import json
import sys

import pyarrow.parquet as pq

expected = json.load(open(sys.argv[1], encoding="utf-8"))
files = glob.glob(sys.argv[2] + "/data/*/*/documents.parquet")
rows = [row for f in files for row in pq.ParquetFile(f).read().to_pylist()]
bad = 0
if sorted(r["source_id"] for r in rows) != sorted(expected):
    bad += 1
    print("sources with rows:", sorted(r["source_id"] for r in rows), "expected:", sorted(expected))
for row in rows:
    want = expected.get(row["source_id"], {})
    got = {"fetch_outcome": row["fetch_outcome"], "extract_outcome": row["extract_outcome"] or ""}
    right = got == want
    bad += not right
    print(f"{'ok   ' if right else 'WRONG'} {row['source_id']:14} {got['fetch_outcome']:18} {got['extract_outcome']:13} "
          f"claims {row['claim_count']:3}  {row['detail'] or ''}" + ("" if right else f"   expected {want}"))
sys.exit(bool(bad))
