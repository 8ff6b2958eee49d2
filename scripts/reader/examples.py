"""Reads what `examples` writes into groups: a question with the sentences that
answer it and sentences that do not."""

import json
import struct
import unicodedata

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

MOST_QUESTION, MOST_PLACE, MOST_SENTENCE = 64, 28, 88  # tokens; as in rag/bge/read.go
MOST_NEGATIVES = 14
QUOTES = set("“”\"'‘’「」『』")


def tokenizer(model):
    """The tokenizer of rag/bge/model.bin."""
    data = open(model, "rb").read()
    size = struct.unpack("<I", data[32:36])[0]
    words = data[36 : 36 + size].decode().rstrip("\n").split("\n")
    t = Tokenizer(models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]", max_input_chars_per_word=100))
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return t


def bare(text):
    """Text without white space, quotation marks, width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if not c.isspace() and c not in QUOTES)


def pairs(text):
    return {text[i : i + 2] for i in range(len(text) - 1)}


def answers(sentence, evidence):
    """Whether a sentence holds a piece of evidence, or most of one. The cells of
    a table's row stand on lines of their own there."""
    said = bare(sentence)
    if not said:
        return False
    for e in evidence:
        cells = [bare(c) for c in e.split("\n") if bare(c)]
        if not cells:
            continue
        if all(c in said for c in cells):
            return True
        whole = "".join(cells)
        if len(said) >= 6 and said.rstrip("。；;，") in whole:
            return True
        if overlap(whole, said) >= 0.5 * min(len(whole), len(said)):
            return True
    return False


def overlap(a, b):
    """The longest end of a that b begins with, or the other way round."""
    for n in range(min(len(a), len(b)), 0, -1):
        if a.endswith(b[:n]) or b.endswith(a[:n]):
            return n
    return 0


def groups(name, path, encode, most=MOST_NEGATIVES):
    """The groups of a file of examples."""
    out = []
    for line in open(path):
        x = json.loads(line)
        wanted = bool(x["evidence"] or x["facts"])
        facts = [bare(a) for f in x["facts"] for a in f.split("|")]
        asked = pairs(bare(x["question"]))
        good, bad, seen = [], [], set()
        for rank, p in enumerate(x["passages"]):
            place = p["place"]
            of = not x.get("docs") or p["doc"] in x["docs"]
            for s in p["sentences"]:
                said = bare(s)
                if len(said) < 3 or (place, s) in seen:
                    continue
                seen.add((place, s))
                if wanted and of and answers(s, x["evidence"]):
                    good.append((place, s))
                elif wanted and any(len(f) >= 3 and f in said for f in facts):
                    continue  # it may answer too
                else:
                    near = len(asked & pairs(said)) + 0.5 * len(asked & pairs(bare(place)))
                    bad.append((near / max(1, len(asked)) + 0.15 * (rank < 3), place, s))
        if wanted and not good:
            continue  # it was not found, so nothing is to be learned of reading
        bad.sort(key=lambda b: -b[0])
        row = lambda place, s: (encode(place)[:MOST_PLACE], encode(s)[:MOST_SENTENCE])
        out.append(
            dict(
                set=name,
                question=encode(x["question"])[:MOST_QUESTION],
                good=[row(p, s) for p, s in good[:8]],
                bad=[row(p, s) for _, p, s in bad[:most]],
            )
        )
    return out
