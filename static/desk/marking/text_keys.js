// Keys that are no buttons: arrows in the text, words to be found in it, and the way back to it.

const LONGEST_SAID = 200;

export class TextKeys {
  constructor(text, { say, onFound }) {
    this.text = text;
    this.say = say;
    this.onFound = onFound;
    this.find = document.getElementById("find");
    this.find.addEventListener("input", () => this.search({ fromStart: true }));
    document.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    if (event.target === this.find && event.key === "Enter") {
      event.preventDefault();
      this.search({ fromStart: false });
    } else if (event.key === "Escape" && !event.target.closest(".select2-container")) {
      this.toText();
    } else if (this.text.root.contains(event.target) && event.key.startsWith("Arrow")) {
      event.preventDefault();
      this.arrow(event);
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && event.target.closest("#links-group")) {
      event.preventDefault();
      moveLink(event.target, event.key === "ArrowUp" ? 0 : 1);
    }
  }

  arrow({ key, shiftKey, altKey }) {
    const isAcross = ["ArrowRight", "ArrowLeft"].includes(key);
    const step = ["ArrowRight", "ArrowDown"].includes(key) ? 1 : -1;
    const way = isAcross && this.text.root.dir === "rtl" ? -step : step;
    if (shiftKey) {
      this.text.extend(altKey ? "grapheme" : isAcross ? "word" : "sentence", way);
    } else {
      this.text.move(isAcross ? "word" : "paragraph", way);
    }
    if (this.text.kept) {
      this.say(this.text.slice(...this.text.kept).slice(-LONGEST_SAID));
    }
  }

  search({ fromStart }) {
    const { kept } = this.text;
    if (fromStart && kept) {
      this.text.kept = [kept[0], kept[0]];
    }
    const isThere = this.text.find(this.find.value);
    this.text.kept = isThere ? this.text.kept : kept;
    this.find.setAttribute("aria-invalid", this.find.value && !isThere ? "true" : "false");
    this.onFound();
  }

  toText() {
    const { kept, backward } = this.text;
    this.text.root.focus({ preventScroll: true });
    if (kept) {
      this.text.select(...(backward ? kept.toReversed() : kept));
    }
  }
}

/** Press the up (0) or down (1) button of the link in which something is typed, and go on typing there. */
function moveLink(field, which) {
  field.closest(".inline-related").querySelectorAll(".desk-order button")[which]?.click();
  field.focus();
}
