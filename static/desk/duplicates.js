"use strict";

// Under a field that says where to ask (data-likely): links to records that are perhaps the same as what is typed.
// Nothing is kept from being saved, and without this the same is said after the save.

(function () {
  const PAUSE = 400; // milliseconds without a key, so that not every letter asks
  const LONGEST = 1000;
  const waiting = new WeakMap();

  function place(field) {
    const id = `${field.id}_likely`;
    let found = document.getElementById(id);
    if (!found) {
      found = document.createElement("p");
      found.id = id;
      found.className = "desk-likely";
      found.setAttribute("role", "status");
      field.closest(".form-row, .fieldBox, div").append(found);
    }
    return found;
  }

  function link({ label, url }) {
    const made = document.createElement("a");
    made.href = url;
    made.target = "_blank"; // what is typed here must not be lost
    made.rel = "noopener";
    made.textContent = label;
    made.dir = "auto";
    return made;
  }

  function show(field, likely) {
    const parts = likely.flatMap((record, number) => [number ? ", " : "Perhaps the same as ", link(record)]);
    if (parts.length || document.getElementById(`${field.id}_likely`)) {
      place(field).replaceChildren(...parts);
    }
  }

  async function ask(field) {
    const address = new URL(field.dataset.likely, document.baseURI);
    const typed = field.value.trim().slice(0, LONGEST);
    address.searchParams.set("q", typed);
    try {
      const response = typed ? await fetch(address) : null;
      const likely = response?.ok ? (await response.json()).likely : [];
      if (field.value.trim().slice(0, LONGEST) === typed) {
        show(field, likely);
      }
    } catch {
      // Offline, or logged out: the save says so.
    }
  }

  document.addEventListener("input", ({ target }) => {
    if (target.dataset?.likely) {
      clearTimeout(waiting.get(target));
      waiting.set(target, setTimeout(ask, PAUSE, target));
    }
  });
})();
