// What was changed and not saved: marked at the field, in the title and in the status line, and warned about on leaving.

const DOT = "● ";
const UNSEEN = /-(TOTAL_FORMS|position|at)$/;

export class Unsaved {
  constructor(claim, { status, onChange }) {
    this.claim = claim;
    this.status = status;
    this.onChange = onChange;
    this.first = new Map(claim.held().map(([name, value]) => [name, value]));
    this.isRefused = claim.form.hasAttribute("data-refused");
    this.isSending = false;
    this.title = document.title;
    claim.form.addEventListener("submit", (event) => {
      if (this.isSending) {
        event.preventDefault(); // a second press must not make a second claim
      }
      this.isSending = true;
    });
    window.addEventListener("pageshow", () => {
      this.isSending = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && !this.isSending) {
        event.preventDefault();
      }
    });
  }

  /** Names of the fields that hold something else than when the page came. */
  changes() {
    const now = new Map(this.claim.held().map(([name, value]) => [name, value]));
    const names = new Set([...this.first.keys(), ...now.keys()]);
    return Array.from(names).filter((name) => (this.first.get(name) ?? "") !== (now.get(name) ?? ""));
  }

  look() {
    const changes = this.changes();
    this.isUnsaved = this.isRefused || changes.length > 0;
    document.title = (this.isUnsaved ? DOT : "") + this.title;
    this.mark(new Set(changes));
    this.tell(changes.filter((name) => this.claim.form.elements[name] && !UNSEEN.test(name)).length);
    this.onChange(this.isUnsaved);
  }

  mark(names) {
    for (const field of this.claim.form.elements) {
      field.closest(".fieldBox, .form-row")?.classList.remove("mk-changed");
    }
    for (const field of this.claim.form.elements) {
      if (names.has(field.name)) {
        field.closest(".fieldBox, .form-row")?.classList.add("mk-changed");
      }
    }
  }

  tell(count) {
    const fields = count === 1 ? "1 field" : `${count} fields`;
    const what = count ? `${fields} in claim ${this.claim.form.dataset.number}` : "what you typed was not stored yet";
    const words = this.isUnsaved ? `${DOT}Unsaved: ${what}` : "";
    if (this.status.textContent !== words) {
      this.status.textContent = words;
    }
  }
}
