// Adding files: dropped anywhere on the view or chosen, each with its own
// progress and outcome.
import { get, upload } from "./api.js";
import { $, button, el } from "./dom.js";
import { say } from "./menu.js";
import { t } from "./words.js";

const pause = 700; // ms between two looks at a file that is being read

export class Uploads {
  #view = $("view-files");
  #zone = $("drop");
  #list = $("uploads");
  #added;
  #allowed = false;
  #queue = Promise.resolve();

  // added is called when a document has come into the library.
  constructor(added) {
    this.#added = added;
    $("choose").addEventListener("change", (e) => {
      this.#take([...e.target.files]);
      e.target.value = "";
    });
    const over = (yes) => (e) => {
      if (!this.#allowed || !e.dataTransfer || ![...e.dataTransfer.types].includes("Files")) return;
      e.preventDefault();
      this.#zone.classList.toggle("over", yes);
    };
    this.#view.addEventListener("dragenter", over(true));
    this.#view.addEventListener("dragover", over(true));
    this.#view.addEventListener("dragleave", (e) => e.relatedTarget && this.#view.contains(e.relatedTarget) ? null : over(false)(e));
    this.#view.addEventListener("drop", (e) => {
      over(false)(e);
      if (this.#allowed) this.#take([...e.dataTransfer.files]);
    });
  }

  show(allowed) {
    this.#allowed = allowed;
    this.#zone.hidden = !allowed;
  }

  // #take sends files one after the other.
  #take(files) {
    for (const file of files) {
      const row = new Row(file);
      this.#list.prepend(row.element);
      this.#queue = this.#queue.then(() => this.#send(row, false));
    }
  }

  async #send(row, replace) {
    const form = new FormData();
    form.append("files", row.file, row.file.name);
    try {
      const { documents } = await upload(`/api/documents${replace ? "?replace=1" : ""}`, form, (share) => row.sent(share));
      this.#added();
      await this.#follow(row, documents[0]);
    } catch (e) {
      const again = e.code === "conflict" && button({ class: "quiet small", onclick: () => this.#send(row, true) }, "", t("replace"));
      row.end("failed", e.message.replace(/[；;][^；;]*\?replace=1[^。.]*/, ""), again);
    }
  }

  // #follow waits until a file was read.
  async #follow(row, doc) {
    while (doc.state === "received" || doc.state === "reading") {
      row.say(t(`state_${doc.state}`));
      await new Promise((done) => setTimeout(done, pause));
      doc = await get(`/api/documents/${encodeURIComponent(doc.id)}`);
    }
    if (doc.state === "failed") row.end("failed", doc.reason);
    else row.end("ready", t("added", doc.chunks));
    this.#added();
  }
}

// A Row is one file on its way.
class Row {
  #bar = el("progress", { max: "1", value: "0" });
  #text = el("span", { class: "outcome" }, t("waiting"));

  constructor(file) {
    this.file = file;
    this.#bar.setAttribute("aria-label", file.name);
    this.element = el("li", { class: "upload" }, el("span", { class: "name" }, file.name), this.#bar, this.#text);
  }

  sent(share) {
    this.#bar.value = share;
    this.say(`${t("sending")} ${Math.round(share * 100)}%`);
  }

  say(message) {
    this.#text.textContent = message;
  }

  end(kind, message, more) {
    this.#bar.hidden = true;
    this.element.className = `upload ${kind}`;
    this.#text.replaceChildren(message, ...(more ? [more] : []));
    say(`${this.file.name}：${message}`);
  }
}
