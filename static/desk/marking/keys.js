// Keys of the marking screen. Single letters press the button that names them, never while something is typed, and can
// be switched off (WCAG 2.1.4).

const SWITCH = "archive-marking-keys";

export class Keys {
  constructor({ text, onChange }) {
    this.text = text;
    this.onChange = onChange;
    this.areOn = stored() !== "off";
    document.addEventListener("keydown", (event) => this.press(event));
    onChange(this.areOn);
  }

  toggle() {
    this.areOn = !this.areOn;
    try {
      localStorage.setItem(SWITCH, this.areOn ? "on" : "off");
    } catch {
      // then they are on again on the next page
    }
    this.onChange(this.areOn);
  }

  press(event) {
    if (event.isComposing || event.defaultPrevented) {
      return;
    }
    const target = this.withControl(event) || (this.areOn && this.plain(event));
    if (target) {
      event.preventDefault();
      target.click();
    }
  }

  withControl(event) {
    const control = event.ctrlKey || event.metaKey;
    const name = { Enter: "_addanother", s: "_continue" }[event.key];
    return control && !event.shiftKey && !event.altKey && name && document.querySelector(`button[name=${name}]`);
  }

  plain(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return null;
    }
    const named = document.querySelectorAll(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    return Array.from(named).find((one) => !one.closest("[hidden]"));
  }
}

/** Whether letters go into the field that has the focus. */
export function isTyping(element) {
  return Boolean(element.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, .select2-container"));
}

function stored() {
  try {
    return localStorage.getItem(SWITCH);
  } catch {
    return null;
  }
}
