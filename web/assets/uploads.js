// Adding files: dropped anywhere on the view or chosen, each with its own
// progress and outcome.
import { get, upload } from "./api.js";
import { $, at, button, el, on } from "./dom.js";
import { say } from "./menu.js";
import { t } from "./words.js";

const pause = 700; // ms between two looks at a file that is being read

export class Uploads {
  #view = $("view-files");
  #zone = $("drop");
  #added;
  #queue = Promise.resolve();

  // added is called when a document has come into the library.
  constructor(added) {
    this.#added = added;
    on($("choose"), "change", (e) => {
      this.#take(e.target.files);
      e.target.value = "";
    });
    for (const type of ["dragenter", "dragover", "dragleave", "drop"]) on(this.#view, type, (e) => this.#dragged(e));
  }

  show(allowed) {
    this.#zone.hidden = !allowed;
  }

  #dragged(e) {
    if (this.#zone.hidden || !e.dataTransfer?.types.includes("Files")) return;
    e.preventDefault();
    this.#zone.classList.toggle("over", e.type !== "drop" && (e.type !== "dragleave" || this.#view.contains(e.relatedTarget)));
    if (e.type === "drop") this.#take(e.dataTransfer.files);
  }

  // #take sends files one after the other.
  #take(files) {
    for (const file of files) {
      const row = new Row(file);
      $("uploads").prepend(row.element);
      this.#queue = this.#queue.then(() => this.#send(row, ""));
    }
  }

  async #send(row, how) {
    const form = new FormData();
    form.append("files", row.file, row.file.name);
    try {
      const { documents } = await upload(`/api/documents${how}`, form, (share) => row.sent(share));
      this.#added();
      await this.#follow(row, documents[0]);
    } catch (e) {
      const again = e.code === "conflict" && button(".small", "", t("replace"), () => this.#send(row, "?replace=1"));
      row.end("failed", e.message.replace(/[；;][^；;]*\?replace=1[^。.]*/, ""), again);
    }
  }

  // #follow waits until a file was read.
  async #follow(row, doc) {
    while (doc.state === "received" || doc.state === "reading") {
      row.say(t(`state_${doc.state}`));
      await new Promise((done) => setTimeout(done, pause));
      doc = await get(at`/api/documents/${doc.id}`);
    }
    if (doc.state === "failed") row.end("failed", doc.reason);
    else row.end("ready", t("added", doc.chunks));
    this.#added();
  }
}

// A Row is one file on its way.
class Row {
  #bar = el("progress", { max: "1", value: "0" });
  #text = el("span.outcome", t("waiting"));

  constructor(file) {
    this.file = file;
    this.#bar.setAttribute("aria-label", file.name);
    this.element = el("li.upload", el("span.name", file.name), this.#bar, this.#text);
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
