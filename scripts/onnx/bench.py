#!/usr/bin/env python3
"""Times ONNX Runtime (2 threads) on the texts of rag/bge's benchmarks, then
those benchmarks, and prints the ratio.

    VENV/bin/python scripts/onnx/bench.py FP32.jar INT8.jar

The jars are named in model.py; the environment is that of reference.py.
"""

import json
import pathlib
import re
import subprocess
import sys
import time

import model

BGE = pathlib.Path(__file__).parents[2] / "rag" / "bge"
QUERY = "为这个句子生成表示以用于检索相关文章：赤坎区养老服务目标是什么"


def texts(size):
    """As benchTexts in bench_test.go."""
    longest = max(json.loads((BGE / "testdata" / "texts.json").read_text("utf-8")), key=len)
    return [longest[50 * i :][:size] for i in range(16)]


def milliseconds(session, ids, batch):
    """The best of 7 rounds, a text."""
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        for i in range(0, len(ids), batch):
            model.embed(session, ids[i : i + batch])
        best = min(best, time.perf_counter() - start)
    return 1000 * best / len(ids)


def ours():
    """ms/text of each Go benchmark, the best of 5."""
    command = ["go", "test", "-run=^$", "-bench=Chunk|Query", "-benchtime=1s", "-count=5", "."]
    out = subprocess.run(command, cwd=BGE, check=True, capture_output=True, text=True).stdout
    best = {}
    for name, ms in re.findall(r"^Benchmark(\w+?)(?:-\d+)?\s.*?([\d.]+) ms/text", out, re.M):
        best[name] = min(float(ms), best.get(name, float("inf")))
    return best


def main(fp32, int8):
    tokenizer = model.tokenizer(fp32)
    sessions = {"fp32": model.session(fp32, model.FP32), "int8": model.session(int8, model.INT8)}
    go = ours()
    print(f"{'ms a text':10} {'tokens':>6} {'fp32':>7} {'int8':>7} {'ours':>7} {'ours/int8':>9}")
    for name, batch in (("Query", [QUERY]), ("Chunk150", texts(150)), ("Chunk400", texts(400))):
        ids = [tokenizer.encode(t).ids for t in batch]
        ms = {k: min(milliseconds(s, ids, 1), milliseconds(s, ids, 16)) for k, s in sessions.items()}
        size = sum(map(len, ids)) / len(ids)
        print(f"{name:10} {size:6.0f} {ms['fp32']:7.2f} {ms['int8']:7.2f} {go[name]:7.2f} {go[name] / ms['int8']:9.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
