// The marking screen: select words of the text, and a key or a button puts them into the form of a claim.

import { ClaimForm } from "./claim_form.js";
import { Drafts } from "./drafts.js";
import { Keys } from "./keys.js";
import { Offers } from "./offers.js";
import { Proposals } from "./proposals.js";
import { Server } from "./server.js";
import { SourceText } from "./source_text.js";
import { TextKeys } from "./text_keys.js";
import { Unsaved } from "./unsaved.js";

const MODES = { 1: "direct", 2: "mixed", 3: "indirect", 4: "own" };
const MOST_UNDONE = 50;

class Screen {
  constructor() {
    this.text = new SourceText(document.getElementById("text"));
    this.form = document.getElementById("claim_form");
    this.claim = new ClaimForm(this.form, this.text);
    this.proposals = new Proposals(this.claim);
    this.done = [];
    const { user, source } = this.form.dataset;
    this.drafts = new Drafts({ user, source, id: this.form.elements.draft.value });
    this.form.elements.draft.value = this.drafts.id;
    this.offers = new Offers(this.claim, this.drafts);
    this.textKeys = new TextKeys(this.text, { say: (words) => this.say(words), onFound: () => this.show() });
    this.server = new Server(this.form, {
      onRead: (read) => document.getElementById("reads").replaceChildren(...read.childNodes),
      onSession: (words) => this.sayOfSession(words),
    });
    this.unsaved = new Unsaved(this.claim, {
      status: document.getElementById("unsaved"),
      onChange: (isUnsaved) => this.keepDraft(isUnsaved),
    });
    this.keys = new Keys({ text: this.text, onChange: (areOn) => this.showKeys(areOn) });
    this.listen();
    this.begin();
  }

  listen() {
    document.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")));
    document.addEventListener("selectionchange", () => this.show());
    ["input", "change", "formset:added", "formset:removed"].forEach((name) => {
      document.addEventListener(name, () => this.changed());
    });
    // Autocompletes tell only jQuery of a choice.
    window.django?.jQuery(this.form).on("change", () => this.changed());
  }

  begin() {
    const asked = new URLSearchParams(window.location.search);
    if (asked.get("saved")) {
      this.drafts.drop(asked.get("saved"));
      asked.delete("saved");
      window.history.replaceState(null, "", `${window.location.pathname}?${asked}`);
    }
    this.changed();
    this.show();
    this.offers.show();
    this.text.caret = Number(this.form.dataset.beginsAt);
    if (this.text.caret) {
      this.text.paragraph(this.text.caret, true).element.scrollIntoView({ block: "center" });
    }
    this.proposals.begin(this.text.caret);
    if (!this.form.querySelector(".errorlist")) {
      this.text.root.focus({ preventScroll: true });
    }
  }

  // What a button or its key does

  act(button) {
    const name = button?.dataset.act;
    if (!name) {
      return;
    }
    const undone = this.claim.held();
    if (this[`do_${name}`](button) !== false) {
      this.done = [...this.done, undone].slice(-MOST_UNDONE);
      this.changed();
      this.show();
    }
  }

  do_claim() {
    return this.withWords((stretch) => {
      this.claim.words.add(stretch);
      return `Claim ${this.form.dataset.number}: these words were added.`;
    });
  }

  do_quoted() {
    return this.withWords((stretch) => {
      const { words } = this.claim;
      if (!words.stretches.some(([start, end]) => start <= stretch[0] && stretch[1] <= end)) {
        words.add(stretch);
      }
      this.claim.quoted.add(stretch);
      return "Quoted part added.";
    });
  }

  do_cue() {
    return this.withWords((stretch, words) => {
      this.claim.fill(this.claim.link(), "cue", words, stretch);
      return `Cue: ${words}`;
    });
  }

  do_named() {
    return this.withWords((stretch, words) => {
      this.claim.fill(this.claim.link(), "holder_as_named", words, stretch);
      return `Named here: ${words}`;
    });
  }

