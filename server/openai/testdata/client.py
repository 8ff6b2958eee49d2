# Asks a server with OpenAI's package for Python and prints what a program that uses it sees, as JSON.
# client.py BASE_URL KEY
import json
import sys

from openai import APIError, APIStatusError, OpenAI

client = OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=0)


def messages(question):
    return [
        {"role": "system", "content": "直接回答，不要出处。"},
        {"role": "user", "content": [{"type": "text", "text": question}]},
    ]


def whole(question):
    c = client.chat.completions.create(model="chuchu", messages=messages(question), temperature=0, seed=1)
    m = c.choices[0].message
    return {
        "content": m.content, "refusal": m.refusal, "finish": c.choices[0].finish_reason, "tokens": c.usage.total_tokens,
        "quotes": [q["quote"] for q in c.chuchu["citations"]], "refused": c.chuchu["refused"],
        "urls": [a.url_citation.url for a in m.annotations],
    }


def streamed(question):
    seen = {"content": "", "refusal": None, "finish": None, "tokens": None, "quotes": None, "refused": None, "urls": []}
    options = {"include_usage": True}
    for c in client.chat.completions.create(model="chuchu", messages=messages(question), stream=True, stream_options=options):
        if c.usage:
            seen["tokens"] = c.usage.total_tokens
        for choice in c.choices:
            seen["content"] += choice.delta.content or ""
            seen["refusal"] = choice.delta.refusal or seen["refusal"]
            seen["finish"] = choice.finish_reason or seen["finish"]
            seen["urls"] += [a["url_citation"]["url"] for a in getattr(choice.delta, "annotations", None) or []]
        if getattr(c, "chuchu", None):
            seen["quotes"] = [q["quote"] for q in c.chuchu["citations"]]
            seen["refused"] = c.chuchu["refused"]
    return seen


def failed(call):
    try:
        call()
    except APIStatusError as e:
        return {"status": e.status_code, "code": e.code, "param": e.param, "message": e.body["message"]}
    except APIError as e:
        return {"status": 0, "code": e.code, "param": e.param, "message": e.message}


stranger = OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)
print(json.dumps({
    "models": [m.id for m in client.models.list()] + [client.models.retrieve("chuchu").id],
    "answered": [whole("养老"), streamed("养老")],
    "refused": [whole("拒"), streamed("拒")],
    "failed": [
        failed(lambda: whole("坏")), failed(lambda: streamed("坏")), failed(lambda: streamed("断")),
        failed(lambda: client.chat.completions.create(model="gpt-4o", messages=messages("养老"))),
        failed(lambda: client.chat.completions.create(model="chuchu", messages=messages("养老"), n=2)),
        failed(lambda: stranger.models.list()),
    ],
}, ensure_ascii=False))
