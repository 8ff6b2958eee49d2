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
import tempfile
import time

import model

BGE = pathlib.Path(__file__).parents[2] / "rag" / "bge"
QUERY = "为这个句子生成表示以用于检索相关文章：赤坎区养老服务目标是什么"


def texts(size):
    """As benchTexts in bench_test.go."""
    longest = max(json.loads((BGE / "testdata" / "texts.json").read_text("utf-8")), key=len)
    return [longest[50 * i :][:size] for i in range(16)]


def onnx(session, ids):
    """ms a text, one at a time or all at once, whichever is faster."""
    best = float("inf")
    for batch in (1, 16):
        start = time.perf_counter()
        for i in range(0, len(ids), batch):
            model.embed(session, ids[i : i + batch])
        best = min(best, time.perf_counter() - start)
    return 1000 * best / len(ids)


def ours(binary, name):
    """ms a text of a Go benchmark."""
    command = [binary, "-test.run=^$", f"-test.bench={name}$", "-test.benchtime=0.3s"]
    out = subprocess.run(command, cwd=BGE, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"([\d.]+) ms/text", out)[1])


def main(fp32, int8, rounds=9):
    """The best of some rounds in which all take turns."""
    tokenizer = model.tokenizer(fp32)
    sessions = [model.session(fp32, model.FP32), model.session(int8, model.INT8)]
    print(f"{'ms a text':10} {'tokens':>6} {'fp32':>7} {'int8':>7} {'ours':>7} {'ours/int8':>9}")
    with tempfile.TemporaryDirectory() as folder:
        binary = f"{folder}/bge.test"
        subprocess.run(["go", "test", "-c", "-o", binary, "."], cwd=BGE, check=True)
        for name, batch in (("Query", [QUERY]), ("Chunk150", texts(150)), ("Chunk400", texts(400))):
            ids = [tokenizer.encode(t).ids for t in batch]
            took = [[onnx(s, ids) for s in sessions] + [ours(binary, name)] for _ in range(rounds)]
            float32, integer, go = map(min, zip(*took))
            size = sum(map(len, ids)) / len(ids)
            print(f"{name:10} {size:6.0f} {float32:7.2f} {integer:7.2f} {go:7.2f} {go / integer:9.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
