"""What stands in the way of publishing a record, in words a curator understands (DESIGN section 2)."""

from collections.abc import Collection, Iterator

from statements import names
from statements.choices import HolderKind, Mode, SpanRole, SubjectKind, TextBasis
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.review import DeskRecord
from statements.desk.subjects import Subject

# Said by the form of a claim in the same words.
NO_CONTENT = "It has neither words of the source nor a paraphrase."
SUMMARY_NEEDS_PARAPHRASE = "A summary yields no quoted words; write a paraphrase."
SUMMARY_QUOTES = "A summary by this archive holds nobody's quoted words; remove the quoted parts."
DIRECT_NEEDS_WORDS = "A direct quotation needs its words as they stand in the source."
MIXED_NEEDS_QUOTED = "A mixed quotation needs its quoted parts; mark them, or call it a paraphrase."
QUOTED_NEEDS_MODE = "Quoted parts are marked, but the last link is neither direct nor mixed."
QUOTED_OUTSIDE = "The quoted part “{}” lies outside the claim's words."
OWN_ALONE = "An own publication is the only link of its chain; several steps are a quotation or a paraphrase."
OWN_PUBLISHED = "An own publication is published by its holder; the source's publisher is somebody else or not stated."
OTHER_KIND = "{} is recorded as a {}, the holder as a {}."
NOT_ITS_NAME = "“{}” is not a name of {}; say why it is read so."


def blockers(record: DeskRecord, *, public: Collection[str] = ()) -> list[str]:
    """Sentences, each naming one thing to mend; empty when the record can be published.

    `public` holds the refs that are or become public with it, which other claims it names have to be among.
    """
    if isinstance(record, Claim):
        return list(_claim(record, public))
    if isinstance(record, Subject):
        return list(_subject(record))
    if isinstance(record, Agent):
        return [] if record.name else ["It has no name."]
    return []


def _subject(subject: Subject) -> Iterator[str]:
    if not subject.name:
        yield "It has no name."
    if subject.kind == SubjectKind.EVENT and not subject.about_edtf:
        yield "An event is named by place and date; its date is missing."


def _claim(claim: Claim, public: Collection[str]) -> Iterator[str]:
    found = sorted(claim.spans.all(), key=lambda span: span.start)
    links = sorted(claim.links.all(), key=lambda link: (link.position, link.pk))
    yield from _words(claim, found, links)
    for position, link in enumerate(links, start=1):
        yield from (f"Link {position}: {problem}" for problem in _link(claim, link, found))
    yield from _own(claim, links)
    for doubt in claim.doubts.all():
        yield from _doubt(doubt, links)
    yield from _figures(claim, found, public)
    yield from _other_claims(claim, public)


def _words(claim: Claim, found: list[Span], links: list[Link]) -> Iterator[str]:
    words = [span for span in found if span.role == SpanRole.WORDS]
    quoted = [span for span in found if span.role == SpanRole.QUOTED]
    summary = claim.capture.text_basis == TextBasis.SUMMARY
    mode = links[-1].mode if links else Mode.NONE
    if not claim.paraphrase and (summary or not words):
        yield SUMMARY_NEEDS_PARAPHRASE if summary else NO_CONTENT
    if summary and quoted:
        yield SUMMARY_QUOTES
    if mode == Mode.DIRECT and not words and not summary:
        yield DIRECT_NEEDS_WORDS
    if mode == Mode.MIXED and not quoted and not summary:
        yield MIXED_NEEDS_QUOTED
    if quoted and mode not in (Mode.DIRECT, Mode.MIXED):
        yield QUOTED_NEEDS_MODE
    for part in quoted:
        if not any(span.start <= part.start and part.end <= span.end for span in words):
            yield QUOTED_OUTSIDE.format(part.exact)
    yield from _misplaced(claim, found)


