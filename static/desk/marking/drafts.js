// What is typed and not saved yet stays in this browser until the archive says that it was saved.

const PREFIX = "archive-marking";

export class Drafts {
  constructor({ user, source, id }) {
    this.stem = `${PREFIX}:${user}:${source}:`;
    this.id = id || crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`.replace(".", "");
    navigator.locks?.request(this.stem + this.id, () => new Promise(() => {})); // held as long as this page lives
  }

  /** Keep what the form holds; false where the browser does not keep it. */
  keep(draft) {
    try {
      localStorage.setItem(this.stem + this.id, JSON.stringify({ ...draft, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  drop(id = this.id) {
    try {
      localStorage.removeItem(this.stem + id);
    } catch {
      // a browser that keeps nothing has nothing to drop
    }
  }

  /** Drafts that pages left behind which are open no more, the newest first. */
  async left() {
    const open = new Set(((await navigator.locks?.query())?.held || []).map((lock) => lock.name));
    const names = keys().filter((name) => name.startsWith(this.stem) && name !== this.stem + this.id);
    const found = names.filter((name) => !open.has(name)).map((name) => this.read(name));
    return found.filter(Boolean).sort((one, other) => other.at - one.at);
  }

  read(name) {
    try {
      return { ...JSON.parse(localStorage.getItem(name)), id: name.slice(this.stem.length) };
    } catch {
      return null;
    }
  }
}

function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
