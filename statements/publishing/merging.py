"""Merging two records of the same agent, source or statement: the old address redirects to the one that stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db.models import F, Max

from statements.catalogue.models import Page
from statements.choices import Act, DeskState, Display, ProposedAct
from statements.desk import changing
from statements.desk.agents import Agent
from statements.desk.attributions import Holder
from statements.desk.captures import Capture
from statements.desk.dismissals import Dismissal
from statements.desk.history import change_set
from statements.desk.proposals import Merge
from statements.desk.relations import Relation
from statements.desk.review import DeskRecord
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.publishing.acts import Blocked
from statements.publishing.entering import Entry, enter, mark, tombstone
from statements.publishing.plan import ORDER
from statements.publishing.pointers import Mergeable, naming, owner_of, pointing_at, renamed
from statements.publishing.snapshot import KINDS
from statements.record.documents import Document
from statements.record.revision import Revision, lock

WIDER = {Display.NONE: 0, Display.PASSAGES: 1, Display.FULL: 2}


def merge(duplicate: Mergeable, *, into: Mergeable, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
    """Make one record of two: whatever names the duplicate names the other, and the old address redirects to it.

    Of agents the one that stays gains the other's names, of sources the other's captures with their claims. Each
    record that named the duplicate is amended as the public has it; unpublished changes on the desk stay unpublished.
    What moved is kept, so that it can be undone. Raises Blocked, and then nothing has changed.
    """
    with change_set(by=by, through="merge", why=reason):
        lock()
        duplicate, into = _locked(duplicate), _locked(into)
        problems = [] if reason.strip() else ["Give a reason; visitors will read it."]
        problems += list(against(duplicate, into))
        if problems:
            raise Blocked(problems)
        named = naming(duplicate.ref)
        made = _gained_names(duplicate, into)
        _gain_dismissals(duplicate, into)
        moved, owners = _moved(duplicate, into)
        entries = [
            Entry(into, _survivor(duplicate, into), Act.AMEND),
            Entry(duplicate, tombstone(duplicate, merged_into=into.ref), Act.MERGE),
            *(Entry(record, _amended(record, document, duplicate, into), Act.AMEND) for record, document in named),
        ]
        revisions = enter(sorted(entries, key=place), by=by, reason=reason, proposed_by=proposed_by)
        _keep(duplicate, into, revisions, moved=moved, made=made, owners=owners)
        return revisions


@dataclass(frozen=True)
class Merger:
    """A record found to be the same as another, into which it goes."""

    act: ClassVar[ProposedAct] = ProposedAct.MERGE
    duplicate: Mergeable | None
    into: Mergeable | None

    @property
    def title(self) -> str:
        """The act and the two records in one line."""
        return f"Merge {_called(self.duplicate)} into {_called(self.into)}"

    def kept(self) -> dict[str, Any]:
        """What is chosen, as JSON."""
        return {
            "kind": str(self.duplicate.record_kind) if self.duplicate else "",
            "duplicate": self.duplicate.pk if self.duplicate else None,
            "into": self.into.pk if self.into else None,
        }

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The choice again; records that do not exist any more are left out."""
        found: dict[int, Any] = KINDS[kept["kind"]].objects.in_bulk([kept["duplicate"], kept["into"]])
        return cls(found.get(kept["duplicate"]), found.get(kept["into"]))

    def records(self) -> Sequence[DeskRecord]:
        """The two records, which must not change between proposal and approval."""
        return [record for record in (self.duplicate, self.into) if record is not None]

    def problems(self) -> list[str]:
        """What stands in the way."""
        if self.duplicate is None or self.into is None:
            return ["Choose the record that stays."]
        return list(against(self.duplicate, self.into))

    def remark(self) -> str:
        """Nothing: all of it moves."""
        return ""

    def carry_out(self, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
        """Merge the two."""
        if self.duplicate is None or self.into is None:
            raise Blocked(self.problems())
        return merge(self.duplicate, into=self.into, by=by, reason=reason, proposed_by=proposed_by)


def against(duplicate: Mergeable, into: Mergeable) -> Iterator[str]:
    """What keeps two records from being made one; reads only."""
    if type(duplicate) is not type(into):
        yield f"{duplicate} is {_a(duplicate)}, {into} {_a(into)}."
        return
    if duplicate.pk == into.pk:
        yield f"{duplicate} is one record already."
        return
    for record in (duplicate, into):
        if record.state != DeskState.PUBLISHED:
            yield f"{record} ({record.ref}) is {_state(record)}; only records that visitors read are merged."
    if not isinstance(duplicate, Statement) and not isinstance(into, Statement) and duplicate.kind != into.kind:
        yield f"{duplicate} is recorded as {duplicate.get_kind_display()}, {into} as {into.get_kind_display()}."
    if isinstance(duplicate, Agent):
        yield from _both_named(duplicate, into)
    if isinstance(duplicate, Statement) and isinstance(into, Statement):
        yield from _other_speakers(duplicate, into)
    if isinstance(duplicate, Source) and isinstance(into, Source):
        yield from _both_stating(duplicate, into)
        yield from _shows_more(duplicate, into)


def _both_named(duplicate: Any, into: Any) -> Iterator[str]:
    for speaker in StatementSpeaker.objects.filter(agent=duplicate, statement__speakers__agent=into):
        yield f"Both made the statement {speaker.statement.ref}; mend that first."
    for author in SourceAuthor.objects.filter(agent=duplicate, source__authors__agent=into):
        yield f"Both wrote {author.source} ({author.source.ref}); mend that first."
    for holder in Holder.objects.filter(agent=duplicate, link__holders__agent=into).select_related("link__claim"):
        yield f"Both are ascribed {holder.link.claim.ref} jointly; mend that first."


def _other_speakers(duplicate: Statement, into: Statement) -> Iterator[str]:
    known = set(into.speakers.values_list("agent", flat=True))
    for speaker in duplicate.speakers.exclude(agent__in=known) if known else ():
        yield f"{into} is not by {speaker.agent}, as {duplicate} is; name that speaker there, or merge the two first."


def _both_stating(duplicate: Source, into: Source) -> Iterator[str]:
    same = Relation.objects.filter(
        stated_by=duplicate, claim__relations__kind=F("kind"), claim__relations__to=F("to")
    ).filter(claim__relations__stated_by=into)
    for relation in same.select_related("claim").distinct():
        yield f"Both state one relation of {relation.claim.ref}; mend that first."


def _shows_more(duplicate: Source, into: Source) -> Iterator[str]:
    wider = WIDER[Display(into.display)] > WIDER[Display(duplicate.display)]
    if wider and duplicate.captures.exists():
        shown, more = duplicate.get_display_display(), into.get_display_display()
        yield f"Of {duplicate} visitors may read {shown}, of {into} {more}; set both alike first."


def _state(record: DeskRecord) -> str:
    page = Page.objects.filter(ref=record.ref).exclude(redirect="").first()
    return f"merged into {page.redirect}" if page else record.get_state_display()


def _called(record: DeskRecord | None) -> str:
    return f"{record} ({record.ref})" if record else "a deleted record"


def _a(record: DeskRecord) -> str:
    noun = str(record._meta.verbose_name)
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _locked(record: Any) -> Any:
    """The record as it is now, held until the end of the transaction."""
    return type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)


