"use strict";

// Up and down buttons for the rows of an ordered inline; they write the rows' places into the `position` fields.

(function () {
  function rows(group) {
    return Array.from(group.querySelectorAll(".inline-related:not(.empty-form)"));
  }

  function position(row) {
    return row.querySelector("input.order-position");
  }

  function number(group) {
    const all = rows(group);
    all.forEach((row, index) => {
      position(row).value = index + 1;
      const [up, down] = row.querySelectorAll(".desk-order button");
      up.disabled = index === 0;
      down.disabled = index === all.length - 1;
    });
  }

  function move(group, row, step) {
    const all = rows(group);
    const other = all[all.indexOf(row) + step];
    if (!other) {
      return;
    }
    if (step < 0) {
      other.before(row);
    } else {
      other.after(row);
    }
    number(group);
    say(group, row);
  }

  function say(group, row) {
    const all = rows(group);
    group.querySelector(".desk-order-said").textContent = `Now ${all.indexOf(row) + 1} of ${all.length}.`;
  }

  function button(label, sign, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function equip(group, row) {
    const heading = row.querySelector("h3");
    if (!position(row) || row.querySelector(".desk-order")) {
      return;
    }
    const what = row.querySelector(".inline_label").textContent.trim();
    const buttons = document.createElement("span");
    buttons.className = "desk-order";
    ["up", "down"].forEach((way) => {
      const step = way === "up" ? -1 : 1;
      const made = button(`Move ${what} ${way}`, way === "up" ? "↑" : "↓", () => {
        move(group, row, step);
        (made.disabled ? buttons.querySelector("button:not(:disabled)") : made)?.focus();
      });
      buttons.append(made);
    });
    heading.append(buttons);
  }

  function begin(group) {
    const said = document.createElement("p");
    said.className = "desk-order-said";
    said.setAttribute("role", "status");
    group.append(said);
    rows(group).forEach((row) => equip(group, row));
    number(group);
  }

  function groups() {
    const fields = document.querySelectorAll(".inline-group input.order-position");
    return new Set(Array.from(fields, (field) => field.closest(".inline-group")));
  }

  document.addEventListener("DOMContentLoaded", () => groups().forEach(begin));

  document.addEventListener("formset:added", (event) => {
    const group = event.target.closest(".inline-group");
    if (group && position(event.target)) {
      equip(group, event.target);
      number(group);
    }
  });

  document.addEventListener("formset:removed", () => groups().forEach(number));
})();
