"""python claims.py FOLDER: checks an unpacked package, then prints claims with their attribution and who said most."""

import csv
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

folder = Path(sys.argv[1])

manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
for file in manifest["files"]:
    if hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() != file["sha256"]:
        sys.exit(f"{file['path']} is not as it was published.")


def rows(table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


claims = list(rows("claims"))
for claim in claims[:5]:
    print(f"{claim['attribution']}: {claim['verbatim'] or claim['paraphrase']} <{claim['claim_url']}>")

last = {link["claim_id"]: link["position"] for link in rows("links")}  # links come in their order
said = (row for row in rows("holders") if row["link_position"] == last[row["claim_id"]] and row["polarity"] == "did")
for name, number in Counter(holder["name"] for holder in said).most_common(5):
    print(f"{number} claims are attributed to {name}")