def _gained_names(duplicate: Mergeable, into: Mergeable) -> list[list[Any]]:
    """Add the names that only the duplicate has; their keys and words."""
    if not isinstance(duplicate, Agent) or not isinstance(into, Agent):
        return []
    known = set(into.names.values_list("name", "language"))
    missing = [name for name in duplicate.names.all() if (name.name, name.language) not in known]
    made = [into.names.create(name=name.name, language=name.language) for name in missing]
    return [[name.pk, name.name] for name in made]


def _gain_dismissals(duplicate: Mergeable, into: Mergeable) -> None:
    """What nobody should suggest again in the duplicate's text, nobody should where that text stands now."""
    if isinstance(duplicate, Source) and isinstance(into, Source):
        Dismissal.objects.bulk_create(
            (
                Dismissal(source=into, words_sha256=old.words_sha256, by=old.by, by_name=old.by_name, at=old.at)
                for old in duplicate.dismissals.select_related("by")
            ),
            ignore_conflicts=True,
        )


def _moved(duplicate: Mergeable, into: Mergeable) -> tuple[list[list[Any]], list[DeskRecord]]:
    """Let everything that points at the duplicate point at the other; what moved, and the records it belongs to."""
    moved, owners = [], {into.ref: into, duplicate.ref: duplicate}
    last = into.captures.aggregate(last=Max("number"))["last"] or 0 if isinstance(into, Source) else 0
    for part, field in pointing_at(duplicate):
        owner = owner_of(part)
        number = part.number if isinstance(part, Capture) else None
        owners[owner.ref] = owner
        moved.append([part._meta.model_name, part.pk, field, owner.ref, number])
        if isinstance(part, Capture):
            last += 1  # a capture is frozen and refuses a save: only where it is filed changes
            mark(part, source=into, number=last)
            changing.note(part)
        else:
            setattr(part, field, into)
            part.save()
    for owner in owners.values():
        mark(owner, version=type(owner).objects.get(pk=owner.pk).version + 1)
    return moved, list(owners.values())


def _survivor(duplicate: Mergeable, into: Mergeable) -> Document:
    """The one that stays as the public has it, with the names, or the captures, that the public has of the other."""
    documents = dict(Page.objects.filter(ref__in=[into.ref, duplicate.ref]).values_list("ref", "document"))
    survivor: Document = documents[into.ref]
    other: Document = documents[duplicate.ref]
    if isinstance(into, Agent):
        more = [name for name in other["names"] if name not in survivor["names"]]
        return survivor | {"names": [*survivor["names"], *more]}
    if isinstance(into, Source):
        return survivor | {"held": survivor["held"] or other["held"]}
    return survivor


def _amended(record: DeskRecord, document: Document, duplicate: Mergeable, into: Mergeable) -> Document:
    changed: Document = renamed(document, duplicate.ref, into)
    if isinstance(record, Capture):
        changed |= {"number": Capture.objects.values_list("number", flat=True).get(pk=record.pk)}
    return changed


def _keep(
    duplicate: Mergeable,
    into: Mergeable,
    revisions: Sequence[Revision],
    *,
    moved: list[list[Any]],
    made: list[list[Any]],
    owners: Sequence[DeskRecord],
) -> None:
    entered = {revision.ref: revision.n for revision in revisions}
    left = {owner.ref: [type(owner).objects.get(pk=owner.pk).revision, owner.ref in entered] for owner in owners}
    left |= {ref: [n, True] for ref, n in entered.items()}
    Merge.objects.create(
        record_kind=str(duplicate.record_kind), ref=duplicate.ref, into=into.ref, moved=moved, made=made, left=left
    )


def place(entry: Entry) -> tuple[int, int]:
    """Where an entry stands among those of one act: what is named comes before what names it."""
    return ORDER.index(type(entry.record)), entry.record.pk
