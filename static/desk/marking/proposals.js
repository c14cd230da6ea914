// Suggested claims: one at a time is asked about; accepting fills the form and saves a draft, dismissing is remembered.

function stretches(at) {
  return at.split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
}

export class Proposals {
  constructor(claim) {
    this.claim = claim;
    this.form = claim.form;
    this.boxes = Array.from(document.querySelectorAll("[data-proposal]"));
    this.now = null;
  }

  get left() {
    return this.boxes.filter((box) => !box.hasAttribute("data-dismissed"));
  }

  fields(box = this.now) {
    return JSON.parse(box.dataset.fields);
  }

  /** Ask about the first suggestion that begins at a place or after it. */
  begin(place) {
    const after = this.left.find((box) => stretches(this.fields(box).words)[0][0] >= place);
    this.show(after || this.left[0]);
  }

  /** Ask about the next or the previous one; false where there is none. */
  step(by) {
    const at = this.boxes.indexOf(this.now);
    const next = by > 0 ? this.left.find((box) => this.boxes.indexOf(box) > at) : this.before(at);
    return next ? this.show(next) : false;
  }

  before(at) {
    return this.left.findLast((box) => this.boxes.indexOf(box) < at);
  }

  show(box) {
    this.boxes.forEach((one) => {
      one.hidden = one !== box;
    });
    document.querySelectorAll(".sug--now").forEach((words) => words.classList.remove("sug--now"));
    this.now = box || null;
    this.words(box).forEach((words) => words.classList.add("sug--now"));
    document.getElementById("proposed").textContent = this.left.length;
    return Boolean(box);
  }

  words(box) {
    return box ? Array.from(document.querySelectorAll(`[data-proposed="${box.dataset.proposal}"]`)) : [];
  }

  scroll() {
    this.words(this.now)[0]?.scrollIntoView({ block: "nearest" });
    this.now?.scrollIntoView({ block: "nearest" });
  }

  /** Put the suggestion into the form. */
  fill() {
    const { words, quoted, kind, link } = this.fields();
    this.claim.rows("links").reverse().forEach((row) => this.claim.removeRow(row));
    this.claim.words.set(stretches(words));
    this.claim.quoted.set(stretches(quoted || ""));
    this.form.elements.kind.value = kind;
    if (link) {
      this.fillLink(this.claim.addRow("links"), link);
    }
  }

  fillLink(row, { mode, holder_kind, holder_reason, ...rest }) {
    Object.entries({ mode, holder_kind, holder_reason }).forEach(([name, value]) => this.claim.fill(row, name, value));
    ["cue", "holder_as_named"].forEach((name) => {
      this.claim.fill(row, name, rest[name][0], stretches(rest[name][1])[0]);
    });
    ["holder_agent", "statement"].filter((name) => rest[name]).forEach((name) => {
      this.claim.choose(row, name, ...rest[name]);
    });
  }

  /** Remember that a suggestion is no claim, or with `back` that it may be one; false where the archive did not hear. */
  async dismiss(box, { back = false } = {}) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("key", box.dataset.keyOfWords);
    body.set("back", back ? "1" : "");
    const answer = await fetch(`${this.form.dataset.mark}dismiss/`, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      return false;
    }
    box.toggleAttribute("data-dismissed", !back);
    this.words(box).forEach((words) => words.classList.toggle("sug", back));
    return true;
  }
}
