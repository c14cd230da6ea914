"""Where figures stand on a line: a scale with round ticks, and for each figure its dots in percent of the width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from statements.choices import Qualifier

Ends = tuple[Decimal | None, Decimal | None]
MARGIN = Decimal(2)  # percent on either side, so that no dot is cut
MOST_STEPS = 5
LARGE = ((12, "trillion"), (9, "billion"), (6, "million"))
BEYOND_WORDS = 15
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OPENING = {Qualifier.AT_LEAST: "up", Qualifier.MORE_THAN: "up", Qualifier.UP_TO: "down"}
# In pixels: the narrowest line, a letter with the widest spacing readers may set, and what a dot and an arrow take.
NARROWEST, LETTER, DOT, ARROW = 284, 9.3, 11, 15


@dataclass(frozen=True)
class Tick:
    """A round number on the scale: where it stands in percent, and how it is written."""

    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Scale:
    """A line from `low` to `high` in round steps. Zero is always on it, so that lengths can be compared."""

    low: Decimal
    high: Decimal
    step: Decimal

    def at(self, value: Decimal) -> Decimal:
        """Where a value stands, in percent of the width."""
        return MARGIN + (100 - 2 * MARGIN) * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[Tick]:
        """All round numbers from one end to the other."""
        values = [self.low + n * self.step for n in range(int((self.high - self.low) / self.step) + 1)]
        anchors = {0: "start", len(values) - 1: "end"}
        return [
            Tick(percent(self.at(value)), self._label(value), anchors.get(n, "middle"))
            for n, value in enumerate(values)
        ]

    def _label(self, value: Decimal) -> str:
        power = max(self.low.copy_abs(), self.high.copy_abs()).adjusted()
        if not value or power < LARGE[-1][0]:
            return number(value)
        if power >= BEYOND_WORDS:
            return f"{number(value.scaleb(-power))}×10{str(power).translate(RAISED)}"
        words = next((digits, word) for digits, word in LARGE if power >= digits)
        return f"{number(value.scaleb(-words[0]))} {words[1]}"


@dataclass(frozen=True)
class Mark:
    """How a figure is drawn: one dot, or two with a line between them, or one that is open to a side (up or down)."""

    dots: tuple[str, ...]
    opens: str = ""
    label: "Label | None" = None


@dataclass(frozen=True)
class Label:
    """A figure's words on the line: where, to which side of that place, how many pixels off, or else under it."""

    words: str
    at: str
    anchor: str = "middle"
    shift: int = 0

    @property
    def is_below(self) -> bool:
        """Whether it stands under the dots rather than beside them."""
        return self.anchor == "middle"


def scale(values: Sequence[Decimal]) -> Scale:
    """The scale that holds all values and zero, in one to seven steps of 1, 2 or 5 times a power of ten.

    Whole numbers get whole steps.
    """
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    step = _round_step((high - low or Decimal(1)) / MOST_STEPS)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(first, last if last > first else first + step, step)


def mark(on: Scale, ends: Ends, *, qualifier: str, words: str) -> Mark | None:
    """How a figure with these ends is drawn; None for one that has none."""
    known = sorted({end for end in ends if end is not None})
    if not known:
        return None
    opens = "" if len(known) == 2 else _opens(ends, qualifier)
    at = [on.at(end) for end in known]
    return Mark(tuple(map(percent, at)), opens, _label(words, at, opens))


def percent(value: Decimal) -> str:
    """A place on a line as SVG writes it."""
    return f"{value:.2f}%"


def number(value: Decimal) -> str:
    """A number with its thousands parted: `5,379`, `2.4`."""
    whole, _, rest = f"{value:,f}".partition(".")
    return f"{whole}.{rest}".rstrip("0").rstrip(".") if rest else whole


def reading(ends: Ends, *, qualifier: str) -> str:
    """A figure in normalised words: `about 613`, `30–35`, `at least 350`; empty for one without numbers."""
    low, high = ends
    words = f"{Qualifier(qualifier).label} " if qualifier else ""
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        return words + (number(low) if low == high else f"{number(low)}–{number(high)}")
    if low is None:
        return (words or "up to ") + number(high or Decimal(0))
    return words + number(low) if words else f"{number(low)} or more"


def _opens(ends: Ends, qualifier: str) -> str:
    if None in ends:
        return "down" if ends[0] is None else "up"
    return OPENING.get(Qualifier(qualifier), "") if qualifier else ""


def _label(words: str, at: list[Decimal], opens: str) -> Label | None:
    """The words after the dots, else before or under them; None where a narrow screen has no room for any of these."""
    after, before, middle = 100 - at[-1], at[0], (at[0] + at[-1]) / 2
    behind, in_front = (DOT + (ARROW if opens == side else 0) for side in ("up", "down"))
    if _width(words) + behind <= _pixels(after):
        return Label(words, percent(at[-1]), "start", behind)
    if _width(words) + in_front <= _pixels(before):
        return Label(words, percent(at[0]), "end", -in_front)
    return Label(words, percent(middle)) if _width(words) <= 2 * _pixels(min(middle, 100 - middle)) else None


def _width(words: str) -> float:
    return len(words) * LETTER


def _pixels(share: Decimal) -> float:
    """What a share of the narrowest line is in pixels."""
    return NARROWEST * float(share) / 100


def _round_step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)
