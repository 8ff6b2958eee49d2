// A Socket asks questions over one websocket, which it opens anew when it
// drops; answers that were under way are resumed where they were.
const patience = [500, 10000]; // ms before it is opened anew, at first and at most

export class Socket {
  #socket = null;
  #waiting = []; // messages to send once it is open
  #asked = new Map(); // answers that are not accepted yet, by our id
  #answers = new Map(); // answers under way, by theirs
  #pause = patience[0];
  #onLost;

  constructor(onLost) {
    this.#onLost = onLost; // called when it drops under an answer, and each time it cannot be opened
  }

  // ask sends a question, as POST /api/ask takes it. told gets every message of
  // its answer, once each.
  ask(request, told) {
    const id = String(Math.random()).slice(2);
    const message = { type: "ask", id, ...request };
    this.#asked.set(id, { message, told });
    this.#send(message);
  }

  // resume follows an answer from its first message.
  resume(answerID, told) {
    this.#answers.set(answerID, { told, seq: 0 });
    this.#send({ type: "resume", answer_id: answerID, after: 0 });
  }

  stop(answerID) {
    this.#send({ type: "stop", answer_id: answerID });
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
      return;
    }
    this.#waiting.push(message);
    if (!this.#socket) this.#open();
  }

  #open() {
    const address = new URL("/ws", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = (e) => this.#heard(JSON.parse(e.data));
    this.#socket.onclose = () => this.#closed();
  }

  #opened() {
    this.#pause = patience[0];
    for (const message of this.#waiting.splice(0)) this.#send(message);
  }

  #closed() {
    this.#socket = null;
    // A question that was sent and not accepted may be asked twice, but not lost.
    this.#waiting = [...this.#asked.values()].map((a) => a.message);
    for (const [id, a] of this.#answers) this.#waiting.push({ type: "resume", answer_id: id, after: a.seq });
    if (!this.#waiting.length) return;
    this.#onLost();
    setTimeout(() => this.#socket || this.#open(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, patience[1]);
  }

  #heard(message) {
    const { type, id, answer_id, seq } = message;
    const asked = this.#asked.get(id);
    if (asked && (type === "accepted" || !answer_id)) this.#asked.delete(id);
    if (!answer_id) {
      if (message.error?.code === "unauthorized") dispatchEvent(new Event("unauthorized"));
      asked?.told(message);
      return;
    }
    if (asked && type === "accepted") this.#answers.set(answer_id, { told: asked.told, seq: 0 });
    const answer = this.#answers.get(answer_id);
    const ends = ["finished", "stopped", "failed"].includes(type);
    if (!answer || (seq <= answer.seq && !ends)) return;
    answer.seq = seq || answer.seq;
    if (ends) this.#answers.delete(answer_id);
    answer.told(message);
  }
}
