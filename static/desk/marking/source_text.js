// The text of a capture on the page. Places in it are counted as the archive counts them: in Unicode code points,
// from the first character of the whole text. The browser counts UTF-16 units, and only inside one text node.

const GAP = "\n";

function codePoints(units) {
  let count = 0;
  for (const _ of units) {
    count += 1;
  }
  return count;
}

function unitsOf(text, points) {
  let units = 0;
  for (const character of text) {
    if (points === 0) {
      break;
    }
    units += character.length;
    points -= 1;
  }
  return units;
}

class Paragraph {
  constructor(element) {
    this.element = element;
    this.start = Number(element.dataset.start);
    this.nodes = [];
    this.text = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("[data-aside]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    while (walker.nextNode()) {
      this.nodes.push({ node: walker.currentNode, at: this.text.length });
      this.text += walker.currentNode.data;
    }
    this.end = this.start + codePoints(this.text);
    this.parts = {};
  }

  /** Where a UTF-16 offset of this paragraph stands in the whole text. */
  place(units) {
    return this.start + codePoints(this.text.slice(0, units));
  }

  units(place) {
    return unitsOf(this.text, place - this.start);
  }

  /** The text node and the offset in it for a place. */
  point(place) {
    const units = this.units(place);
    const found = this.nodes.findLast((one) => one.at <= units) || this.nodes[0];
    return [found.node, units - found.at];
  }

  /** Stretches of one granularity (grapheme, word, sentence) that hold more than white space, as places. */
  stretches(granularity) {
    if (!this.parts[granularity]) {
      const language = this.element.closest("[lang]").lang || undefined;
      const segments = Array.from(new Intl.Segmenter(language, { granularity }).segment(this.text));
      this.parts[granularity] = segments
        .filter((part) => part.segment.trim())
        .map((part) => [part.index, part.index + part.segment.trimEnd().length])
        .map(([start, end]) => [this.place(start), this.place(end)]);
    }
    return this.parts[granularity];
  }
}

export class SourceText {
  constructor(root) {
    this.root = root;
    this.paragraphs = Array.from(root.querySelectorAll("[data-start]"), (element) => new Paragraph(element));
    this.owners = new Map(this.paragraphs.flatMap((one) => one.nodes.map(({ node, at }) => [node, [one, at]])));
    this.kept = null;
    this.caret = 0;
    document.addEventListener("selectionchange", () => this.keep());
  }

  get end() {
    return this.paragraphs.at(-1)?.end ?? 0;
  }

