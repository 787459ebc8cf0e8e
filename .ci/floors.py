"""floors.py FLOORS SCORE...: every figure that FLOORS names is in one of the score files and on the right side of its bound."""
import json
import sys

figures = {}
for name in sys.argv[2:]:
    for key, value in json.load(open(name, encoding="utf-8")).items():
        figures[key] = value["f1"] if isinstance(value, dict) else value
bad = 0
for line in open(sys.argv[1], encoding="utf-8"):
    words = line.split("#")[0].split()
    if not words:
        continue
    name, side, bound = words[0], words[1], float(words[2])
    value = figures.get(name)
    right = value is not None and (value >= bound if side == "min" else value <= bound)
    bad += not right
    print(f"{'ok   ' if right else 'WRONG'} {name:20} {value}   {'at least' if side == 'min' else 'at most'} {words[2]}")
sys.exit(bool(bad))
