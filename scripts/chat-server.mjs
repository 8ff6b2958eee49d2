// Minimal OpenAI-compatible test server on node-llama-cpp (loopback only).
// node chat-server.mjs --port 8089 --chat chat.gguf --embed embed.gguf
import http from "node:http";
import {parseArgs} from "node:util";
import {getLlama, LlamaChatSession} from "node-llama-cpp";
const {values: o} = parseArgs({options: {port: {type: "string", default: "8089"}, chat: {type: "string"}, embed: {type: "string"}, threads: {type: "string", default: "1"}}});
const llama = await getLlama({gpu: false, build: "never", logLevel: "error"});
const threads = +o.threads;
const chat = o.chat && await llama.loadModel({modelPath: o.chat});
const chatCtx = chat && await chat.createContext({contextSize: 2048, threads});
const emb = o.embed && await llama.loadModel({modelPath: o.embed});
const embCtx = emb && await emb.createEmbeddingContext({threads});
let busy = Promise.resolve();
const locked = (f) => (busy = busy.then(f, f));
const read = async (q) => { let b = ""; for await (const c of q) b += c; return JSON.parse(b || "{}"); };
const send = (r, code, v) => { r.writeHead(code, {"content-type": "application/json"}); r.end(JSON.stringify(v)); };
http.createServer(async (q, r) => {
  try {
    if (q.url === "/v1/models") return send(r, 200, {object: "list", data: [{id: "local", object: "model", owned_by: "local"}]});
    const b = await read(q);
    if (q.url === "/v1/embeddings" && emb) return await locked(async () => {
      const data = []; let n = 0;
      for (const [i, t] of [b.input].flat().entries()) {
        n += emb.tokenize(t).length;
        const v = (await embCtx.getEmbeddingFor(t)).vector, s = Math.hypot(...v), u = Float32Array.from(v, (x) => x / s);
        data.push({object: "embedding", index: i, embedding: b.encoding_format === "base64" ? Buffer.from(u.buffer).toString("base64") : [...u]});
      }
      send(r, 200, {object: "list", model: b.model, data, usage: {prompt_tokens: n, total_tokens: n}});
    });
    if (q.url === "/v1/chat/completions" && chat) return await locked(async () => {
      const seq = chatCtx.getSequence(), base = {id: "c1", created: 0, model: b.model}, abort = new AbortController();
      r.on("close", () => { if (!r.writableFinished) abort.abort(); });
      try {
        const sys = b.messages.filter((m) => m.role === "system").map((m) => m.content).join("\n");
        const s = new LlamaChatSession({contextSequence: seq, systemPrompt: sys || undefined});
        const opt = {maxTokens: b.max_completion_tokens ?? b.max_tokens ?? 64, temperature: b.temperature ?? 0, signal: abort.signal, stopOnAbortSignal: true};
        const prompt = b.messages.filter((m) => m.role !== "system").map((m) => m.content).join("\n");
        if (b.stream) {
          r.writeHead(200, {"content-type": "text/event-stream"});
          const ev = (d) => r.write("data: " + JSON.stringify({...base, object: "chat.completion.chunk", ...d}) + "\n\n");
          await s.prompt(prompt, {...opt, onTextChunk: (t) => ev({choices: [{index: 0, delta: {content: t}}]})});
          ev({choices: [{index: 0, delta: {}, finish_reason: "stop"}]});
          r.end("data: [DONE]\n\n");
        } else {
          const t = await s.prompt(prompt, opt);
          send(r, 200, {...base, object: "chat.completion", choices: [{index: 0, message: {role: "assistant", content: t}, finish_reason: "stop"}], usage: {prompt_tokens: 0, completion_tokens: chat.tokenize(t).length, total_tokens: 0}});
        }
      } finally { seq.dispose(); }
    });
    send(r, 404, {error: {message: "not found", type: "invalid_request_error"}});
  } catch (e) { r.headersSent ? r.end() : send(r, 500, {error: {message: String(e), type: "server_error"}}); }
}).listen(+o.port, "127.0.0.1", () => console.log("listening", o.port));
