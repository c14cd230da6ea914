// The form of a claim on the marking screen: where its words were selected, its links, and all it holds at a moment.

const SKIPPED = "\n[...]\n";
const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "draft"]);

/** A field of pasted words, with the places at which they were selected in the text. */
class Places {
  constructor(form, name, { text, between }) {
    this.area = form.elements[name];
    this.text = text;
    this.between = between;
    this.at = document.createElement("input");
    this.at.type = "hidden";
    this.at.name = `${name}-at`;
    this.at.value = this.area?.dataset.at || "";
    form.append(this.at);
    this.area?.addEventListener("input", (event) => {
      if (event.isTrusted) {
        this.at.value = ""; // typed words are looked for by the server
      }
    });
  }

  get stretches() {
    return this.at.value.split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
  }

  /** Take a stretch in; those that it meets become one with it. */
  add([start, end]) {
    const typed = this.area.value.trim() && !this.at.value;
    const meets = (one) => one[0] <= end && start <= one[1];
    const met = this.stretches.filter(meets);
    const joined = [Math.min(start, ...met.map((one) => one[0])), Math.max(end, ...met.map((one) => one[1]))];
    const all = [...this.stretches.filter((one) => !meets(one)), joined].sort((one, other) => one[0] - other[0]);
    if (typed) {
      this.area.value += this.between + this.text.slice(start, end);
      changed(this.area);
    } else {
      this.set(all);
    }
  }

  set(all) {
    this.at.value = all.map((one) => one.join("-")).join(" ");
    this.area.value = all.map((one) => this.text.slice(...one)).join(this.between);
    changed(this.area);
  }
}

/** The hidden field that holds where the words of a field were selected; typing into that one empties it. */
function placeBeside(field) {
  const name = `${field.name}-at`;
  const known = Array.from(field.parentElement.children).find((one) => one.name === name);
  if (known) {
    return known;
  }
  const made = Object.assign(document.createElement("input"), { type: "hidden", name });
  field.after(made);
  field.addEventListener("input", (event) => {
    made.value = event.isTrusted ? "" : made.value;
  });
  return made;
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export class ClaimForm {
  constructor(form, text) {
    this.form = form;
    this.words = new Places(form, "words", { text, between: SKIPPED });
    this.quoted = new Places(form, "quoted", { text, between: "\n" });
    this.group = document.getElementById("links-group");
    this.latest = null;
    this.group?.addEventListener("focusin", (event) => {
      this.latest = event.target.closest(".inline-related");
    });
  }

  rows(prefix) {
    const rows = document.querySelectorAll(`#${prefix}-group .inline-related:not(.empty-form)`);
    return Array.from(rows).filter((row) => !row.querySelector("input[name$=-DELETE]:checked"));
  }

  /** The link that was typed in last, else the last of the chain; a new one where there is none. */
  link() {
    const rows = this.rows("links");
    if (!rows.length) {
      this.addRow("links");
      return this.rows("links").at(-1);
    }
    return rows.includes(this.latest) ? this.latest : rows.at(-1);
  }

  field(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
  }

  /** Type a value into a field of a row; where it was selected in the text, with its place. */
  fill(row, name, value, stretch = null) {
    const field = this.field(row, name);
    field.value = value;
    placeBeside(field).value = stretch ? stretch.join("-") : "";
    open(field);
    changed(field);
    return field;
  }

  /** Choose a record in a field that is searched. */
  choose(row, name, key, label) {
    putInto(this.field(row, name), [String(key), label]);
  }

  addRow(prefix) {
    const group = document.getElementById(`${prefix}-group`);
    open(group.querySelector(":scope > fieldset > details > summary"));
    group.querySelector(".add-row a, a.add-row")?.click();
    return this.rows(prefix).at(-1);
  }

  removeRow(row) {
    const ticked = row.querySelector("input[name$=-DELETE]");
    if (ticked) {
      ticked.checked = true;
      changed(ticked);
    } else {
      row.querySelector(".inline-deletelink")?.click();
    }
  }

  /** An empty row of an inline, or a new one. */
  freeRow(prefix, name) {
    return this.rows(prefix).find((row) => !this.field(row, name).value) || this.addRow(prefix);
  }

  /** All that the form holds, as [name, value, label of a chosen record]. */
  held() {
    const fields = Array.from(this.form.elements).filter((field) => field.name && !NEVER_KEPT.has(field.name));
    return fields
      .filter((field) => !field.name.includes("__prefix__") && field.type !== "submit" && field.type !== "file")
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value, field.selectedOptions?.[0]?.text ?? ""]);
  }

  /** Put back what held() gave. */
  put(held) {
    const values = new Map(held.map(([name, ...rest]) => [name, rest]));
    for (const [name, [total]] of values) {
      if (name.endsWith("-TOTAL_FORMS")) {
        this.resize(name.replace("-TOTAL_FORMS", ""), Number(total));
      }
    }
    for (const name of values.keys()) {
      const beside = name.endsWith("-at") && this.form.elements[name.slice(0, -"-at".length)];
      if (beside && !this.form.elements[name]) {
        placeBeside(beside);
      }
    }
    for (const field of Array.from(this.form.elements)) {
      if (field.name && !NEVER_KEPT.has(field.name) && !field.name.includes("__prefix__")) {
        putInto(field, values.get(field.name));
      }
    }
    this.sort();
    changed(this.form.elements.paraphrase);
  }

  resize(prefix, total) {
    const count = () => document.querySelectorAll(`#${prefix}-group .inline-related:not(.empty-form)`).length;
    for (let tries = 0; count() < total && tries < 100; tries += 1) {
      this.addRow(prefix);
    }
    const added = Array.from(document.querySelectorAll(`#${prefix}-group .inline-related:not(.empty-form)`));
    added.slice(total).reverse().forEach((row) => row.querySelector(".inline-deletelink")?.click());
  }

  /** Rows of the chain in the order of their positions. */
  sort() {
    const place = (row) => Number(row.querySelector("input.order-position")?.value) || Infinity;
    const rows = Array.from(this.group?.querySelectorAll(".inline-related:not(.empty-form)") || []);
    const sorted = rows.toSorted((one, other) => place(one) - place(other));
    if (sorted.some((row, index) => row !== rows[index])) {
      const before = rows[0].previousSibling;
      before.after(...sorted);
    }
  }
}

function open(element) {
  const folded = element?.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    open(folded.parentElement);
  }
}

function putInto(field, kept) {
  if (["checkbox", "radio"].includes(field.type)) {
    field.checked = Boolean(kept) && kept[0] === field.value;
    return;
  }
  if (!kept && field.name.endsWith("-at")) {
    field.value = "";
  }
  if (!kept || field.type === "submit" || field.type === "file") {
    return;
  }
  const [value, label] = kept;
  if (field.tagName === "SELECT" && value && !Array.from(field.options).some((option) => option.value === value)) {
    field.add(new Option(label, value));
  }
  if (field.value !== value) {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
