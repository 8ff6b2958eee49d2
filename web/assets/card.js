// The card of a chip: what it cites, at a glance. A mouse that rests on a chip
// or the focus that comes to it opens the card, a finger's tap opens it in place
// of the document; Esc closes it.
import { card } from "./cited.js";
import { el } from "./dom.js";
import { t } from "./words.js";

const rest = 180; // ms before a mouse is meant

export class Card {
  #element = el("div", { class: "card", id: "card", role: "dialog", "aria-label": t("source"), hidden: true });
  #chip = null;
  #timer = 0;
  #touch = false;

  // within is where chips stand; a chip knows its citation, and opens its document.
  constructor(within) {
    document.body.append(this.#element);
    within.addEventListener("pointerdown", (e) => (this.#touch = e.pointerType === "touch"), true);
    within.addEventListener("pointerover", (e) => e.pointerType !== "touch" && this.#soon(e.target.closest(".chip")));
    within.addEventListener("pointerout", () => this.#later());
    within.addEventListener("focusin", (e) => e.target.matches(".chip:focus-visible") && this.#show(e.target));
    within.addEventListener("focusout", () => this.#later());
    within.addEventListener("click", (e) => this.#tapped(e), true);
    this.#element.addEventListener("pointerover", () => clearTimeout(this.#timer));
    this.#element.addEventListener("focusin", () => clearTimeout(this.#timer));
    this.#element.addEventListener("pointerout", () => this.#later());
    addEventListener("pointerdown", (e) => this.#element.contains(e.target) || this.close());
    addEventListener("scroll", () => this.close(), true);
  }

  get isOpen() {
    return !this.#element.hidden;
  }

  close() {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
    if (this.#chip) this.#chip.removeAttribute("aria-describedby");
    this.#chip = null;
  }

  #soon(chip) {
    clearTimeout(this.#timer);
    if (chip && chip.citation) this.#timer = setTimeout(() => this.#show(chip), rest);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), rest);
  }

  // #tapped keeps a finger's click from opening the document at once.
  #tapped(e) {
    const chip = e.target.closest(".chip");
    if (!chip || !chip.citation) return;
    if (this.#touch && this.#chip !== chip) {
      e.preventDefault();
      e.stopPropagation();
      clearTimeout(this.#timer);
      this.#show(chip);
      return;
    }
    this.close();
  }

  #show(chip) {
    if (!chip.citation || !chip.isConnected) return;
    this.#chip = chip;
    const open = () => {
      this.close();
      chip.open();
    };
    this.#element.replaceChildren(...card(chip.citation, open).flat().filter(Boolean));
    this.#element.hidden = false;
    chip.setAttribute("aria-describedby", "card");
    this.#place(chip.getBoundingClientRect());
  }

  // #place puts the card below its chip, above it where there is more room.
  #place(chip) {
    const own = this.#element.getBoundingClientRect();
    const left = Math.max(8, Math.min(chip.left - 24, innerWidth - own.width - 8));
    const below = chip.bottom + 6 + own.height <= innerHeight || chip.top < innerHeight - chip.bottom;
    const top = below ? Math.min(chip.bottom + 6, innerHeight - own.height - 8) : chip.top - own.height - 6;
    this.#element.style.left = `${left}px`;
    this.#element.style.top = `${Math.max(8, top)}px`;
  }
}
