"""documents.py ROLECALL OUT: the documents of a run hold what they say: the data package validates by frictionless, the data dictionary is that of
the files, and the JSON-LD expands by a JSON-LD processor to nothing but terms of schema.org."""
import glob
import hashlib
import json
import pathlib
import subprocess
import sys

import duckdb
import frictionless
from pyld import jsonld

rolecall, out = sys.argv[1], sys.argv[2]
bad = 0


def check(right, what):
    global bad
    bad += not right
    print("ok   " if right else "WRONG", what)


def no_network(url, *args, **kwargs):
    raise RuntimeError(f"the JSON-LD asks for {url}")


latest = json.load(open(f"{out}/latest.json"))
claims = f"'{out}/{latest['claims']}'"

package = f"{out}/{latest['data_package']}"
report = frictionless.validate(package, skip_errors=["byte-count"])  # frictionless counts no bytes of Parquet: done below
check(report.valid and report.stats["tasks"] == 3, f"the data package is valid: {report.stats['tasks']} tables")
for error in report.flatten(["type", "message"])[:5]:
    print("     ", error)
for resource in json.load(open(package))["resources"]:
    data = pathlib.Path(out, resource["path"]).read_bytes()
    check(len(data) == resource["bytes"] and "sha256:" + hashlib.sha256(data).hexdigest() == resource["hash"],
          f"{resource['name']}: size and hash are as the data package says")
listed = [f["path"] for f in json.load(open(f"{out}/{latest['manifest']}"))["files"]]
check(latest["data_package"] in listed, "the manifest lists the data package")

dictionary = json.loads(subprocess.check_output([rolecall, "schema", "--format", "json"]))
for table in dictionary["tables"]:
    file = f"'{out}/{latest[table['name']]}'"
    names = [c["name"] for c in table["columns"]]
    there = [c[0] for c in duckdb.sql(f"DESCRIBE SELECT * EXCLUDE (run, run_date) FROM {file}").fetchall()]
    check(names == there, f"{table['name']}: the dictionary has the {len(there)} columns of the file, in order")
    for column in table["columns"]:
        if not column.get("values"):
            continue
        held = {r[0] for r in duckdb.sql(f"SELECT DISTINCT {column['name']} FROM {file} WHERE {column['name']} IS NOT NULL").fetchall()}
        if not held <= set(column["values"]):
            check(False, f"{table['name']}.{column['name']} has {held - set(column['values'])}, which the dictionary does not list")

document = json.loads(subprocess.check_output([rolecall, "export", "jsonld", "--out", out]))
jsonld.set_document_loader(no_network)
expanded = jsonld.expand(document)
kinds = [node["@type"][0].removeprefix("https://schema.org/") for node in expanded]
total, duties, salaries = duckdb.sql(f"SELECT count(*), count(*) FILTER (kind = 'responsibility'), count(*) FILTER (kind = 'salary') FROM {claims}").fetchall()[0]
check(kinds.count("Claim") == total > 0, f"JSON-LD: {kinds.count('Claim')} of {total} claims, {kinds.count('Occupation')} occupations, {kinds.count('Article')} pages")
term = "https://schema.org/"
said = [v for node in expanded for v in node.get(term + "responsibilities", [])]
check(len(said) == duties, f"JSON-LD: {len(said)} of {duties} duties are responsibilities of an occupation")
paid = [v for node in expanded for v in node.get(term + "estimatedSalary", [])]
percentiles = ("median", "percentile10", "percentile25", "percentile75", "percentile90")
figures = sum(sum(term + p in v for p in percentiles) or 1 for v in paid)
check(figures == salaries, f"JSON-LD: {figures} of {salaries} figures in {len(paid)} estimates")
ids = {node.get("@id") for node in expanded}
dangling = [r["@id"] for node in expanded for p in ("about", "appearance", "mainEntityOfPage") for r in node.get(term + p, []) if r["@id"] not in ids]
check(not dangling, f"JSON-LD: {len(dangling)} references lead nowhere")
foreign = [k for node in expanded for k in node if not k.startswith(("@", term))]
triples = jsonld.to_rdf(document)["@default"]
check(not foreign and len(triples) > total, f"JSON-LD: {len(triples)} triples, no term but those of schema.org")
sys.exit(bool(bad))
