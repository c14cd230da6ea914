"use strict";

// Autocompletes put a box of their own beside a select, which does not know the select's label.

(function () {
  function name(box) {
    const select = box.previousElementSibling;
    const combobox = box.querySelector("[role=combobox]");
    const label = select && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (!combobox || !label) {
      return;
    }
    const chosen = combobox.querySelector("[role=textbox]");
    label.id = label.id || `${select.id}_label`;
    combobox.setAttribute("aria-labelledby", [label.id, chosen?.id].filter(Boolean).join(" "));
    chosen?.removeAttribute("role");
    chosen?.removeAttribute("aria-readonly");
  }

  function watch() {
    const observer = new MutationObserver((changes) => {
      const added = changes.flatMap((change) => Array.from(change.addedNodes));
      added.filter((node) => node.classList?.contains("select2-container")).forEach(name);
    });
    document.querySelectorAll("span.select2-container").forEach(name);
    observer.observe(document.body, { childList: true, subtree: true });
  }

  document.addEventListener("DOMContentLoaded", watch);
})();
