"""Writes the catalogue: the pages of new revisions and of everything that names them, or all of it anew."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction

from statements import bulk_rows
from statements.bulk_rows import Rows
from statements.catalogue import current, index, rows, words
from statements.catalogue.findable import FindableText, texts_of
from statements.catalogue.models import Mention, Page
from statements.catalogue.passages import marked, passages
from statements.choices import PageState, RecordKind
from statements.record.documents import Document
from statements.record.revision import Revision

Item = TypeVar("Item")

CHUNK = 500
PAGE_FIELDS = ["state", "redirect", "revision", "document", "revisions", "updated_at"]


def write(revisions: Iterable[Revision]) -> None:
    """Bring the catalogue up to new revisions, in their own transaction: their pages and all dependants, set-wise."""
    fresh: dict[str, list[Revision]] = {}
    for revision in revisions:
        fresh.setdefault(revision.ref, []).append(revision)
    changed: dict[str, set[str]] = {kind: set() for kind in current.ORDER}
    for ref, found in fresh.items():
        changed[found[0].kind].add(ref)
    touched_captures: set[str] = set()
    for kind in current.ORDER:
        for chunk in _chunks(sorted(changed[kind])):
            pages = [*_fresh_pages(chunk, fresh), *_known_pages(chunk, fresh)]
            with words.kept(page.id for page in pages if page.kind == RecordKind.CLAIM):
                _store(pages)
            touched_captures |= _captures_of(pages)
            for ref, of_kind in _dependants(chunk):
                changed[of_kind].add(ref)
    write_passages(touched_captures)


def rebuild() -> None:
    """Throw the catalogue away and write it anew from the record, in one transaction."""
    with transaction.atomic():
        index.drop()
        for model, _ in current.DERIVED:
            model._default_manager.all().delete()
        Page.objects.all().delete()
        for kind in current.ORDER:
            for chunk in _chunks(current.histories(kind)):
                _store([current.unsettled_page(revisions) for revisions in chunk])
        write_passages(Page.objects.public().filter(kind=RecordKind.CAPTURE).values_list("ref", flat=True))
        index.create()
        words.rebuild()


def composed(pages: Sequence[Page]) -> list[Rows]:
    """The rows that store settled pages of records which have none yet, and all that is derived from them."""
    derived = [
        bulk_rows.rows(model, [made for page in pages for made in derive(page)]) for model, derive in current.DERIVED
    ]
    return [bulk_rows.rows(Page, pages), *derived]


def cards_of(refs: Iterable[str]) -> dict[str, Document]:
    """Cards of public records by ref, as the catalogue has them now; of a merged one the card of what it became."""
    found = {page.ref: page for page in Page.objects.filter(ref__in=list(refs))}
    merged = {ref: page.redirect for ref, page in found.items() if page.state == PageState.MERGED}
    cards = current.cards(found.values())
    survivors = cards_of(merged.values()) if merged else {}
    return cards | {ref: survivors[into] for ref, into in merged.items() if into in survivors}


def write_passages(refs: Iterable[str]) -> None:
    """Write anew the text that may be shown, and found, of these captures."""
    for ref in sorted(refs):
        page = Page.objects.public().filter(ref=ref).first()
        if page:
            claims = Page.objects.public().mentioning(ref, "capture").values_list("document", flat=True)
            page.passages = passages(page.document, [place for claim in claims for place in marked(claim)])
            page.save(update_fields=["passages"])
            _write_texts(page)


def _write_texts(page: Page) -> None:
    """Make what may be shown of a capture findable, where it is not yet so."""
    texts, stored = texts_of(page), FindableText.objects.filter(page=page)
    if list(map(current.values_beside, texts)) != list(map(current.values_beside, stored.order_by("part"))):
        stored.delete()
        FindableText.objects.bulk_create(texts)


def _fresh_pages(chunk: Iterable[str], fresh: dict[str, list[Revision]]) -> list[Page]:
    """Pages of records with new revisions, after the history that the catalogue has of them."""
    refs = [ref for ref in chunk if ref in fresh]
    earlier = dict(Page.objects.filter(ref__in=refs).values_list("ref", "revisions"))
    return [current.unsettled_page(fresh[ref], earlier.get(ref)) for ref in refs]


def _known_pages(chunk: Iterable[str], fresh: dict[str, list[Revision]]) -> list[Page]:
    """Pages without new revisions that name a record which has some."""
    return list(Page.objects.filter(ref__in=[ref for ref in chunk if ref not in fresh]))


def _store(pages: list[Page]) -> list[Page]:
    """Settle pages of one kind with today's cards and store them with their rows and mentions."""
    named = {
        ref
        for page in pages
        if page.is_public
        for ref, role in rows.mentions(page.document)
        if role not in rows.NOT_EMBEDDED
    }
    known = list(Page.objects.public().filter(ref__in=named))
    cards, updated = current.cards(known), {page.ref: page.updated_at for page in known}
    settled = [current.settle(page, cards.get, updated) for page in pages]
    Page.objects.bulk_create(settled, update_conflicts=True, unique_fields=["id"], update_fields=PAGE_FIELDS)
    ids = [page.id for page in settled]
    for model, derive in current.DERIVED:
        model._default_manager.filter(page_id__in=ids).delete()
        model._default_manager.bulk_create(made for page in settled for made in derive(page))
    return settled


def _dependants(refs: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Ref and kind of the pages that show names of these records."""
    found = Mention.objects.filter(ref__in=list(refs)).exclude(role__in=rows.NOT_EMBEDDED)
    return found.values_list("page__ref", "page__kind").distinct()


def _captures_of(pages: list[Page]) -> set[str]:
    """Captures whose shown text may differ after these pages changed: a claim may have moved from one to another."""
    captures = {page.ref for page in pages if page.kind == RecordKind.CAPTURE}
    claims = [page.ref for page in pages if page.kind == RecordKind.CLAIM]
    documents = [
        revision.document for revision in Revision.objects.filter(ref__in=claims) if revision.content is not None
    ]
    return captures | {document["capture"]["ref"] for document in documents if "capture" in document}


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
