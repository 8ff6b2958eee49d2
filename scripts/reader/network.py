"""bge-small-zh-v1.5 as rag/bge holds it, with narrow matrices beside each of its
own that are trained (LoRA, Hu et al. 2021)."""

import math
import struct

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, INNER, HEADS, LAYERS, WORDS, TOKENS, RANK = 512, 2048, 8, 4, 21128, 512, 64
SHAPES = {"qkv": (WIDTH, 3 * WIDTH), "out": (WIDTH, WIDTH), "up": (WIDTH, INNER), "down": (INNER, WIDTH)}
NORMS = ("attended", "norm")
MAGIC = b"chuchu reads with bge 1\n"


def load(path):
    """The weights of rag/bge/model.bin (its README has the format)."""
    data, at = open(path, "rb").read(), 32
    at += 4 + struct.unpack("<I", data[at : at + 4])[0]

    def floats(*shape):
        nonlocal at
        n = int(np.prod(shape))
        a = np.frombuffer(data, "<f4", n, at).reshape(shape).copy()
        at += 4 * n
        return a

    def ints(n):
        nonlocal at
        a = np.frombuffer(data, np.int8, n, at)
        at += n
        return a

    net = {"scale": floats(WORDS), "positions": floats(TOKENS, WIDTH), "norm": (floats(WIDTH), floats(WIDTH)), "layers": []}
    for _ in range(LAYERS):
        layer = {}
        for name, (_, n) in SHAPES.items():
            layer[name] = (floats(n), floats(n))
            at += 4 * n
            if name == "out":
                layer["attended"] = (floats(WIDTH), floats(WIDTH))
        layer["norm"] = (floats(WIDTH), floats(WIDTH))
        net["layers"].append(layer)
    net["words"] = ints(WORDS * WIDTH).reshape(WORDS, WIDTH).astype(np.float32) * net["scale"][:, None]
    for layer in net["layers"]:
        for name, (k, n) in SHAPES.items():
            scale, bias = layer[name]
            values = ints(k * n).reshape(n // 64, k // 4, 64, 4).transpose(1, 3, 0, 2).reshape(k, n)
            layer[name] = (values.astype(np.float32) * scale, bias)
    assert at == len(data)
    return net


class Linear(nn.Module):
    def __init__(self, weight, bias):
        super().__init__()
        k, n = weight.shape
        self.register_buffer("weight", torch.tensor(weight.T.copy()).bfloat16(), persistent=False)
        self.register_buffer("bias", torch.tensor(bias), persistent=False)
        self.narrow = nn.Parameter(torch.randn(RANK, k) / math.sqrt(k))
        self.wide = nn.Parameter(torch.zeros(n, RANK))
        self.more = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y = F.linear(x, self.weight, (self.bias + self.more).bfloat16())
        return y + F.linear(F.linear(x, self.narrow.bfloat16()), self.wide.bfloat16())


class Layer(nn.Module):
    def __init__(self, weights):
        super().__init__()
        for name in SHAPES:
            setattr(self, name, Linear(*weights[name]))
        for name in NORMS:
            norm = nn.LayerNorm(WIDTH, eps=1e-12)
            norm.weight.data, norm.bias.data = (torch.tensor(a) for a in weights[name])
            setattr(self, name, norm)

    def forward(self, x, mask, dropout):
        rows, n, _ = x.shape
        heads = lambda a: a.view(rows, n, HEADS, WIDTH // HEADS).transpose(1, 2)
        q, k, v = (heads(a) for a in self.qkv(x.bfloat16()).split(WIDTH, -1))
        found = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(rows, n, WIDTH)
        x = self.attended(x + F.dropout(self.out(found).float(), dropout, self.training))
        inner = self.down(F.gelu(self.up(x.bfloat16()))).float()
        return self.norm(x + F.dropout(inner, dropout, self.training))


class Network(nn.Module):
    def __init__(self, path):
        super().__init__()
        net = load(path)
        self.register_buffer("words", torch.tensor(net["words"]), persistent=False)
        self.register_buffer("positions", torch.tensor(net["positions"]), persistent=False)
        self.begin = tuple(torch.tensor(a) for a in net["norm"])
        self.layers = nn.ModuleList(Layer(w) for w in net["layers"])
        self.head = nn.Linear(WIDTH, 1)
        self.head.bias.data.fill_(-1)

    def forward(self, ids, there, dropout=0.0):
        """Scores of rows of tokens; there tells which of them are any."""
        x = F.layer_norm(self.words[ids] + self.positions[: ids.shape[1]], (WIDTH,), *self.begin, 1e-12)
        mask = torch.where(there, 0.0, -1e4)[:, None, None, :].bfloat16()
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return self.head(x[:, 0])[:, 0]

    def pack(self, path):
        """Writes what was learned as rag/bge reads it: numbers, then int8 values."""
        numbers, values = [MAGIC], []
        put = lambda a: numbers.append(np.ascontiguousarray(a.detach().float().numpy(), dtype="<f4").tobytes())

        def matrix(weight, bias):
            w = weight.detach().float().numpy().T
            k, n = w.shape
            scale = np.abs(w).max(0) / 127
            scale[scale == 0] = 1
            q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
            put(torch.tensor(scale))
            put(bias)
            numbers.append(q.astype(np.int32).sum(0).astype("<i4").tobytes())
            values.append(q.reshape(k // 4, 4, n // 64, 64).transpose(2, 0, 3, 1).tobytes())

        for layer in self.layers:
            for name in SHAPES:
                linear = getattr(layer, name)
                matrix(linear.narrow, torch.zeros(RANK))
                matrix(linear.wide, linear.more)
            for name in NORMS:
                put(getattr(layer, name).weight)
                put(getattr(layer, name).bias)
        put(self.head.weight[0])
        put(self.head.bias)
        open(path, "wb").write(b"".join(numbers + values))
