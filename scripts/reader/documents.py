"""Writes the documents that a file of questions is about, as `chuchu ingest`
reads them: python documents.py DATA SEEDS QUESTIONS.jsonl.xz > LIBRARY.jsonl

DATA holds the open sets; an id is the beginning of a set's name and the place
of a document in it (law2406). Other ids are the example plans in SEEDS."""

import json
import lzma
import os
import re
import sys

SETS = {
    "fyp": "five-year-plans.jsonl.xz",
    "gwr": "gov-work-reports.jsonl.xz",
    "law": "laws.jsonl.xz",
    "pol": "policies-central-shandong.jsonl.xz",
}


def main(data, seeds, questions):
    ids = list(dict.fromkeys(json.loads(line)["doc"] for line in lzma.open(questions, "rt")))
    held = {}
    for name in ids:
        m = re.fullmatch(r"([a-z]{3})(\d+)", name)
        if not m:
            print(json.dumps({"id": name, "text": open(os.path.join(seeds, name + ".txt")).read()}, ensure_ascii=False))
            continue
        kind, place = m[1], int(m[2])
        if kind not in held:
            held[kind] = [json.loads(line) for line in lzma.open(os.path.join(data, SETS[kind]), "rt")]
        row = held[kind][place]
        document = {"id": name, "text": row["text"]}
        if kind != "pol" and row.get("title"):  # the policies' titles are English
            document["title"] = row["title"]
        print(json.dumps(document, ensure_ascii=False))


main(*sys.argv[1:])
