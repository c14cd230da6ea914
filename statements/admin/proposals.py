"""What is suggested for a capture's text, read as the form of a claim would hold it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from statements import names, texts
from statements.admin.claim_fields import shown_at
from statements.choices import ClaimKind, HolderKind, Mode
from statements.desk.agents import Agent, AgentName
from statements.desk.attributions import Holder
from statements.desk.captures import Capture
from statements.desk.dismissals import Dismissal
from statements.suggesting import Suggestion, suggestions

LONGEST_TEXT = 400_000
MOST = 300
_QUOTED = re.compile(r"“[^”]+”|„[^“”]+[“”]|«[^»]+»|\"[^\"]+\"")
_ARTICLE = re.compile(r"(?i)^the ")


@dataclass(frozen=True)
class Proposal:
    """A suggested claim with its number in the text and how its holder was read; `key` tells it from all others."""

    suggestion: Suggestion
    number: int
    key: str
    text: str
    holder: Holder | None

    @property
    def content(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand."""
        return self.suggestion.content

    @property
    def cue(self) -> str:
        """The words that signal it."""
        return self._words(self.suggestion.cue)

    @property
    def named(self) -> str:
        """The holder as the text names it."""
        return self._words(self.suggestion.holder)

    @property
    def mode(self) -> str:
        """How it would be attributed, in words."""
        return Mode(self.suggestion.mode).label

    @property
    def fields(self) -> dict[str, object]:
        """What the form would hold, for the script that fills it in."""
        mode = self.suggestion.mode
        filled = {"words": shown_at(self.content), "kind": ClaimKind.FIGURE if mode == Mode.NONE else ClaimKind.EVENT}
        if mode == Mode.MIXED:
            filled["quoted"] = shown_at(_quoted(self.text, self.content))
        return {**filled, "link": None if mode == Mode.NONE else self._link()}

    def _link(self):
        holder, suggestion = self.holder or Holder(kind=HolderKind.UNNAMED), self.suggestion
        statement = holder.link.statement if holder.link_id else None
        return {
            "mode": suggestion.mode,
            "cue": [self.cue, shown_at(filter(None, [suggestion.cue]))],
            "holder_as_named": [self.named, shown_at(filter(None, [suggestion.holder]))],
            "holder_kind": holder.kind,
            "holder_reason": holder.reason,
            "holder_agent": [holder.agent_id, str(holder.agent)] if holder.agent_id else None,
            "statement": [statement.pk, str(statement)] if statement else None,
        }

    def _words(self, stretch):
        return self.text[slice(*stretch)] if stretch else ""


def proposals(capture: Capture, claimed: Iterable[tuple[int, int]]) -> list[Proposal]:
    """What may be claimed in a capture beside the words that are claimed already, without what was dismissed."""
    text = capture.text
    if len(text) > LONGEST_TEXT:
        return []
    dismissed = set(Dismissal.objects.filter(source=capture.source_id).values_list("words_sha256", flat=True))
    taken = sorted(claimed)
    found = suggestions(text, capture.language or capture.source.language)
    keyed = [(one, key_of_words(text, one)) for one in found if not _is_taken(one, taken)]
    left = [(one, key) for one, key in keyed if key not in dismissed][:MOST]
    readers = _Holders(capture, {text[slice(*one.holder)] for one, _ in left if one.holder})
    return [
        Proposal(one, number, key, text, readers.read(text[slice(*one.holder)]) if one.holder else None)
        for number, (one, key) in enumerate(left, start=1)
    ]


def key_of_words(text: str, suggestion: Suggestion) -> str:
    """The SHA-256 of a suggestion's words, by which it is known in every capture that has them."""
    return texts.sha256("\n".join(text[start:end] for start, end in suggestion.content))


def _is_taken(suggestion: Suggestion, taken: list[tuple[int, int]]) -> bool:
    """Whether claims cover half of its words."""
    letters = sum(end - start for start, end in suggestion.content)
    covered = set()
    for start, end in suggestion.content:
        for first, last in taken:
            covered |= set(range(max(start, first), min(end, last)))
    return 2 * len(covered) >= letters


def _quoted(text: str, content: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found = [(start, mark) for start, end in content for mark in _QUOTED.finditer(text[start:end])]
    return [(start + mark.start() + 1, start + mark.end() - 1) for start, mark in found]


class _Holders:
    """How words that name a holder are read: as earlier in this source, else as the one agent of that name."""

    def __init__(self, capture: Capture, named: set[str]) -> None:
        known = Holder.objects.filter(link__claim__capture__source=capture.source_id).exclude(as_named="")
        known = known.select_related("link__statement", "agent").prefetch_related("agent__names").order_by("pk")
        self.earlier = {_bare(holder.as_named): holder for holder in known}
        self.agents: dict[str, set[Agent]] = {}
        called = AgentName.objects.filter(folded__in={_bare(words) for words in named}).select_related("agent")
        for name in called.prefetch_related("agent__names"):
            self.agents.setdefault(name.folded, set()).add(name.agent)

    def read(self, words: str) -> Holder:
        """A holder that is not stored; unnamed where nobody is known by these words."""
        bare = _bare(words)
        if bare in self.earlier:
            return self.earlier[bare]
        agents = self.agents.get(bare, set())
        if len(agents) == 1:
            agent = next(iter(agents))
            return Holder(kind=agent.kind, agent=agent)
        return Holder(kind=HolderKind.UNNAMED)


def _bare(words: str) -> str:
    return names.fold(_ARTICLE.sub("", words))