def _misplaced(claim: Claim, found: list[Span]) -> Iterator[str]:
    text = claim.capture.text
    for span in found:
        if span.needs_anchor:
            yield f"“{span.exact}” has to be found again in the newer capture."
        elif (there := text[span.start : span.end]) != span.exact:
            yield f"“{span.exact}” does not stand at {span.start}-{span.end}; the capture has “{there}” there."


def _link(claim: Claim, link: Link, found: list[Span]) -> Iterator[str]:
    holders = list(link.holders.all())
    if not holders:
        yield "it names nobody."
    for holder in holders:
        yield from _holder(holder, link)
    if (
        link.cue
        and claim.capture.text_basis != TextBasis.SUMMARY
        and not any(span.link_id == link.pk for span in found)
    ):
        yield f"its cue “{link.cue}” was not found in the text."
    yield from _speakers(link, holders)


def _holder(holder: Holder, link: Link) -> Iterator[str]:
    agent = holder.agent
    if holder.kind == HolderKind.WORK and not (holder.as_named or link.cited_work or link.cited_as):
        yield "a work holder needs the work."
    if agent is None:
        return
    if agent.kind != holder.kind:
        yield OTHER_KIND.format(agent, agent.kind, holder.kind)
    if holder.as_named and not holder.reason and not is_name_of(holder.as_named, agent):
        yield NOT_ITS_NAME.format(holder.as_named, agent)


def is_name_of(words: str, agent: Agent) -> bool:
    """Whether the words are one of the agent's names, but for case, accents and the article that English gives it."""
    has_article = agent.takes_the and words[:4].lower() == "the "
    bare = words[4:] if has_article else words
    return any(names.same(bare, name.name) for name in agent.names.all())


def _speakers(link: Link, holders: list[Holder]) -> Iterator[str]:
    speakers = {speaker.agent_id for speaker in link.statement.speakers.all()} if link.statement else set()
    agents = {holder.agent_id for holder in holders if holder.agent_id}
    if speakers and agents and not speakers & agents:
        yield f"the statement “{link.statement}” is by somebody else."


def _own(claim: Claim, links: list[Link]) -> Iterator[str]:
    if not any(link.mode == Mode.OWN for link in links):
        return
    if len(links) > 1:
        yield OWN_ALONE
    agents = {holder.agent_id for holder in links[0].holders.all()}
    if claim.source.publisher_id is None or claim.source.publisher_id not in agents:
        yield OWN_PUBLISHED


def _doubt(doubt: Doubt, links: list[Link]) -> Iterator[str]:
    if doubt.after_position > len(links):
        yield f"A doubt stands after link {doubt.after_position}, which does not exist."


def _figures(claim: Claim, found: list[Span], public: Collection[str]) -> Iterator[str]:
    for figure in claim.figures.all():
        if claim.capture.text_basis != TextBasis.SUMMARY and not any(span.figure_id == figure.pk for span in found):
            yield f"The figure “{figure.as_written}” was not found in the text."
        if _contains_itself(figure):
            yield f"The figure “{figure.as_written}” is part of itself, through the figures it is tied to."
        tied = figure.tied_to.claim if figure.tied_to else None
        if tied and tied.pk != claim.pk:
            if tied.capture.source_id != claim.capture.source_id:
                yield f"The figure “{figure.as_written}” is tied to one of another source."
            if tied.ref not in public:
                yield f"The figure “{figure.as_written}” is tied to one of {tied.ref}, which is not public."


def _contains_itself(figure: Figure) -> bool:
    """Whether its totals, and theirs, lead back to it; readers would find it under none of them."""
    above, seen = figure.tied_to, set[int]()
    while above and above.pk not in seen:
        if above.pk == figure.pk:
            return True
        seen.add(above.pk)
        above = above.tied_to
    return False


def _other_claims(claim: Claim, public: Collection[str]) -> Iterator[str]:
    if claim.part_of and claim.part_of.ref not in public:
        yield f"It is part of {claim.part_of.ref}, which is not public."
    for relation in claim.relations.all():
        if relation.to.ref not in public:
            yield f"It {relation.get_kind_display()} {relation.to.ref}, which is not public."
