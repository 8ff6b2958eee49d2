// Asks a server with OpenAI's package for JavaScript and prints what a program that uses it sees, as JSON.
// client.mjs BASE_URL KEY FOLDER; the package is in node_modules of FOLDER
import { createRequire } from "node:module";

const [baseURL, apiKey, folder] = process.argv.slice(2);
const { OpenAI, APIError } = createRequire(folder + "/client.js")("openai");
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });

const messages = (question) => [
  { role: "system", content: "直接回答，不要出处。" },
  { role: "user", content: [{ type: "text", text: question }] },
];

async function whole(question) {
  const c = await client.chat.completions.create({ model: "chuchu", messages: messages(question), temperature: 0, seed: 1 });
  const m = c.choices[0].message;
  return {
    content: m.content, refusal: m.refusal ?? null, finish: c.choices[0].finish_reason, tokens: c.usage.total_tokens,
    quotes: c.chuchu.citations.map((q) => q.quote), refused: c.chuchu.refused,
    urls: m.annotations.map((a) => a.url_citation.url),
  };
}

async function streamed(question) {
  const seen = { content: "", refusal: null, finish: null, tokens: null, quotes: null, refused: null, urls: [] };
  const stream = await client.chat.completions.create({
    model: "chuchu", messages: messages(question), stream: true, stream_options: { include_usage: true },
  });
  for await (const c of stream) {
    if (c.usage) seen.tokens = c.usage.total_tokens;
    for (const choice of c.choices) {
      seen.content += choice.delta.content ?? "";
      seen.refusal = choice.delta.refusal ?? seen.refusal;
      seen.finish = choice.finish_reason ?? seen.finish;
      seen.urls.push(...(choice.delta.annotations ?? []).map((a) => a.url_citation.url));
    }
    if (c.chuchu) {
      seen.quotes = c.chuchu.citations.map((q) => q.quote);
      seen.refused = c.chuchu.refused;
    }
  }
  return seen;
}

async function failed(call) {
  try {
    await call();
  } catch (e) {
    if (!(e instanceof APIError)) throw e;
    return { status: e.status ?? 0, code: e.code, param: e.param ?? null, message: e.error.message };
  }
}

const stranger = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const models = [];
for await (const m of client.models.list()) models.push(m.id);
console.log(JSON.stringify({
  models: [...models, (await client.models.retrieve("chuchu")).id],
  answered: [await whole("养老"), await streamed("养老")],
  refused: [await whole("拒"), await streamed("拒")],
  failed: [
    await failed(() => whole("坏")), await failed(() => streamed("坏")), await failed(() => streamed("断")),
    await failed(() => client.chat.completions.create({ model: "gpt-4o", messages: messages("养老") })),
    await failed(() => client.chat.completions.create({ model: "chuchu", messages: messages("养老"), n: 2 })),
    await failed(() => stranger.models.list()),
  ],
}));
