// The card of a chip: what it cites, at a glance. A mouse that rests on a chip
// or the focus that comes to it opens the card, a finger's tap opens it in place
// of the document; Esc closes it.
import { card } from "./cited.js";
import { el, on } from "./dom.js";
import { t } from "./words.js";

const rest = 180; // ms before a mouse is meant

export class Card {
  #element = el("div.card", { id: "card", role: "dialog", "aria-label": t("sources"), tabindex: "-1", hidden: true });
  #chip = null;
  #timer = 0;
  #touch = false;

  // within is where chips stand; a chip knows its citation, and opens its document.
  constructor(within) {
    const heard = (of, handlers) => {
      for (const [type, handler] of Object.entries(handlers)) on(of, type, handler, /click|down/.test(type));
    };
    document.body.append(this.#element);
    heard(within, {
      pointerdown: (e) => (this.#touch = e.pointerType === "touch"),
      pointerover: (e) => e.pointerType !== "touch" && this.#soon(e.target.closest(".chip")),
      pointerout: () => this.#soon(),
      focusin: (e) => e.target.matches(".chip:focus-visible") && this.#show(e.target),
      focusout: () => this.#soon(),
      click: (e) => this.#tapped(e),
    });
    const stay = () => clearTimeout(this.#timer);
    heard(this.#element, { pointerover: stay, focusin: stay, pointerout: () => this.#soon() });
    on(window, "pointerdown", (e) => this.#element.contains(e.target) || this.close());
    on(window, "scroll", (e) => this.#element.contains(e.target) || this.close(), true);
  }

  get isOpen() {
    return !this.#element.hidden;
  }

  close() {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
    this.#chip?.removeAttribute("aria-describedby");
    this.#chip = null;
  }

  // #soon shows a chip's card, or closes the card, when the mouse has rested.
  #soon(chip) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (chip ? this.#show(chip) : this.close()), rest);
  }

  // #tapped keeps a finger's click from opening the document at once.
  #tapped(e) {
    const chip = e.target.closest(".chip");
    if (!chip?.citation) return;
    if (this.#touch && this.#chip !== chip) {
      e.preventDefault();
      e.stopPropagation();
      this.#show(chip);
    } else this.close();
  }

  #show(chip) {
    clearTimeout(this.#timer);
    if (!chip.citation || !chip.isConnected) return;
    this.close();
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
