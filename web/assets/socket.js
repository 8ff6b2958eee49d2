// A Socket asks questions over one websocket, which it opens anew when it
// drops; answers that were under way are resumed where they were.
export class Socket {
  #socket = null;
  #waiting = []; // messages to send once it is open
  #asked = new Map(); // answers that are not accepted yet, by our id
  #answers = new Map(); // answers under way, by theirs
  #pause = 500;
  #onState;

  constructor(onState) {
    this.#onState = onState; // called with whether it is connected
  }

  // ask sends a question, {question, conversation_id, documents, unsupported}.
  // told gets every message of its answer, once each.
  ask(request, told) {
    const id = crypto.randomUUID ? crypto.randomUUID() : String(Date.now() + Math.random());
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
    this.#pause = 500;
    this.#onState(true);
    for (const message of this.#waiting.splice(0)) this.#send(message);
  }

  #closed() {
    this.#socket = null;
    // A question that was sent and not accepted may be asked twice, but not lost.
    this.#waiting = [...this.#asked.values()].map((a) => a.message);
    for (const [id, a] of this.#answers) this.#waiting.push({ type: "resume", answer_id: id, after: a.seq });
    if (!this.#waiting.length) return;
    this.#onState(false);
    setTimeout(() => this.#socket || this.#open(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, 10000);
  }

  #heard(message) {
    if (message.type === "accepted" && this.#asked.has(message.id)) {
      this.#answers.set(message.answer_id, { told: this.#asked.get(message.id).told, seq: 0 });
      this.#asked.delete(message.id);
    }
    if (!message.answer_id) {
      this.#refused(message);
      return;
    }
    const answer = this.#answers.get(message.answer_id);
    const ends = ["finished", "stopped", "failed"].includes(message.type);
    if (!answer || (message.seq <= answer.seq && !ends)) return;
    answer.seq = message.seq || answer.seq;
    if (ends) this.#answers.delete(message.answer_id);
    answer.told(message);
  }

  #refused(message) {
    if (message.error?.code === "unauthorized") dispatchEvent(new Event("unauthorized"));
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    asked?.told(message);
  }
}
