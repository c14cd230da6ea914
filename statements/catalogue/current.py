"""What the record says now: for each record the page it ought to have, worked out from its revisions alone."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model

from statements.catalogue import keys, rows
from statements.catalogue.findable import FindableText, SuggestedName, names_of, texts_of
from statements.catalogue.models import ClaimKeys, ClaimRow, Mention, Page
from statements.choices import Act, PageState, RecordKind
from statements.record.documents import CardOf, Document, cards_by_ref, resolve
from statements.record.revision import Revision

ORDER = (
    RecordKind.AGENT,
    RecordKind.SUBJECT,
    RecordKind.SOURCE,
    RecordKind.CAPTURE,
    RecordKind.STATEMENT,
    RecordKind.CLAIM,
)
STATES = {Act.WITHDRAW: PageState.WITHDRAWN, Act.MERGE: PageState.MERGED}


def histories(kind: str) -> Iterator[list[Revision]]:
    """The revisions of each record of a kind, oldest first, one record after the other."""
    found = Revision.objects.filter(kind=kind).order_by("ref", "n").iterator(chunk_size=2000)
    for _, revisions in itertools.groupby(found, key=lambda revision: revision.ref):
        yield list(revisions)


def entry(revision: Revision) -> Document:
    """One line of a record's history: number, act, date and public reason."""
    return line(revision, "" if revision.content is None else revision.envelope["reason"])


def line(revision: Revision, reason: str) -> Document:
    """The same for a revision whose reason is known."""
    return {
        "n": revision.n,
        "number": revision.number,
        "act": revision.act,
        "at": second(revision.at),
        "reason": reason,
    }


def second(at: datetime.datetime) -> str:
    """RFC 3339 in UTC to the second, as the catalogue keeps and the CSV prints times."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unsettled_page(revisions: list[Revision], earlier: list[Document] | None = None) -> Page:
    """The page after these revisions (`earlier` history entries before them), its cards not yet those of today."""
    newest = revisions[-1]
    history = [*(earlier or []), *map(entry, revisions)]
    document = newest.document if newest.content is not None else {"record_kind": newest.kind, "ref": newest.ref}
    return page_of(newest, history, document)


def page_of(newest: Revision, history: list[Document], document: Document) -> Page:
    """The page of a record by its newest revision, all entries of its history, and its document."""
    state = STATES.get(Act(newest.act), PageState.PUBLISHED)
    return Page(
        id=history[0]["number"],
        ref=newest.ref,
        kind=newest.kind,
        state=state,
        redirect=document["merged_into"] if state == PageState.MERGED else "",
        revision=newest.n,
        document=document,
        revisions=history,
        updated_at=history[-1]["at"],
    )


def settle(page: Page, card_of: CardOf, updated_of: dict[str, str]) -> Page:
    """The page with today's names, and moved forward to the newest change of what it names."""
    if page.is_public:
        page.document = resolve(page.document, card_of)
        named = [updated_of.get(ref, "") for ref, role in rows.mentions(page.document) if role not in rows.NOT_EMBEDDED]
        page.updated_at = max([page.revisions[-1]["at"], *named])
    return page


def mentions_of(page: Page) -> list[Mention]:
    """Whom and what a public page names; nothing for a page that is not public."""
    return (
        [Mention(page_id=page.id, ref=ref, role=role) for ref, role in sorted(rows.mentions(page.document))]
        if page.is_public
        else []
    )


def rows_of(page: Page) -> list[ClaimRow]:
    """The flat row of a public claim as a list of one; nothing for every other page."""
    row = row_of(page)
    return [] if row is None else [row]


def row_of(page: Page) -> ClaimRow | None:
    """The flat row of a public claim; None for every other page."""
    if page.kind != RecordKind.CLAIM or not page.is_public:
        return None
    values: dict[str, Any] = rows.claim_values(
        page.document, revision=page.revision, published_at=page.revisions[0]["at"], updated_at=page.updated_at
    )
    return ClaimRow(page_id=page.id, **values)


def keys_of(page: Page) -> list[ClaimKeys]:
    """What a public claim is filtered and counted by, as a list of one; nothing for every other page."""
    if page.kind != RecordKind.CLAIM or not page.is_public:
        return []
    fixed, named = keys.packed(page.id, page.document)
    return [ClaimKeys(page_id=page.id, fixed=fixed, named=named)]


# What is stored beside a page, by table: each a function of the page alone, with `page_id`.
DERIVED: tuple[tuple[type[Model], Callable[[Page], Sequence[Model]]], ...] = (
    (Mention, mentions_of),
    (ClaimRow, rows_of),
    (ClaimKeys, keys_of),
    (FindableText, texts_of),
    (SuggestedName, names_of),
)


def values_beside(row: Model) -> dict[str, Any]:
    """What is stored in a row beside a page, without the row's own number, to compare two of them."""
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname != "id"}


def cards(pages: Iterable[Page]) -> dict[str, Document]:
    """Cards of public pages by ref."""
    return {ref: found for page in pages if page.is_public for ref, found in cards_by_ref(page.document).items()}
