// Talking to the archive while a claim is being typed: how it would read, and whether the curator is still logged in.

const PAUSE = 400;
const STALE_AFTER = 60_000;

export class Server {
  constructor(form, { onRead, onSession }) {
    this.form = form;
    this.onRead = onRead;
    this.onSession = onSession;
    this.heard = Date.now();
    this.isOut = false;
    form.addEventListener("submit", (event) => this.check(event));
    window.addEventListener("focus", () => this.isOut && this.renew().then((isIn) => isIn && this.ask()));
  }

  /** Ask how the form reads once typing pauses. */
  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask(again = true) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const options = { method: "POST", body: new FormData(this.form), signal: this.asking.signal };
      const answer = await fetch(this.form.dataset.reads, options);
      if (answer.ok && !answer.redirected) {
        this.heard = Date.now();
        this.onRead(parsed(await answer.text()).body);
      } else if (again && (await this.renew())) {
        await this.ask(false);
      }
    } catch (problem) {
      if (problem.name !== "AbortError") {
        this.onSession("The archive cannot be reached. What you type is kept in this browser.");
      }
    }
  }

  /** Take a fresh token from the page itself; false, and a word about it, where that needs a login. */
  async renew() {
    const page = parsed(await (await fetch(this.form.dataset.mark)).text());
    const token = page.querySelector("#claim_form [name=csrfmiddlewaretoken]")?.value;
    this.isOut = !token;
    if (token) {
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => {
        field.value = token;
      });
      this.heard = Date.now();
    }
    this.onSession(token ? "" : "Your session has ended. Log in again in another tab; nothing you typed is lost.");
    return Boolean(token);
  }

  /** Before a form is sent that stood long: make sure that somebody is logged in to receive it. */
  async check(event) {
    if (!this.isOut && Date.now() - this.heard < STALE_AFTER) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (await this.renew().catch(() => false)) {
      this.form.requestSubmit(submitter);
    }
  }
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}
