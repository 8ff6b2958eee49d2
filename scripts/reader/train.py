"""Trains the reading part of rag/bge on examples and packs it.

    python train.py --model rag/bge/model.bin --out rag/bge/read.bin \
        --learn NAME=FILE… [--held NAME=FILE…]

A question's sentences are scored together with an answer that is none of them,
whose score is 0: the loss is that of choosing a right one among the wrong ones
and none, or none where nothing answers."""

import argparse
import random
import time

import torch

from examples import groups, tokenizer
from network import Network

BEGIN, END = 101, 102
RATE, DROPOUT, DECAY, WARM = 7e-4, 0.1, 0.01, 0.06
TOKENS = 5500  # of a step
SHOWN, WRONG = 2, 4  # right and wrong sentences of a question in a step
NEAR = 0.85  # how much likelier a wrong sentence is drawn than the next


def row(question, sentence):
    place, text = sentence
    return [BEGIN, *question, END, *place, END, *text, END]


def padded(rows):
    n = max(map(len, rows))
    ids, there = torch.zeros(len(rows), n, dtype=torch.long), torch.zeros(len(rows), n, dtype=torch.bool)
    for i, r in enumerate(rows):
        ids[i, : len(r)], there[i, : len(r)] = torch.tensor(r), True
    return ids, there


def drawn(group, wrong, draw):
    """Rows of a group for one step, the right ones first, and how many these are."""
    good = draw.sample(group["good"], min(SHOWN, len(group["good"])))
    order = sorted(range(len(group["bad"])), key=lambda i: -(draw.random() ** (1 / (NEAR**i + 0.05))))
    bad = [group["bad"][i] for i in order[:wrong]]
    return [row(group["question"], s) for s in good + bad], len(good)


def steps(all_groups, wrong, draw):
    """Steps of about as many tokens, of groups about as long."""
    items = [drawn(g, wrong, draw) for g in all_groups]
    items = [i for i in items if i[0]]
    draw.shuffle(items)
    out = []
    for i in range(0, len(items), 400):
        step, tokens = [], 0
        for item in sorted(items[i : i + 400], key=lambda i: max(map(len, i[0]))):
            if step and tokens + sum(map(len, item[0])) > TOKENS:
                out.append(step)
                step, tokens = [], 0
            step.append(item)
            tokens += sum(map(len, item[0]))
        out.append(step)
    draw.shuffle(out)
    return out


def scores(net, rows, dropout=0.0, size=24):
    """Scores of rows, which pass the network among others about as long."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    out = [net(*padded([rows[i] for i in order[at : at + size]]), dropout) for at in range(0, len(order), size)]
    place = torch.empty(len(rows), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(rows))
    return torch.cat(out)[place]


def loss(all_scores, step):
    total, at = 0.0, 0
    for rows, good in step:
        own = all_scores[at : at + len(rows)]
        at += len(rows)
        others = torch.logsumexp(torch.cat([torch.zeros(1), own[good:]]), 0)
        total = total + ((torch.logaddexp(others, own[:good]) - own[:good]).mean() if good else others)
    return total / len(step)


def train(net, stages, out, seed):
    """One stage after another; in each the rate falls to nearly nothing, and the
    next begins lower. After each the network is packed."""
    draw = random.Random(seed)
    learned = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98))
    for number, (all_groups, wrong) in enumerate(stages):
        plan = steps(all_groups, wrong, draw)
        begun, mean, tokens = time.time(), None, 0
        for i, step in enumerate(plan):
            for g in optimizer.param_groups:
                g["lr"] = RATE / (number + 1) * min(1, (i + 1) / (WARM * len(plan))) * max(0.02, 1 - i / len(plan))
            net.train()
            rows = [r for all_rows, _ in step for r in all_rows]
            value = loss(scores(net, rows, DROPOUT), step)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            tokens += sum(map(len, rows))
            mean = value.item() if mean is None else 0.97 * mean + 0.03 * value.item()
            if i % 50 == 0:
                seconds = time.time() - begun
                print(f"stage {number}, step {i} of {len(plan)}, loss {mean:.3f}, {seconds:.0f} s, {tokens / seconds:.0f} tokens a second", flush=True)
        net.pack(out)
        torch.save(net.state_dict(), out + f".{number}")


@torch.no_grad()
def report(net, name, held):
    """How often a right sentence is first, or among three, and how often the
    best of a question is below 0: with an answer, and without."""
    net.eval()
    first = third = answerable = below = other = refused = 0
    for g in held:
        rows = [row(g["question"], s) for s in g["good"] + g["bad"]]
        ranked = sorted(zip(scores(net, rows).tolist(), range(len(rows))), reverse=True)
        if not g["good"]:
            other += 1
            refused += ranked[0][0] < 0
            continue
        answerable += 1
        below += ranked[0][0] < 0
        first += ranked[0][1] < len(g["good"])
        third += any(i < len(g["good"]) for _, i in ranked[:3])
    n, m = max(1, answerable), max(1, other)
    print(f"{name}: {answerable} answerable, right first {first / n:.3f}, of three {third / n:.3f}, below 0 {below / n:.3f}; {other} not, below 0 {refused / m:.3f}", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--learn", nargs="+", required=True)
    p.add_argument("--held", nargs="*", default=[])
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--seed", type=int, default=0)
    o = p.parse_args()
    tokens = tokenizer(o.model)
    encode = lambda s: tokens.encode(s, add_special_tokens=False).ids
    read = lambda all_files, most=14: [g for f in all_files for g in groups(f.split("=")[0], f.split("=")[-1], encode, most)]
    all_groups = read(o.learn)
    print(len(all_groups), "questions,", sum(not g["good"] for g in all_groups), "without an answer")
    torch.manual_seed(o.seed)
    net = Network(o.model)
    train(net, [(all_groups, WRONG)] * o.epochs, o.out, o.seed)
    for f in o.held:
        report(net, f.split("=")[0], read([f], 24))


if __name__ == "__main__":
    main()
