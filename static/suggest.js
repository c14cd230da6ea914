// Fills the native list of suggestions beside a field while a name is typed. Without it the list stays as it was sent,
// and everything works. A field says where to ask (data-suggest) and what to put in (data-suggest-value: label or name).

const PAUSE = 150; // milliseconds without a key, so that not every letter asks

function options(field, found) {
  const typed = field.value.trim();
  return found.map((suggestion) => {
    const option = document.createElement("option");
    option.value = suggestion[field.dataset.suggestValue || "label"];
    // Browsers leave out what does not hold the letters as typed; an accent or another script must not hide a name.
    if (!option.value.toLowerCase().includes(typed.toLowerCase())) {
      option.label = `${suggestion.label} (${typed})`;
    }
    return option;
  });
}

function watch(field) {
  const list = field.list;
  if (!list) {
    return;
  }
  const sent = Array.from(list.children);
  let timer, request;

  async function ask() {
    const typed = field.value.trim();
    request?.abort();
    if (!typed) {
      list.replaceChildren(...sent);
      return;
    }
    if (Array.from(list.options).some((option) => option.value === field.value)) {
      return; // one was chosen
    }
    request = new AbortController();
    const address = new URL(field.dataset.suggest, document.baseURI);
    address.searchParams.set("q", typed);
    try {
      const response = await fetch(address, { signal: request.signal });
      const found = response.ok ? (await response.json()).suggestions : [];
      list.replaceChildren(...options(field, found));
    } catch {
      // Typed on, or offline: the list stays as it is.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("input[data-suggest][list]").forEach(watch);