  /** The words from one place to another; between paragraphs only line ends. */
  slice(start, end) {
    const found = this.paragraphs.filter((one) => one.start < end && one.end > start);
    return found
      .map((one, index) => {
        const from = one.units(Math.max(start, one.start));
        const gap = index ? GAP.repeat(one.start - found[index - 1].end) : "";
        return gap + one.text.slice(from, one.units(Math.min(end, one.end)));
      })
      .join("");
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.paragraph(start).point(start));
    range.setEnd(...this.paragraph(end, true).point(end));
    return range;
  }

  /** The paragraph in which a place lies; of two that meet there the earlier if it is an end. */
  paragraph(place, isEnd = false) {
    const inside = (one) => one.start <= place && place <= one.end;
    return (isEnd ? this.paragraphs.find(inside) : this.paragraphs.findLast(inside)) || this.nearest(place);
  }

  nearest(place) {
    return this.paragraphs.find((one) => one.end >= place) || this.paragraphs.at(-1);
  }

  /** What is selected in the text, as [start, end], with whole characters and no white space at its ends; or null. */
  selected() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !selection.containsNode(this.root, true)) {
      return null;
    }
    const range = selection.getRangeAt(0);
    return this.tidy(
      this.placeOf(range.startContainer, range.startOffset),
      this.placeOf(range.endContainer, range.endOffset),
    );
  }

  placeOf(node, offset) {
    if (this.owners.has(node)) {
      const [paragraph, at] = this.owners.get(node);
      return paragraph.place(at + offset);
    }
    const probe = document.createRange();
    probe.setStart(node, offset);
    for (const [next, [paragraph, at]] of this.owners) {
      if (probe.comparePoint(next, 0) >= 0) {
        return paragraph.place(at);
      }
    }
    return this.end;
  }

  tidy(start, end) {
    const first = this.nearest(start);
    const last = this.paragraphs.findLast((one) => one.start < end) || first;
    const graphemes = first.stretches("grapheme").filter((part) => part[1] > start);
    const before = last.stretches("grapheme").filter((part) => part[0] < end);
    const whole = [graphemes[0]?.[0], before.at(-1)?.[1]];
    return whole[0] < whole[1] ? whole : null;
  }

  keep() {
    const found = this.selected();
    if (found) {
      const { anchorNode, anchorOffset } = window.getSelection();
      const { startContainer, startOffset } = window.getSelection().getRangeAt(0);
      this.kept = found;
      this.backward = anchorNode !== startContainer || anchorOffset !== startOffset;
    }
  }

  /** Select from one place to another; the second is where the selection grows. */
  select(anchor, focus) {
    const selection = window.getSelection();
    const range = this.range(Math.min(anchor, focus), Math.max(anchor, focus));
    const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
    const [one, two] = [ends.slice(0, 2), ends.slice(2)];
    selection.setBaseAndExtent(...(anchor <= focus ? [...one, ...two] : [...two, ...one]));
    this.kept = [Math.min(anchor, focus), Math.max(anchor, focus)];
    this.backward = focus < anchor;
    this.paragraph(focus, focus > anchor).element.scrollIntoView({ block: "nearest" });
  }

  all(granularity) {
    return this.paragraphs.flatMap((one) => one.stretches(granularity));
  }

  /** Move to the next or previous word, sentence or paragraph, and select the word that stands there. */
  move(granularity, step) {
    const [start, end] = this.kept || [this.caret, this.caret];
    const parts =
      granularity === "paragraph" ? this.paragraphs.map((one) => one.stretches("word")[0]) : this.all(granularity);
    const found = step > 0 ? parts.find((part) => part[0] >= end) : parts.findLast((part) => part[0] < start);
    if (found) {
      this.select(...found);
    }
  }

  /** The sentence in which the selection begins; the one after it where that is selected already. */
  sentence() {
    const parts = this.all("sentence");
    const [start, end] = this.kept || [this.caret, this.caret];
    const here = parts.find((part) => part[0] <= start && start < part[1]);
    const done = here && here[0] === start && here[1] <= end;
    const next = here && !done ? here : parts.find((part) => part[0] >= end);
    if (next) {
      this.select(...next);
    }
  }

  /** Let the selection grow or shrink by a grapheme, a word or a sentence. */
  extend(granularity, step) {
    const [start, end] = this.kept || this.all("word")[0];
    const [anchor, focus] = this.backward ? [end, start] : [start, end];
    const parts = this.all(granularity);
    const ends = parts.map((part) => (focus > anchor || (focus === anchor && step > 0) ? part[1] : part[0]));
    const next = step > 0 ? ends.find((place) => place > focus) : ends.findLast((place) => place < focus);
    if (next === undefined) {
      return;
    }
    if (focus > anchor && next <= anchor) {
      this.select(end, parts.findLast((part) => part[0] < start)?.[0] ?? start);
    } else if (focus < anchor && next >= anchor) {
      this.select(start, parts.find((part) => part[1] > end)?.[1] ?? end);
    } else {
      this.select(anchor, next);
    }
  }

  /**
   * Keep the next place of some words after the selection, whatever their case; false where there is none. The
   * browser's own selection stays: it would take the focus from the field in which the words are typed.
   */
  find(words) {
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "iu");
    const from = this.kept ? this.kept[1] : this.caret;
    return words.trim() !== "" && (this.findAfter(pattern, from) || this.findAfter(pattern, 0));
  }

  findAfter(pattern, from) {
    for (const one of this.paragraphs.filter((paragraph) => paragraph.end > from)) {
      const skipped = one.units(Math.max(from, one.start));
      const found = pattern.exec(one.text.slice(skipped));
      if (found) {
        const start = skipped + found.index;
        this.kept = [one.place(start), one.place(start + found[0].length)];
        this.backward = false;
        one.element.scrollIntoView({ block: "nearest" });
        return true;
      }
    }
    return false;
  }
}
