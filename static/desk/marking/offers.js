// What was typed on pages that are gone, offered again above the form.

// A claim that is there no more has no keys for its rows to be found by.
const KEYS = /(^token|-id|-claim|-INITIAL_FORMS)$/;
const ACTS = [["restore", "Bring it back"], ["discard", "Discard it"]];

export class Offers {
  constructor(claim, drafts) {
    this.claim = claim;
    this.drafts = drafts;
    this.here = claim.form.dataset;
    this.place = document.getElementById("drafts");
  }

  async show() {
    this.left = await this.drafts.left();
    this.place.replaceChildren(
      ...this.left.map((draft) => (this.isForHere(draft) ? this.offer(draft) : this.elsewhere(draft))),
    );
    this.place.hidden = this.left.length === 0;
  }

  restore(id) {
    const { claim, held } = this.left.find((draft) => draft.id === id);
    this.claim.put(claim === this.here.claim ? held : held.filter(([name]) => !KEYS.test(name)));
    this.discard(id);
  }

  discard(id) {
    this.drafts.drop(id);
    this.show();
  }

  isForHere({ claim }) {
    const marked = `a[id^=claim-][href="${this.here.mark}${claim}/"]`;
    return claim === this.here.claim || !claim || !document.querySelector(marked);
  }

  offer(draft) {
    const line = told(draft, `claim ${draft.number}`);
    for (const [act, label] of ACTS) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      Object.assign(button.dataset, { act, draft: draft.id });
      line.append(" ", button);
    }
    return line;
  }

  elsewhere(draft) {
    const link = document.createElement("a");
    link.href = `${this.here.mark}${draft.claim}/`;
    link.textContent = `claim ${draft.number}`;
    return told(draft, link);
  }
}

function told(draft, what) {
  const line = document.createElement("p");
  line.append("Typed and not saved: ", what, `, ${new Date(draft.at).toLocaleString()}.`);
  return line;
}