  do_figure() {
    return this.withWords((stretch, words) => {
      const row = this.claim.freeRow("figures", "as_written");
      this.claim.fill(row, "as_written", words, stretch);
      const number = words.replace(/[\s,.’']/g, "");
      if (/^\d+$/.test(number)) {
        this.claim.fill(row, "low", number);
      }
      return `Figure: ${words}`;
    });
  }

  do_paragraph(button) {
    const start = Number(button.closest("p").querySelector("[data-start]").dataset.start);
    const one = this.text.paragraph(start);
    this.text.select(one.start, one.end);
    return false;
  }

  do_sentence() {
    this.text.sentence();
    this.text.root.focus({ preventScroll: true });
    return false;
  }

  do_mode(button) {
    this.claim.fill(this.claim.link(), "mode", MODES[button.dataset.key]);
  }

  do_link() {
    const row = this.claim.addRow("links");
    this.claim.latest = row;
    row?.querySelector(".select2-selection")?.focus();
  }

  do_none() {
    this.claim.rows("links").reverse().forEach((row) => this.claim.removeRow(row));
  }

  do_undo() {
    const before = this.done.pop();
    if (typeof before === "function") {
      before();
    } else if (before) {
      this.claim.put(before);
      this.changed();
      this.show();
      this.say("Undone.");
    }
    return false;
  }

  do_next() {
    this.ask(1);
    return false;
  }

  do_previous() {
    this.ask(-1);
    return false;
  }

  ask(step) {
    if (!this.proposals.step(step)) {
      this.say("No further suggestion.");
    }
    this.proposals.scroll();
    this.say(this.proposals.now?.getAttribute("aria-label") || "No suggestion.");
  }

  do_accept() {
    if (this.do_change() !== false) {
      this.form.requestSubmit(this.form.querySelector("[name=_addanother]"));
    }
    return false;
  }

  do_change() {
    if (this.unsaved.isUnsaved || this.form.dataset.claim) {
      this.say("Another claim stands in the form: save it first, or open a new one.");
      return false;
    }
    this.proposals.fill();
    this.changed();
    this.say("The suggestion stands in the form.");
    return true;
  }

  do_dismiss() {
    const box = this.proposals.now;
    this.proposals.dismiss(box).then((isDone) => {
      if (isDone) {
        this.done.push(() => this.proposals.dismiss(box, { back: true }).then(() => this.proposals.show(box)));
        this.proposals.step(1) || this.proposals.step(-1) || this.proposals.show(null);
        this.proposals.scroll();
      }
      this.say(isDone ? "Dismissed." : "The archive did not hear this; try again.");
    });
    return false;
  }

  do_switch() {
    this.keys.toggle();
    return false;
  }

  do_restore(button) {
    this.offers.restore(button.dataset.draft);
    this.form.elements.paraphrase.focus();
  }

  do_discard(button) {
    this.offers.discard(button.dataset.draft);
    return false;
  }

  withWords(use) {
    this.text.keep(); // a key may come before the browser has told of the selection
    const stretch = this.text.kept;
    if (!stretch) {
      this.say("Select words of the text first.");
      return false;
    }
    this.say(use(stretch, this.text.slice(...stretch)));
    return true;
  }

  do_text() {
    this.textKeys.toText();
    return false;
  }

  do_find() {
    this.textKeys.find.focus();
    this.textKeys.find.select();
    return false;
  }

  do_paraphrase() {
    this.form.elements.paraphrase.focus();
    return false;
  }

  do_holder() {
    const row = this.claim.link();
    row.querySelector(".select2-selection")?.focus();
    return false;
  }

  // What is shown

  changed() {
    this.unsaved?.look();
    this.server.askSoon();
  }

  keepDraft(isUnsaved) {
    const { claim, number } = this.form.dataset;
    if (!isUnsaved) {
      this.drafts.drop();
    } else if (!this.drafts.keep({ claim, number, held: this.claim.held() })) {
      this.say("This browser keeps nothing: what you type is lost if the page closes before it is saved.");
    }
  }

  show() {
    if (window.CSS?.highlights) {
      const ranges = (stretches) => new Highlight(...stretches.map((one) => this.text.range(...one)));
      CSS.highlights.set("words", ranges(this.claim.words.stretches));
      CSS.highlights.set("quoted", ranges(this.claim.quoted.stretches));
      CSS.highlights.set("kept", ranges(this.text.kept ? [this.text.kept] : []));
    }
  }

  showKeys(areOn) {
    const button = document.querySelector("[data-act=switch]");
    button.setAttribute("aria-pressed", String(areOn));
    button.textContent = areOn ? "Keys are on: switch them off" : "Keys are off: switch them on";
    document.body.classList.toggle("mk-keys-off", !areOn);
  }

  say(words) {
    document.getElementById("selected").textContent = words;
  }

  sayOfSession(words) {
    const status = document.getElementById("session");
    status.hidden = !words;
    status.querySelector("span").textContent = words;
  }
}

function begin() {
  document.body.classList.add("mk-scripted");
  if (document.getElementById("claim_form")?.elements.words) {
    new Screen();
  }
}

// After the scripts of the admin, which number the links and make the buttons that add rows: jQuery calls these in the
// order of their coming, some time after the document is there.
window.django.jQuery(begin);
